/* SPDX-License-Identifier: MIT */
#include "command/help.h"

#include "base/escape.h"
#include "base/paragraph.h"
#include "base/program.h"
#include "command/kinds.h"
#include "command/topics.h"
#include "rules/rules.h"
#include "version.h"

enum { OPTION_COLUMN = 26 };

void help_write_version(FILE *out)
{
	const struct command_row *row = command_find(STR("status"));

	/* who has the commands on a database is the other program, however this one was linked */
	if (row->command)
		fprintf(out, "mighook-db %s (dynamic)\n", MIGHOOK_VERSION);
	else
		fprintf(out, "mighook %s (%s)\n", MIGHOOK_VERSION, MIGHOOK_LINKAGE);
}

void help_write_overview(FILE *out)
{
	fprintf(out, "mighook: " PROGRAM_SUMMARY "\n\nusage: mighook [-C DIR] COMMAND [ARGUMENTS]\n");
	for (size_t i = 0; i < command_row_count; i++) {
		if (command_rows[i].title)
			fprintf(out, "\n%s\n", command_rows[i].title);
		else if (command_is_shown(&command_rows[i]))
			fprintf(out, "  %-10s %s\n", command_rows[i].name, command_summary(&command_rows[i]));
	}
	fprintf(out,
		"\n`mighook help COMMAND` tells all of a command, `mighook explain RULE` of a rule,\n");
	for (size_t i = 0; i < topic_count; i++)
		fprintf(out, "%s`mighook help %s`", i ? ", " : "", topics[i].name);
	fprintf(out, " the rest. Exit status:\n");
	for (size_t i = 0; i < exit_row_count; i++)
		fprintf(out, "  %s  %s\n", exit_rows[i].name, exit_rows[i].meaning);
}

/* What an option means, with the words it takes where these are few. */
static struct str option_meaning(
	struct arena *arena, const struct command *command, const struct option_row *row)
{
	struct argument_kind kind = argument_kind_of(str_from(row->value));
	struct text text = {.arena = arena};
	struct choices choices;

	text_addf(&text, "%s", row->meaning);
	if (!kind.is_short)
		return text_str(&text);
	choices = argument_choices(arena, command, &kind);
	for (size_t i = 0; i < choices.count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : " (", STR_ARG(choices.items[i].word));
	text_add_byte(&text, ')');
	return text_str(&text);
}

static void write_options(
	FILE *out, struct arena *arena, const struct command *command, const struct option_row *rows)
{
	for (const struct option_row *row = rows; row && row->name; row++) {
		struct text left = {.arena = arena};
		int width;

		if (row->letter)
			text_addf(&left, "-%c, ", row->letter);
		text_addf(&left, "--%s", row->name);
		if (row->value)
			text_addf(&left, " %s", row->value);
		width = fprintf(out, "  %-*s", OPTION_COLUMN, text_str(&left).ptr);
		if (width > OPTION_COLUMN + 2)
			fprintf(out, "\n%*s", OPTION_COLUMN + 2, "");
		fputc(' ', out);
		paragraph_write(
			out, option_meaning(arena, command, row), OPTION_COLUMN + 3, OPTION_COLUMN + 3);
	}
}

void help_write_command(FILE *out, struct arena *arena, const struct command *command)
{
	int column = fprintf(out, "usage: mighook %s%s", command->name, *command->usage ? " " : "");

	if (*command->usage)
		paragraph_write(out, str_from(command->usage), (size_t)column, (size_t)column);
	else
		fputc('\n', out);
	fputc('\n', out);
	paragraph_write(out, str_from(command->description), 0, 0);
	if (command->options) {
		fprintf(out, "\nOptions:\n");
		write_options(out, arena, command, command->options);
	}
	fprintf(out, "\nOptions of every command:\n");
	write_options(out, arena, command, common_options);
}

static enum exit_code ask_other_program(struct arena *arena, const char *name, struct error *reterr)
{
	const char *const arguments[] = {"mighook", "help", name, NULL};

	return program_become(arena, name, arguments, reterr) ? EXIT_CANNOT_CHECK : EXIT_CLEAN;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	const struct str_list *names = &context->arguments->positional;
	const struct command_row *row;
	const struct topic *topic;

	if (!names->count) {
		help_write_overview(stdout);
		return EXIT_CLEAN;
	}
	row = command_find(names->items[0]);
	topic = topic_find(names->items[0]);
	if (row && !row->command)
		return ask_other_program(context->arena, row->name, reterr);
	if (row) {
		help_write_command(stdout, context->arena, row->command);
		return EXIT_CLEAN;
	}
	if (topic) {
		topic->write(stdout, context->arena);
		return EXIT_CLEAN;
	}
	error_set(reterr, "there is no command '%s'",
		escape_text(context->arena, names->items[0], false).ptr);
	if (rule_find(names->items[0]))
		error_hint(reterr, "mighook explain %.*s", STR_ARG(names->items[0]));
	else
		error_hint(reterr, "mighook help");
	return EXIT_CANNOT_CHECK;
}

const struct command command_help = {
	.name = "help",
	.usage = "[COMMAND | TOPIC]",
	.summary = "show the commands, or all that one of them can do",
	.description =
		"Shows what commands there are, or all of one of them. The topics are `environment`, "
		"the variables that mighook reads, and `policy-file`, the keys of `.mighook.yaml`.",
	.flags = TAKES_ARGUMENTS,
	.run = run,
};
