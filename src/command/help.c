/* SPDX-License-Identifier: MIT */
#include "command/help.h"

#include "base/escape.h"
#include "version.h"

void help_write_version(FILE *out)
{
	fprintf(out, "mighook %s (%s)\n", MIGHOOK_VERSION, MIGHOOK_LINKAGE);
}

void help_write_overview(FILE *out)
{
	fprintf(out,
		"mighook stops a bad database migration before it is a commit.\n\n"
		"usage: mighook [-C DIR] COMMAND [ARGUMENTS]\n\n");
	for (size_t i = 0; i < command_count; i++)
		fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
	fprintf(out,
		"\n`mighook help COMMAND` shows its options, `mighook explain RULE` a rule.\n"
		"Exit status: 0 nothing found, 1 findings, 2 could not check.\n");
}

static void write_options(FILE *out, struct arena *arena, const struct option_row *rows)
{
	for (const struct option_row *row = rows; row && row->name; row++) {
		struct text left = {.arena = arena};

		if (row->letter)
			text_addf(&left, "-%c, ", row->letter);
		text_addf(&left, "--%s", row->name);
		if (row->value)
			text_addf(&left, " %s", row->value);
		fprintf(out, "  %-26s %s\n", text_str(&left).ptr, row->meaning);
	}
}

void help_write_command(FILE *out, struct arena *arena, const struct command *command)
{
	fprintf(out, "usage: mighook %s%s%s\n\n%s\n", command->name, *command->usage ? " " : "",
		command->usage, command->description);
	if (command->options) {
		fprintf(out, "\nOptions:\n");
		write_options(out, arena, command->options);
	}
	fprintf(out, "\nOptions of every command:\n");
	write_options(out, arena, common_options);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	const struct str_list *names = &context->arguments->positional;
	const struct command *command;

	if (!names->count) {
		help_write_overview(stdout);
		return EXIT_CLEAN;
	}
	command = command_find(names->items[0]);
	if (!command) {
		error_set(reterr, "there is no command '%s'",
			escape_text(context->arena, names->items[0], false).ptr);
		error_hint(reterr, "mighook help");
		return EXIT_CANNOT_CHECK;
	}
	help_write_command(stdout, context->arena, command);
	return EXIT_CLEAN;
}

const struct command command_help = {
	.name = "help",
	.usage = "[COMMAND]",
	.summary = "show the commands, or one command's options",
	.description = "Shows what commands there are, or usage and options of one of them.",
	.flags = TAKES_ARGUMENTS,
	.run = run,
};
