/* SPDX-License-Identifier: MIT */
#include "command/source.h"

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* The line that ends a text report. */
static struct str summary(struct arena *arena, const struct check_result *result,
	const struct source *source, const struct policy *policy)
{
	size_t errors = diagnostics_count(&result->diagnostics, SEVERITY_ERROR);
	size_t warnings = diagnostics_count(&result->diagnostics, SEVERITY_WARNING);
	size_t infos = diagnostics_count(&result->diagnostics, SEVERITY_INFO);
	struct text line = {.arena = arena};

	if (!result->has_sets) {
		text_add(&line,
			STR("mighook: there is no migration folder here to judge\n"
				"  hint: " NO_SETS_HINT));
		return text_str(&line);
	}
	if (!source->all && !source->paths && !result->changed && !result->diagnostics.count) {
		text_addf(&line, "mighook: no migration is %s",
			source->range || source->ci ? "changed in this range" : "staged");
		if (!source->range && !source->ci && !source->staged)
			text_add(&line, STR("; to judge all there are: mighook check --all"));
		return text_str(&line);
	}
	text_addf(&line, "mighook: %zu error%s, %zu warning%s", errors, plural(errors), warnings,
		plural(warnings));
	if (infos)
		text_addf(&line, ", %zu info%s", infos, plural(infos));
	text_addf(&line, " in %zu migration%s (%zu changed file%s)", result->migrations,
		plural(result->migrations), result->changed, plural(result->changed));
	if (result->unread)
		text_addf(&line, "; %zu part%s of their SQL could not be read", result->unread,
			plural(result->unread));
	if (result->outside)
		text_addf(
			&line, "; %zu outside every set: rules on names and on git not asked", result->outside);
	if (source->all && !policy->source.ptr && errors + warnings)
		text_add(&line,
			STR("\n  hint: to leave all of this as it is and judge what is new: mighook init"));
	if (result->is_mendable)
		text_add(&line, STR("\n" REPORT_MENDABLE));
	return text_str(&line);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct source source = {0};
	struct check_options options = {
		.policy_path = arguments_value(context->arguments, "policy"),
		.runner = arguments_value(context->arguments, "runner"),
		.only = arguments_values(context->arguments, context->arena, "rule"),
	};
	struct check_result result;
	struct report report;
	struct check check;
	enum severity fail_on;

	if (source_read(context, "check", &source, reterr) ||
		command_fail_on(context, &fail_on, reterr))
		return EXIT_CANNOT_CHECK;
	if (!context->repository && !source.paths)
		return EXIT_CANNOT_CHECK;
	reterr->message[0] = '\0';
	options.respects_skip = !source.range && !source.ci;
	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		source_check(&source, &check, &context->arguments->positional, &result, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	report = (struct report){
		.arena = context->arena,
		.command = "check",
		.source = result.source,
		.diagnostics = result.diagnostics,
		.migrations = result.migrations,
		.changed = result.changed,
		.unread = result.unread,
		.judged = result.judged,
		.fail_on = fail_on,
	};
	if (!arguments_has(context->arguments, "quiet"))
		report.summary = summary(context->arena, &result, &source, &check.policy);
	if (command_write_report(context, &report, reterr))
		return EXIT_CANNOT_CHECK;
	return command_exit_code(&result.diagnostics, fail_on);
}

const struct command command_check = {
	.name = "check",
	.usage = "[--staged | --range A...B | --base A [--head B] | --all | PATH...]",
	.summary = "judge staged changes, a range, everything, or some files",
	.description =
		"Judges migrations by the rules of the policy and prints what it finds. Without a "
		"source it judges the staged changes, or in a CI run the range that the run is about. "
		"A PATH is a file or a folder; one that lies in no set is judged for its content "
		"alone.\n\n"
		"Where a finding is meant, a comment of the migration allows it, above its first SQL "
		"for the whole file, else above the statement or behind it in its line; a reason is "
		"required:\n\n"
		"    -- mighook: allow RULE[,RULE] REASON [until=YYYY-MM-DD]\n\n"
		"`squawk-ignore` and `squawk-ignore-file` of squawk count for the rules that it has "
		"too. What judges names, versions and merged migrations is excused only by a "
		"`grandfather` entry of a policy that is merged.\n\n"
		"Every format tells the same findings. `text` is for people and `json` for programs; "
		"`sarif` (2.1.0) is for code scanning and editors, `github` annotates a workflow's run, "
		"`gitlab` is the Code Quality report, `junit` has a test case for each finding, a failure "
		"from the severity of --fail-on on, and one for each file without any, and `markdown` is "
		"the summary of a job. Several may be given, each with its FILE; one without goes to "
		"standard output. Where a format needs a path, a finding about no file has that of the "
		"policy, `.mighook.yaml`. GitHub's code scanning refuses more than 25000 results and "
		"shows 5000 of them; a job's summary it shows up to 1 MiB.",
	.options =
		(const struct option_row[]){
			SOURCE_OPTIONS,
			{"rule", 0, "RULE", "ask only this rule, even if it is off; may be repeated"},
			{"runner", 0, "RUNNER", "tool that executes the files that lie in no set"},
			{"fail-on", 0, "SEVERITY", "exit with 1 from this severity on; error if not given"},
			{NULL},
		},
	.flags = USES_REPOSITORY | TAKES_ARGUMENTS | WRITES_FINDINGS,
	.run = run,
};
