/* SPDX-License-Identifier: MIT */
/* The parts of fish's completion: a `complete` for each thing that can be typed. */
#include "documents/completion.h"
#include "documents/parts.h"

/* fish knows two escapes between single quotes. */
static struct str quoted(struct arena *arena, struct str text)
{
	struct text out = {.arena = arena};

	text_add_byte(&out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (str_has(STR("'\\"), text.ptr[i]))
			text_add_byte(&out, '\\');
		text_add_byte(&out, text.ptr[i]);
	}
	text_add_byte(&out, '\'');
	return text_str(&out);
}

/* What -a takes; empty: nothing, or files. */
static struct str candidates_of(
	struct arena *arena, const struct command *command, const struct argument_kind *kind)
{
	switch (kind->completion) {
	case COMPLETE_FILES:
	case COMPLETE_NOTHING:
		break;
	case COMPLETE_FOLDERS:
		return STR("(__fish_complete_directories)");
	case COMPLETE_REVISIONS:
		return STR("(__mighook_revisions)");
	case COMPLETE_RANGES:
		return STR("(__mighook_ranges)");
	case COMPLETE_CHOICES:
		return kind_has_function(kind)
			? str_format(arena, "(__mighook_%.*s)", STR_ARG(kind_word(arena, kind)))
			: kind_words(arena, command, kind);
	}
	return STR("");
}

static void write_options(FILE *out, struct arena *arena, const struct command *command,
	const char *condition, const struct option_row *rows)
{
	for (const struct option_row *row = rows; row && row->name; row++) {
		struct argument_kind kind = argument_kind_of(str_from(row->value));
		struct str candidates = candidates_of(arena, command, &kind);

		fprintf(out, "complete -c mighook -n %s", quoted(arena, str_from(condition)).ptr);
		if (row->letter)
			fprintf(out, " -s %c", row->letter);
		fprintf(out, " -l %s -d %s", row->name,
			quoted(arena, without_backticks(arena, str_from(row->meaning))).ptr);
		if (row->value)
			fputs(kind.completion == COMPLETE_FILES ? " -r -F" : " -x", out);
		if (row->value && candidates.len)
			fprintf(out, " -a %s", quoted(arena, candidates).ptr);
		fputc('\n', out);
	}
}

static void write_arguments(
	FILE *out, struct arena *arena, const struct command *command, const char *condition)
{
	struct completed_arguments arguments = completed_arguments(arena, command);

	for (size_t i = 0; i < arguments.kind_count; i++) {
		struct str candidates = candidates_of(arena, command, &arguments.kinds[i]);

		fprintf(out, "complete -c mighook -n %s", quoted(arena, str_from(condition)).ptr);
		if (candidates.len)
			fprintf(out, " -a %s\n", quoted(arena, candidates).ptr);
		else
			fputs(" -F\n", out);
	}
	for (size_t i = 0; i < arguments.words.count; i++)
		fprintf(out, "complete -c mighook -n %s -a %.*s\n", quoted(arena, str_from(condition)).ptr,
			STR_ARG(arguments.words.items[i]));
}

static void write_commands(FILE *out, struct arena *arena)
{
	for (size_t i = 0; i < command_row_count; i++)
		if (command_is_shown(&command_rows[i]))
			fprintf(out, "complete -c mighook -n 'not __mighook_on' -a %s -d %s\n",
				command_rows[i].name,
				quoted(arena, str_from(command_summary(&command_rows[i]))).ptr);
	write_options(out, arena, NULL, "not __mighook_on", common_options);
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command *command = command_rows[i].command;
		const char *condition;

		if (!command_is_shown(&command_rows[i]))
			continue;
		condition = str_format(arena, "__mighook_on %s", command->name).ptr;
		fprintf(out, "\n# %s\n", command->name);
		write_arguments(out, arena, command, condition);
		write_options(out, arena, command, condition, command->options);
		write_options(out, arena, command, condition, common_options);
	}
}

/* The options before the command whose value is the next word. */
static void write_value_options(FILE *out, struct arena *arena)
{
	(void)arena;
	fputs("\t\t\tcase", out);
	for (const struct option_row *row = common_options; row->name; row++) {
		if (row->value)
			fprintf(out, " --%s", row->name);
		if (row->value && row->letter)
			fprintf(out, " -%c", row->letter);
	}
	fputc('\n', out);
}

static void write_kinds(FILE *out, struct arena *arena)
{
	for (size_t i = 0; i < argument_kind_count; i++) {
		const struct argument_kind *kind = &argument_kinds[i];
		struct choices choices;

		if (!kind_has_function(kind))
			continue;
		choices = argument_choices(arena, NULL, kind);
		fprintf(out, "function __mighook_%s\n\tprintf '%%s\\t%%s\\n'", kind_word(arena, kind).ptr);
		for (size_t j = 0; j < choices.count; j++)
			fprintf(out, " \\\n\t\t%.*s %s", STR_ARG(choices.items[j].word),
				quoted(arena, without_backticks(arena, choices.items[j].summary)).ptr);
		fputs("\nend\n\n", out);
	}
}

const struct part fish_parts[] = {
	{"fish-commands", write_commands},
	{"fish-value-options", write_value_options},
	{"fish-kinds", write_kinds},
	{NULL},
};
