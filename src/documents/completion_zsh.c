/* SPDX-License-Identifier: MIT */
/* The parts of zsh's completion: specifications of _arguments (zshcompsys(1)). */
#include "documents/completion.h"
#include "documents/parts.h"

/* A text with a backslash before each of the bytes. */
static struct str guarded(struct arena *arena, struct str text, struct str bytes)
{
	struct text out = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		if (str_has(bytes, text.ptr[i]))
			text_add_byte(&out, '\\');
		text_add_byte(&out, text.ptr[i]);
	}
	return text_str(&out);
}

static struct str action_of(
	struct arena *arena, const struct command *command, const struct argument_kind *kind)
{
	switch (kind->completion) {
	case COMPLETE_FILES:
		return STR("_files");
	case COMPLETE_FOLDERS:
		return STR("_files -/");
	case COMPLETE_REVISIONS:
		return STR("_mighook_revisions");
	case COMPLETE_RANGES:
		return STR("_mighook_ranges");
	case COMPLETE_CHOICES:
		if (kind_has_function(kind))
			return str_format(arena, "_mighook_%.*s", STR_ARG(kind_word(arena, kind)));
		return str_format(arena, kind->differs ? "{_mighook_or_file %.*s}" : "(%.*s)",
			STR_ARG(kind_words(arena, command, kind)));
	case COMPLETE_NOTHING:
		break;
	}
	return STR(" ");
}

/* '(-q --quiet)'{-q,--quiet}'[print ...]'; what takes a value may come again. */
static void write_option(
	FILE *out, struct arena *arena, const struct command *command, const struct option_row *row)
{
	struct argument_kind kind = argument_kind_of(str_from(row->value));
	struct str meaning = guarded(
		arena, without_backticks(arena, str_from(row->meaning)), STR("[]\\"));
	struct text what = {.arena = arena};

	text_addf(&what, "[%.*s]", STR_ARG(meaning));
	if (row->value)
		text_addf(&what, ":%.*s:%.*s", STR_ARG(guarded(arena, str_from(row->value), STR(":\\"))),
			STR_ARG(action_of(arena, command, &kind)));
	fputs(" \\\n\t\t\t", out);
	if (row->letter && row->value)
		fprintf(out, "'*'{-%c+,--%s=}", row->letter, row->name);
	else if (row->letter)
		fprintf(out, "'(-%c --%s)'{-%c,--%s}", row->letter, row->name, row->letter, row->name);
	else if (row->value)
		fprintf(out, "'*'--%s=", row->name);
	else
		fprintf(out, "--%s", row->name);
	fputs(shell_quoted(arena, text_str(&what)).ptr, out);
}

static void write_options(
	FILE *out, struct arena *arena, const struct command *command, const struct option_row *rows)
{
	for (const struct option_row *row = rows; row && row->name; row++)
		write_option(out, arena, command, row);
}

static void write_arguments(FILE *out, struct arena *arena, const struct command *command)
{
	struct completed_arguments arguments = completed_arguments(arena, command);
	struct text action = {.arena = arena};

	if (!arguments.words.count && !arguments.kind_count)
		return;
	for (size_t i = 0; i < arguments.kind_count; i++)
		text_addf(&action, " %.*s;", STR_ARG(action_of(arena, command, &arguments.kinds[i])));
	if (arguments.words.count)
		text_add(&action, STR(" compadd --"));
	for (size_t i = 0; i < arguments.words.count; i++)
		text_addf(&action, " %.*s", STR_ARG(arguments.words.items[i]));
	fprintf(out, " \\\n\t\t\t%s",
		shell_quoted(arena,
			str_format(
				arena, "%s:argument:{%s }", arguments.is_list ? "*" : "1", text_str(&action).ptr))
			.ptr);
}

static void write_commands(FILE *out, struct arena *arena)
{
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command *command = command_rows[i].command;

		if (!command_is_shown(&command_rows[i]))
			continue;
		fprintf(out, "\t%s)\n\t\t_arguments -s", command->name);
		write_options(out, arena, command, command->options);
		write_options(out, arena, command, common_options);
		write_arguments(out, arena, command);
		fputs("\n\t\t;;\n", out);
	}
}

static void write_common_options(FILE *out, struct arena *arena)
{
	fputs("\t_arguments -C -s", out);
	write_options(out, arena, NULL, common_options);
	fputs(" \\\n", out);
}

/* A function for each kind whose choices are the same everywhere. */
static void write_kinds(FILE *out, struct arena *arena)
{
	for (size_t i = 0; i < argument_kind_count; i++) {
		const struct argument_kind *kind = &argument_kinds[i];
		struct choices choices;

		if (!kind_has_function(kind))
			continue;
		choices = argument_choices(arena, NULL, kind);
		fprintf(out, "_mighook_%s() {\n\tlocal -a choices=(\n", kind_word(arena, kind).ptr);
		for (size_t j = 0; j < choices.count; j++) {
			struct str summary = without_backticks(arena, choices.items[j].summary);
			struct str word = guarded(arena, choices.items[j].word, STR(":\\"));

			fprintf(out, "\t\t%s\n",
				shell_quoted(arena,
					summary.len ? str_format(arena, "%.*s:%.*s", STR_ARG(word), STR_ARG(summary))
								: word)
					.ptr);
		}
		fprintf(out, "\t)\n\t_describe -t %ss %s choices\n}\n\n", kind_word(arena, kind).ptr,
			kind_word(arena, kind).ptr);
	}
}

const struct part zsh_parts[] = {
	{"zsh-commands", write_commands},
	{"zsh-common-options", write_common_options},
	{"zsh-kinds", write_kinds},
	{NULL},
};
