/* SPDX-License-Identifier: MIT */
/* The parts of mighook(1). */
#include "documents/parts.h"

#include "base/paragraph.h"
#include "command/kinds.h"
#include "command/topics.h"
#include "documents/mdoc.h"

static void write_choices(struct mdoc *mdoc, const char *title, const struct choices *choices)
{
	struct text line = {.arena = mdoc->arena};

	for (size_t i = 0; i < choices->count; i++)
		text_addf(&line, "%s %s", i ? " ," : "Cm",
			mdoc_argument(mdoc->arena, choices->items[i].word).ptr);
	mdoc_text(mdoc, str_from(title));
	mdoc_macro(mdoc, "%s .", text_str(&line).ptr);
}

/* NULL as command: the common options. */
static void write_options(
	struct mdoc *mdoc, const struct command *command, const struct option_row *rows)
{
	mdoc_macro(mdoc, "Bl -tag -width Ds");
	for (const struct option_row *row = rows; row->name; row++) {
		struct argument_kind kind = argument_kind_of(str_from(row->value));
		struct text head = {.arena = mdoc->arena};

		if (row->letter)
			text_addf(&head, " Fl %c ,", row->letter);
		text_addf(&head, " Fl -%s", row->name);
		if (row->value)
			text_addf(&head, "%s", mdoc_usage(mdoc->arena, str_from(row->value)).ptr);
		mdoc_macro(mdoc, "It%s", text_str(&head).ptr);
		mdoc_sentence(mdoc, str_from(row->meaning));
		if (command && kind.is_short) {
			struct choices choices = argument_choices(mdoc->arena, command, &kind);

			write_choices(mdoc, "One of", &choices);
		}
	}
	mdoc_macro(mdoc, "El");
}

static struct mdoc mdoc_of(FILE *out, struct arena *arena, const struct command *command)
{
	struct mdoc mdoc = {.out = out, .arena = arena};
	struct str_list names = {0};

	if (command)
		names = argument_names(arena, command);
	for (size_t i = 0; i < names.count; i++)
		mdoc_add_argument(&mdoc, names.items[i]);
	for (const struct option_row *row = command ? command->options : NULL; row && row->name; row++)
		if (row->value)
			mdoc_add_argument(&mdoc, str_from(row->value));
	for (const struct option_row *row = common_options; row->name; row++)
		if (row->value)
			mdoc_add_argument(&mdoc, str_from(row->value));
	return mdoc;
}

static void write_command(FILE *out, struct arena *arena, const struct command *command)
{
	struct mdoc mdoc = mdoc_of(out, arena, command);

	mdoc_macro(
		&mdoc, "It Nm Cm %s%s", command->name, mdoc_usage(arena, str_from(command->usage)).ptr);
	mdoc_text(&mdoc, str_from(command->description));
	if (command->flags &
		(WRITES_FINDINGS | WRITES_REVIEW | WRITES_MARKDOWN | WRITES_GATE | WRITES_PATHS)) {
		struct argument_kind kind = argument_kind_of(STR("FORMAT[=FILE]"));
		struct choices choices = argument_choices(arena, command, &kind);

		mdoc_macro(&mdoc, "Pp");
		write_choices(&mdoc, "Formats:", &choices);
	}
	if (command->options)
		write_options(&mdoc, command, command->options);
}

static void write_commands(FILE *out, struct arena *arena)
{
	struct mdoc mdoc = {.out = out, .arena = arena};
	bool is_open = false;

	for (size_t i = 0; i < command_row_count; i++) {
		if (!command_rows[i].title) {
			if (command_is_shown(&command_rows[i]))
				write_command(out, arena, command_rows[i].command);
			continue;
		}
		if (is_open)
			mdoc_macro(&mdoc, "El");
		mdoc_macro(
			&mdoc, "Ss %c%s", command_rows[i].title[0] - 'a' + 'A', command_rows[i].title + 1);
		mdoc_macro(&mdoc, "Bl -tag -width Ds");
		is_open = true;
	}
	mdoc_macro(&mdoc, "El");
}

static void write_common_options(FILE *out, struct arena *arena)
{
	struct mdoc mdoc = mdoc_of(out, arena, NULL);

	write_options(&mdoc, NULL, common_options);
}

static void write_environment(FILE *out, struct arena *arena)
{
	struct mdoc mdoc = {.out = out, .arena = arena};

	mdoc_macro(&mdoc, "Bl -tag -width Ds");
	for (size_t i = 0; i < environment_row_count; i++) {
		mdoc_macro(&mdoc, "It Ev %s", environment_rows[i].name);
		mdoc_text(&mdoc, str_from(environment_rows[i].meaning));
	}
	mdoc_macro(&mdoc, "El");
}

static void write_exit_status(FILE *out, struct arena *arena)
{
	struct mdoc mdoc = {.out = out, .arena = arena};

	mdoc_macro(&mdoc, "Bl -tag -width Ds");
	for (size_t i = 0; i < exit_row_count; i++) {
		mdoc_macro(&mdoc, "It %s", exit_rows[i].name);
		mdoc_sentence(&mdoc, str_from(exit_rows[i].meaning));
	}
	mdoc_macro(&mdoc, "El");
}

const struct part manual_parts[] = {
	{"commands", write_commands},
	{"common-options", write_common_options},
	{"environment", write_environment},
	{"exit-status", write_exit_status},
	{NULL},
};
