/* SPDX-License-Identifier: MIT */
#include "command/command.h"

#include <errno.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/nearest.h"
#include "base/privacy.h"
#include "base/program.h"
#include "base/vec.h"
#include "command/help.h"
#include "lint/mask.h"

#define GROUP(title)
#define COMMAND(name) extern const struct command command_##name;
/* Weak: NULL in a program that is linked without the command. */
#define DATABASE(name, summary) \
	extern const struct command command_##name __attribute__((weak)); \
	const char summary_##name[] = summary;
#include "command/commands.def"
#undef GROUP
#undef COMMAND
#undef DATABASE

const struct command_row command_rows[] = {
#define GROUP(title) {title, NULL, NULL, NULL},
#define COMMAND(name) {NULL, #name, &command_##name, NULL},
#define DATABASE(name, summary) {NULL, #name, &command_##name, summary},
#include "command/commands.def"
#undef GROUP
#undef COMMAND
#undef DATABASE
};

const size_t command_row_count = ARRAY_LENGTH(command_rows);

const struct command_row *command_find(struct str name)
{
	for (size_t i = 0; i < command_row_count; i++)
		if (command_rows[i].name && str_equal(name, str_from(command_rows[i].name)))
			return &command_rows[i];
	return NULL;
}

const char *command_summary(const struct command_row *row)
{
	return row->summary ? row->summary : row->command->summary;
}

bool command_is_shown(const struct command_row *row)
{
	return row->name && *command_summary(row);
}

struct str command_nearest(struct arena *arena, struct str name)
{
	struct str_list names = {0};

	for (size_t i = 0; i < command_row_count; i++)
		if (command_is_shown(&command_rows[i]))
			str_list_add(arena, &names, str_from(command_rows[i].name));
	return nearest_word(arena, name, &names);
}

void command_print_error(const struct error *error)
{
	_cleanup_(arena_release) struct arena arena = {0};

	fprintf(stderr, "mighook: error: %s\n", mask_text(&arena, str_from(error->message)).ptr);
	if (error->hint[0])
		fprintf(stderr, "  hint: %s\n", mask_text(&arena, str_from(error->hint)).ptr);
}

/* Options before the command's name count like those behind it. */
static void put_first(
	struct arena *arena, struct arguments *arguments, const struct arguments *before)
{
	struct arguments all = *before;

	for (size_t i = 0; i < arguments->options.count; i++)
		*vec_push(arena, &all.options) = arguments->options.items[i];
	all.positional = arguments->positional;
	*arguments = all;
}

static int change_directory(
	const struct arguments *arguments, struct arena *arena, struct error *reterr)
{
	struct str_list folders = arguments_values(arguments, arena, "directory");

	for (size_t i = 0; i < folders.count; i++)
		if (chdir(folders.items[i].ptr))
			return error_set(reterr, "cannot enter %s: %s",
				escape_text(arena, folders.items[i], false).ptr, strerror(errno));
	return 0;
}

static int open_repository(
	const struct command *command, struct context *context, struct error *reterr)
{
	if (!(command->flags & (NEEDS_REPOSITORY | USES_REPOSITORY)))
		return 0;
	if (!repository_open(&context->repository, context->arena, REPOSITORY_CHECK_OWNER, reterr))
		return 0;
	return reterr->kind == ERROR_NO_REPOSITORY && !(command->flags & NEEDS_REPOSITORY) ? 0 : -1;
}

static enum exit_code unknown_command(struct arena *arena, struct str name, struct error *reterr)
{
	struct str nearest = command_nearest(arena, name);

	error_set(reterr, "there is no command '%s'%s%.*s%s", escape_text(arena, name, false).ptr,
		nearest.ptr ? "; did you mean '" : "", STR_ARG(nearest), nearest.ptr ? "'?" : "");
	error_hint(reterr, "mighook help");
	return EXIT_CANNOT_CHECK;
}

/* The command is in the other program. */
static enum exit_code become(
	struct arena *arena, const char *command, char **argv, struct error *reterr)
{
	return program_become(arena, command, (const char *const *)argv, reterr) ? EXIT_CANNOT_CHECK
																			 : EXIT_CLEAN;
}

/* True if its first argument is one of those for mighook-db. */
static bool is_on_database(const struct command *command, const struct arguments *arguments)
{
	const char *const *word = command->database_words;

	while (word && *word && arguments->positional.count) {
		if (str_equal(arguments->positional.items[0], str_from(*word)))
			return true;
		word++;
	}
	return false;
}

/* Runs one command with what stands behind its name, at argv[name]. */
static int run(const struct command *command, struct arena *arena, const struct arguments *before,
	int argc, char **argv, int name, struct error *reterr)
{
	struct context context = {.arena = arena};
	struct arguments arguments;
	bool on_database;
	int next, code;

	if (arguments_read(&arguments, arena, command->options, command->flags & PASSES_ARGUMENTS,
			argc - name, argv + name, &next, reterr))
		return EXIT_CANNOT_CHECK;
	while (command->flags & PASSES_ARGUMENTS && name + next < argc)
		str_list_add(arena, &arguments.positional, str_from(argv[name + next++]));
	put_first(arena, &arguments, before);
	if (arguments_has(&arguments, "help")) {
		help_write_command(stdout, arena, command);
		return EXIT_CLEAN;
	}
	if (!(command->flags & (TAKES_ARGUMENTS | PASSES_ARGUMENTS)) && arguments.positional.count) {
		error_set(reterr, "%s takes no argument '%s'", command->name,
			escape_text(arena, arguments.positional.items[0], false).ptr);
		error_hint(reterr, "mighook help %s", command->name);
		return EXIT_CANNOT_CHECK;
	}
	on_database = is_on_database(command, &arguments);
	if (on_database)
		privacy_protect_memory();
	if (on_database && !command->run_on_database)
		return (int)become(arena, command->name, argv, reterr);
	context.arguments = &arguments;
	if (change_directory(&arguments, arena, reterr) || open_repository(command, &context, reterr))
		return EXIT_CANNOT_CHECK;
	code = (int)(on_database ? command->run_on_database : command->run)(&context, reterr);
	repository_close(&context.repository);
	return code;
}

static int dispatch(struct arena *arena, int argc, char **argv, struct error *reterr)
{
	struct arguments before;
	const struct command_row *row;
	int next;

	program_hide_secrets(arena, argc, argv);
	if (arguments_read(&before, arena, NULL, /* stop_early= */ true, argc, argv, &next, reterr))
		return EXIT_CANNOT_CHECK;
	if (arguments_has(&before, "version")) {
		help_write_version(stdout);
		return EXIT_CLEAN;
	}
	if (next == argc && arguments_has(&before, "help")) {
		help_write_overview(stdout);
		return EXIT_CLEAN;
	}
	if (next == argc) {
		help_write_overview(stderr);
		return EXIT_CANNOT_CHECK;
	}
	row = command_find(str_from(argv[next]));
	if (!row)
		return (int)unknown_command(arena, str_from(argv[next]), reterr);
	if (row->summary)
		privacy_protect_memory();
	if (!row->command)
		return (int)become(arena, row->name, argv, reterr);
	return run(row->command, arena, &before, argc, argv, next, reterr);
}

int command_main(int argc, char **argv)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct error error = {.message = ""};
	int code = dispatch(&arena, argc, argv, &error);

	if (error.message[0] && code == EXIT_CANNOT_CHECK)
		command_print_error(&error);
	/* A report that could not be written whole must not pass for one. */
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "mighook: error: cannot write the output\n");
		return EXIT_CANNOT_CHECK;
	}
	return code;
}
