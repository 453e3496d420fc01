/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "check_fix.h"
#include "command/command.h"
#include "report/fixes.h"
#include "report/formats.h"

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static struct str summary(
	struct arena *arena, const struct fixes *fixes, const struct check_result *remaining)
{
	size_t errors = diagnostics_count(&remaining->diagnostics, SEVERITY_ERROR);
	size_t warnings = diagnostics_count(&remaining->diagnostics, SEVERITY_WARNING);
	size_t infos = diagnostics_count(&remaining->diagnostics, SEVERITY_INFO);
	struct text line = {.arena = arena};
	size_t mended = 0;

	for (size_t i = 0; i < fixes->files.count; i++)
		mended += fixes->files.items[i].rules.count;
	if (!remaining->has_sets)
		return STR("mighook: there is no migration folder here to mend\n"
				   "  hint: name one in .mighook.yaml, as `sets: [{path: FOLDER}]`");
	if (!fixes->files.count && !remaining->diagnostics.count)
		return STR("mighook: there is nothing to mend in what is staged");
	if (fixes->files.count)
		text_addf(&line, "mighook: %zu fix%s in %zu file%s%s", mended, mended == 1 ? "" : "es",
			fixes->files.count, plural(fixes->files.count),
			fixes->is_dry_run ? " (dry run: nothing was changed)" : ", staged");
	else
		text_addf(&line, "mighook: nothing that can be mended here");
	text_addf(&line, "; left: %zu error%s, %zu warning%s", errors, plural(errors), warnings,
		plural(warnings));
	if (infos)
		text_addf(&line, ", %zu info%s", infos, plural(infos));
	return text_str(&line);
}

static void write_text(
	struct context *context, const struct fixes *fixes, const struct check_result *remaining)
{
	struct report report = {
		.arena = context->arena,
		.command = "fix",
		.diagnostics = remaining->diagnostics,
		.colored = command_is_colored(context, stdout),
	};

	report_fixes_text(stdout, context->arena, fixes, report.colored);
	if (fixes->files.count && remaining->diagnostics.count)
		putchar('\n');
	for (size_t i = 0; i < fixes->left.count; i++) {
		const struct left_file *left = &fixes->left.items[i];

		printf("%s: left alone: %s\n", escape_text(context->arena, left->path, false).ptr,
			left->reason.ptr);
	}
	if (!arguments_has(context->arguments, "quiet"))
		report.summary = summary(context->arena, fixes, remaining);
	report_text(stdout, &report);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {
		.policy_path = arguments_value(context->arguments, "policy"),
		.only = arguments_values(context->arguments, context->arena, "rule"),
		.respects_skip = true,
	};
	enum fix_mode mode = arguments_has(context->arguments, "dry-run") ? FIX_DRY_RUN : FIX_FOR_GOOD;
	struct check_result remaining;
	struct fixes fixes;
	struct check check;
	bool json;

	if (command_wants_json(context, &json, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_fix(&check, mode, &fixes, &remaining, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (json)
		report_fixes_json(stdout, &fixes, &remaining.diagnostics);
	else
		write_text(context, &fixes, &remaining);
	return command_exit_code(&remaining.diagnostics, SEVERITY_ERROR);
}

const struct command command_fix = {
	.name = "fix",
	.usage = "[--dry-run] [--rule RULE]...",
	.summary = "mend findings about the staged change",
	.description =
		"Mends what `mighook check` finds in the staged change, where it is certain how: gives\n"
		"files a valid or free name (up and down file, folder and header line), writes header\n"
		"fields that are known, guards that change nothing else, `BEGIN` and `COMMIT`; decodes\n"
		"`UTF-16`, takes byte order marks and executable bits away. `mighook explain` tells what\n"
		"it does for a rule.\n"
		"\n"
		"Every change is made in the index and in the worktree, or in neither. Unstaged changes\n"
		"elsewhere in a file stay as they are, unstaged; where they touch the same lines the\n"
		"migration is left alone, and that is said. Merged migrations, files that the change does\n"
		"not bring, conflicts and partial commits are never touched. Nothing is stashed. The "
		"index\n"
		"is written by the program `git`, which must be there.\n"
		"\n"
		"It prints the changes as a diff of what is staged, then the findings that are left, and\n"
		"exits with 1 if one of them is an error.",
	.options =
		(const struct option_row[]){
			{"dry-run", 0, NULL, "print what would be done, and change nothing"},
			{"rule", 0, "RULE", "mend only what this rule finds; may be repeated"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY,
	.run = run,
};
