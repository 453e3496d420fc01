/* SPDX-License-Identifier: MIT */
#include "command/new.h"

#include "base/below.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/lock.h"
#include "check_new.h"

static const char usage[] =
	"[OPTIONS] [--from-drift FILE] TYPE DESCRIPTION...  |  --down-from MIGRATION";

/* Names that others take while we look, before something must be wrong. */
enum { MOST_ATTEMPTS = 10 };

static struct check_options options_of(const struct context *context)
{
	/* is_hook: what the policy has and nothing comes of is `check`'s to tell */
	return (struct check_options){
		.policy_path = arguments_value(context->arguments, "policy"), .is_hook = true};
}

/* What was asked for is not there: the usage, with the types if the set has some. */
static enum exit_code refuse(struct context *context, struct error *reterr)
{
	struct check_options options = options_of(context);
	struct text text = {.arena = context->arena};
	struct str_list types = {0};
	struct error ignored;
	struct check check;

	if (check_start(&check, context->arena, context->repository, &options, &ignored) ||
		check_new_types(&check, arguments_value(context->arguments, "set"), &types, &ignored))
		types.count = 0;
	for (size_t i = 0; i < types.count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(types.items[i]));
	error_set(reterr, "usage: mighook new %s", usage);
	if (types.count)
		error_hint(reterr, "types: %s", text_str(&text).ptr);
	else
		error_hint(reterr, "mighook new create users table");
	return EXIT_CANNOT_CHECK;
}

static void remove_created(
	const struct context *context, const struct new_migration *migration, size_t count)
{
	struct error ignored;

	while (count--)
		if (below_remove(
				repository_worktree(context->repository), migration->files[count].path, &ignored))
			return;
}

/* Creates all files or none. `*ret_is_taken`: somebody has just taken the name. */
static int create(const struct context *context, const struct new_migration *migration,
	bool *ret_is_taken, struct error *reterr)
{
	*ret_is_taken = false;
	for (size_t i = 0; i < migration->count; i++) {
		const struct new_file *file = &migration->files[i];
		bool is_there,
			failed = below_create(repository_worktree(context->repository), file->path,
				file->content, &is_there, reterr);

		if (!failed && !is_there)
			continue;
		remove_created(context, migration, i);
		if (!failed && i == 0)
			*ret_is_taken = true;
		else if (!failed)
			error_set(
				reterr, "%s is there already", escape_text(context->arena, file->path, false).ptr);
		return *ret_is_taken ? 0 : -1;
	}
	return 0;
}

/* Decides and writes, one process at a time: two that look at once would find the same version
 * free. The lock is that of git's own folder of this worktree. */
static int write_new(struct context *context, const struct new_request *request,
	struct check *ret_check, struct new_migration *ret, struct error *reterr)
{
	_cleanup_(lock_release) int lock = lock_folder(repository_directory(context->repository));
	struct check_options options = options_of(context);
	bool is_taken = true;

	(void)lock; /* held to the end */
	for (size_t i = 0; is_taken && i < MOST_ATTEMPTS; i++)
		if (check_start(ret_check, context->arena, context->repository, &options, reterr) ||
			check_new(ret_check, request, ret, reterr) || create(context, ret, &is_taken, reterr))
			return -1;
	return is_taken ? error_set(reterr, "%s is there already",
						  escape_text(context->arena, ret->name.path, false).ptr)
					: 0;
}

/* True for what says no more than that nothing is written yet. */
static bool is_expected(const struct rule *rule)
{
	static const char *const expected[] = {"placeholder-left", "rollback-missing", "file-empty"};

	for (size_t i = 0; i < ARRAY_LENGTH(expected); i++)
		if (!strcmp(rule->key.id, expected[i]))
			return true;
	return false;
}

/* What check finds in the new files; what it says of the whole set was so before. */
static int print_findings(const struct context *context, struct check *check,
	const struct str_list *created, struct error *reterr)
{
	struct check_result result;

	if (check_files(check, created, &result, reterr))
		return -1;
	for (size_t i = 0; i < result.diagnostics.count; i++) {
		const struct diagnostic *found = &result.diagnostics.items[i];

		if (!is_expected(found->rule) && str_list_contains(created, found->path))
			fprintf(stderr, "mighook: to do: %s:%u: %s (%s)\n",
				escape_text(context->arena, found->path, false).ptr, found->start.line,
				found->message.ptr, found->rule->key.id);
	}
	return 0;
}

static bool is_at_top(const struct context *context)
{
	char *here = realpath(".", NULL);
	bool is_top = here && str_equal(str_from(here), repository_worktree(context->repository));

	free(here);
	return is_top;
}

/* The paths for `git add`: below the top they start with ":/" (gitglossary(7), pathspec). */
static struct str quoted(const struct context *context, const struct str_list *paths)
{
	const char *top = is_at_top(context) ? "" : ":/";
	struct text text = {.arena = context->arena};

	for (size_t i = 0; i < paths->count; i++) {
		struct str path = str_format(context->arena, "%s%.*s", top, STR_ARG(paths->items[i]));

		text_addf(&text, "%s%s", i ? " " : "", escape_shell(context->arena, path).ptr);
	}
	return text_str(&text);
}

static bool is_by_hand(struct str line)
{
	return str_starts(line, STR("-- by hand: "));
}

/* What the SQL of --from-drift does not do, unless somebody writes it: said even with -q. True if
 * there is any. */
static bool print_by_hand(const struct context *context, struct str body)
{
	bool has_any = false;
	struct str line;

	while (str_next(&body, '\n', &line))
		if (is_by_hand(line)) {
			has_any = true;
			fprintf(stderr, "mighook: %s\n",
				escape_text(context->arena, str_slice(line, 3, line.len), false).ptr);
		}
	return has_any;
}

/* What comes next, unless -q. */
static int print_next(const struct context *context, struct check *check,
	const struct new_migration *migration, const struct str_list *created, struct error *reterr)
{
	const struct set_spec *spec = migration->set->spec;

	if (arguments_has(context->arguments, "quiet"))
		return 0;
	command_print_notes(context, check);
	if (migration->name.lost_digits)
		fprintf(stderr, "mighook: names of this set take no digits in the description\n");
	if (migration->has_down && migration->down.is_elsewhere)
		fprintf(stderr, "mighook: the rollback lies where %s does not execute it\n",
			spec->runner->name);
	if (print_findings(context, check, created, reterr))
		return -1;
	if (migration->snapshot.ptr)
		fprintf(stderr, "mighook: %s has to change with it%s%s\n",
			escape_text(context->arena, migration->snapshot, false).ptr,
			spec->snapshot_command.ptr ? ": " : "",
			escape_text(context->arena, spec->snapshot_command, false).ptr);
	if (spec->manifest.ptr)
		fprintf(stderr,
			"mighook: %s has to list it, once it is staged: mighook manifest update && git add "
			"%s\n",
			escape_text(context->arena, spec->manifest, false).ptr,
			quoted(context, &(struct str_list){(struct str[]){spec->manifest}, 1, 1}).ptr);
	fprintf(stderr, "mighook: next: %s the SQL, then run: git add %s && mighook check --staged\n",
		arguments_has(context->arguments, "from-drift") ? "look at" : "write",
		quoted(context, created).ptr);
	return 0;
}

static struct str joined(struct arena *arena, const struct str_list *words, size_t from)
{
	struct text text = {.arena = arena};

	for (size_t i = from; i < words->count; i++)
		text_addf(&text, "%s%.*s", i > from ? " " : "", STR_ARG(words->items[i]));
	return text_str(&text);
}

/* The lines that sum a drift up, up to an empty one: they name the database, and are no part of the
 * migration. What is left to be written by hand is. */
static struct str without_summary(struct str text)
{
	struct str rest = text, line;

	while (str_next(&rest, '\n', &line)) {
		if (!str_trim(line).len)
			return str_trim(rest);
		if (!str_starts(line, STR("-- ")) || is_by_hand(line))
			return str_trim(text);
	}
	return STR("");
}

/* --from-drift: what `mighook drift --emit-sql` has printed. */
static int read_body(const struct context *context, struct str *ret, struct error *reterr)
{
	struct str path = arguments_value(context->arguments, "from-drift"), text;

	if (!path.ptr)
		return 0;
	if (str_equal(path, STR("-")) ? file_read_stdin(&text, context->arena, reterr)
								  : file_read(&text, context->arena, path, reterr))
		return -1;
	if (memchr(text.ptr, '\0', text.len)) {
		return error_set(
			reterr, "--from-drift: %s is no SQL", escape_text(context->arena, path, false).ptr);
	}
	*ret = without_summary(text);
	if (ret->len)
		return 0;
	text = str_trim(text);
	error_set(reterr, "--from-drift: there is no SQL%s%s", text.len ? ": drift says: " : "",
		escape_text(context->arena, str_slice(text, 0, str_find(text, STR("\n"), 0)), false).ptr);
	return error_hint(reterr, "mighook drift --against db --emit-sql");
}

static enum exit_code write_migration(struct context *context, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	const struct str_list *words = &arguments->positional;
	struct new_request request = {
		.set = arguments_value(arguments, "set"),
		.author = arguments_value(arguments, "author"),
		.ticket = arguments_value(arguments, "ticket"),
		.local_time = arguments_has(arguments, "local-time"),
	};
	struct str_list created = {0};
	struct new_migration migration;
	struct check check;
	bool json, has_gaps;

	if (words->count < 2)
		return refuse(context, reterr);
	request.type = words->items[0];
	request.description = joined(context->arena, words, 1);
	if (command_wants_json(context, &json, reterr) || read_body(context, &request.body, reterr) ||
		write_new(context, &request, &check, &migration, reterr))
		return EXIT_CANNOT_CHECK;
	for (size_t i = 0; i < migration.count; i++)
		str_list_add(context->arena, &created, migration.files[i].path);
	if (new_print_created(context, &created, reterr) || fflush(stdout))
		return EXIT_CANNOT_CHECK;
	if (arguments_has(arguments, "edit") && new_edit(context, &created, reterr))
		return EXIT_CANNOT_CHECK;
	has_gaps = print_by_hand(context, request.body);
	if (print_next(context, &check, &migration, &created, reterr))
		return EXIT_CANNOT_CHECK;
	return has_gaps ? EXIT_FINDINGS : EXIT_CLEAN;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct str up = arguments_value(context->arguments, "down-from");

	if (repository_is_bare(context->repository)) {
		error_set(reterr, "a bare repository has no worktree to write into");
		return EXIT_CANNOT_CHECK;
	}
	if (!up.ptr)
		return write_migration(context, reterr);
	if (context->arguments->positional.count)
		return refuse(context, reterr);
	return new_write_rollback(context, up, reterr);
}

const struct command command_new = {
	.name = "new",
	.usage = usage,
	.summary = "write a new migration, or the rollback of one",
	.description =
		"Writes a migration with the next free version and prints the paths of its files, from the "
		"repository's top; `--format json` as the list `created`. Nothing is staged, and nothing "
		"that is there is written over.\n"
		"\n"
		"TYPE is the group `type` of the set's `name` pattern, one of those it lists; where names "
		"have no type it is the first word of the description: `mighook new create users table`. "
		"The words are written as the pattern wants them. The version is the time in UTC, or the "
		"next number where the set counts; it is moved on until no migration of the worktree, the "
		"index, HEAD and the protected branches has it, and, unless version-out-of-order is off, "
		"behind the newest of them.\n"
		"\n"
		"The header has the fields that header-missing asks for: Author is git's `user.name`, "
		"what is not known is left as a TODO. BEGIN and COMMIT, the row of "
		"history-record-missing, and a rollback are written where the policy or the runner wants "
		"them; a rollback that the runner would execute as a migration goes into a folder "
		"`rollback` beside the set.\n"
		"\n"
		"Templates of your own lie in the folder that the policy key `templates` names: "
		"`TYPE.sql` or else `up.sql`, for sections in one file `TYPE.sql` or else `sections.sql`, "
		"for a rollback `TYPE.down.sql` or else `down.sql`; what is not there is taken from "
		"mighook. In them {{header}}, {{precheck}}, {{begin}}, {{commit}}, {{record}}, "
		"{{unrecord}}, {{up-marker}} and {{down-marker}} stand for lines that are there where "
		"they are wanted, {{body}} for the SQL or the TODO in its place, and {{file}}, {{name}}, "
		"{{version}}, {{type}}, {{description}}, "
		"{{author}}, {{ticket}}, {{date}} and {{down-file}} for a text, which belongs into a "
		"comment.\n"
		"\n"
		"With `--from-drift` its SQL is that of a change that somebody has made by hand in a "
		"database:\n"
		"\n"
		"    mighook drift --against db --emit-sql | mighook new --from-drift - add phone\n"
		"\n"
		"What stands there as `by hand` is said, and it exits with 1 then.\n"
		"\n"
		"With `--down-from` it writes the inverse of a migration of the index, as `mighook "
		"rollback` tells it, to the place of its rollback, or into its section of the same file. "
		"What has no inverse is left as a TODO that placeholder-left reports, and it exits with 1 "
		"then. Data is not saved: read the warnings.",
	.options =
		(const struct option_row[]){
			{"set", 0, "PATH", "folder of the set; else the only one, or the current folder's"},
			{"author", 0, "NAME", "who writes it; else git's user.name"},
			{"ticket", 0, "ID", "ticket that it belongs to"},
			{"edit", 0, NULL, "open the new files in git's editor"},
			{"local-time", 0, NULL, "local time for the version instead of UTC"},
			{"from-drift", 0, "FILE",
				"take the SQL that `mighook drift --emit-sql` has printed; `-`: standard input"},
			{"down-from", 0, "MIGRATION", "path, version or name of the migration to take back"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | TAKES_ARGUMENTS,
	.run = run,
};
