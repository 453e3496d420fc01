/* SPDX-License-Identifier: MIT */
/* The parts of bash's completion. Words that begin with ':' name a list of the template's. */
#include "documents/completion.h"
#include "documents/parts.h"

static struct str list_of(
	struct arena *arena, const struct command *command, const struct argument_kind *kind)
{
	switch (kind->completion) {
	case COMPLETE_FILES:
		return STR(":files");
	case COMPLETE_FOLDERS:
		return STR(":folders");
	case COMPLETE_REVISIONS:
		return STR(":revisions");
	case COMPLETE_RANGES:
		return STR(":ranges");
	case COMPLETE_CHOICES:
		return kind_has_function(kind) ? str_format(arena, ":%.*s", STR_ARG(kind_word(arena, kind)))
									   : kind_words(arena, command, kind);
	case COMPLETE_NOTHING:
		break;
	}
	return STR(":nothing");
}

static void add_options(struct text *text, const struct option_row *rows)
{
	for (const struct option_row *row = rows; row && row->name; row++)
		text_addf(text, " --%s", row->name);
}

static void write_values(
	FILE *out, struct arena *arena, const struct command *command, const struct option_row *rows)
{
	for (const struct option_row *row = rows; row && row->name; row++) {
		struct argument_kind kind = argument_kind_of(str_from(row->value));

		if (!row->value)
			continue;
		fprintf(out, "\t\t--%s", row->name);
		if (row->letter)
			fprintf(out, " | -%c", row->letter);
		fprintf(out, ") words=%s ;;\n", shell_quoted(arena, list_of(arena, command, &kind)).ptr);
	}
}

/* NULL: what may stand before the command. */
static void write_command(FILE *out, struct arena *arena, const struct command *command)
{
	struct completed_arguments arguments = {.is_list = false};
	struct text options = {.arena = arena}, words = {.arena = arena};

	if (command) {
		arguments = completed_arguments(arena, command);
		add_options(&options, command->options);
	} else {
		text_add(&words, STR(" :command"));
	}
	add_options(&options, common_options);
	for (size_t i = 0; i < arguments.words.count; i++)
		text_addf(&words, " %.*s", STR_ARG(arguments.words.items[i]));
	for (size_t i = 0; i < arguments.kind_count; i++)
		text_addf(&words, " %.*s", STR_ARG(list_of(arena, command, &arguments.kinds[i])));
	fprintf(out, "\t%s)\n", command ? command->name : "''");
	fprintf(out, "\t\toptions=%s\n", shell_quoted(arena, str_trim(text_str(&options))).ptr);
	fprintf(out, "\t\targuments=%s\n", shell_quoted(arena, str_trim(text_str(&words))).ptr);
	if (arguments.is_list)
		fprintf(out, "\t\tmany=1\n");
	fprintf(out, "\t\tcase $2 in\n");
	if (command)
		write_values(out, arena, command, command->options);
	write_values(out, arena, command, common_options);
	fprintf(out, "\t\tesac\n\t\t;;\n");
}

static void write_commands(FILE *out, struct arena *arena)
{
	write_command(out, arena, NULL);
	for (size_t i = 0; i < command_row_count; i++)
		if (command_is_shown(&command_rows[i]))
			write_command(out, arena, command_rows[i].command);
}

static void write_kinds(FILE *out, struct arena *arena)
{
	for (size_t i = 0; i < argument_kind_count; i++)
		if (kind_has_function(&argument_kinds[i]))
			fprintf(out, "\t:%s) printf '%%s\\n' %s ;;\n", kind_word(arena, &argument_kinds[i]).ptr,
				kind_words(arena, NULL, &argument_kinds[i]).ptr);
}

const struct part bash_parts[] = {
	{"bash-commands", write_commands},
	{"bash-kinds", write_kinds},
	{NULL},
};
