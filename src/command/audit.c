/* SPDX-License-Identifier: MIT */
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/vec.h"
#include "command/command.h"
#include "lint/mask.h"

enum { PROGRESS_MILLISECONDS = 200, PROGRESS_COLUMNS = 60 };

/* What outlives the arena of a commit. */
static struct diagnostics keep(struct arena *arena, const struct diagnostics *found)
{
	struct diagnostics kept = {.arena = arena};

	for (size_t i = 0; i < found->count; i++) {
		struct diagnostic *diagnostic = vec_push(arena, &kept);

		*diagnostic = found->items[i];
		diagnostic->file = NULL;
		if (diagnostic->path.ptr)
			diagnostic->path = str_copy(arena, diagnostic->path);
		diagnostic->message = str_copy(arena, diagnostic->message);
		if (diagnostic->hint.ptr)
			diagnostic->hint = str_copy(arena, diagnostic->hint);
		/* Neighbours often stand on one line, which may be all of a file. */
		if (i && found->items[i].source_line.ptr == found->items[i - 1].source_line.ptr)
			diagnostic->source_line = diagnostic[-1].source_line;
		else if (diagnostic->source_line.ptr)
			diagnostic->source_line = str_copy(arena, diagnostic->source_line);
	}
	return kept;
}

static int audit_commit(struct check *check, const struct commit *commit,
	enum merge_parents merge_parents, struct report *report, enum severity fail_on,
	struct error *reterr)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct report_commit *row;
	struct check_result result;

	if (check_commit(check, &arena, &commit->id, merge_parents, &result, reterr))
		return -1;
	if (!result.diagnostics.count)
		return 0;
	row = vec_push(report->arena, &report->commits);
	row->id = object_id_hex(report->arena, &commit->id, 40);
	row->subject = mask_text(report->arena, commit->subject);
	row->diagnostics = keep(report->arena, &result.diagnostics);
	report->violating += command_exit_code(&result.diagnostics, fail_on) == EXIT_FINDINGS;
	return 0;
}

/* On a terminal, a line that counts up while a long history is judged. */
struct progress {
	struct timespec shown; /* when; at first: the start */
	bool is_wanted, is_shown;
};

static struct progress progress_start(const struct context *context)
{
	struct progress progress = {
		.is_wanted = isatty(STDERR_FILENO) && !arguments_has(context->arguments, "quiet")};

	clock_gettime(CLOCK_MONOTONIC, &progress.shown);
	return progress;
}

static void progress_show(struct progress *progress, size_t done, size_t count)
{
	struct timespec now;

	if (!progress->is_wanted || done % 16)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if ((now.tv_sec - progress->shown.tv_sec) * 1000 +
			(now.tv_nsec - progress->shown.tv_nsec) / 1000000 <
		PROGRESS_MILLISECONDS)
		return;
	progress->shown = now;
	progress->is_shown = true;
	fprintf(stderr, "\rmighook: judging commit %zu of %zu", done, count);
}

static void progress_end(const struct progress *progress)
{
	if (progress->is_shown)
		fprintf(stderr, "\r%*s\r", PROGRESS_COLUMNS, "");
}

static int audit(struct check *check, const struct commits *commits, int64_t since,
	enum merge_parents merge_parents, struct report *report, struct context *context,
	enum severity fail_on, struct error *reterr)
{
	struct progress progress = progress_start(context);
	int result = 0;

	for (size_t i = 0; i < commits->count && !result; i++) {
		progress_show(&progress, i, commits->count);
		if (commits->items[i].time < since)
			continue;
		report->commit_count++;
		result = audit_commit(check, &commits->items[i], merge_parents, report, fail_on, reterr);
	}
	progress_end(&progress);
	return result;
}

static int read_since(
	const struct context *context, int64_t now, int64_t *ret, struct error *reterr)
{
	struct str since = arguments_value(context->arguments, "since");

	*ret = INT64_MIN;
	if (!since.ptr || clock_parse_since(since, now, ret))
		return 0;
	return error_set(reterr,
		"--since: '%s' is neither a day (2025-01-31) nor a duration (30d, 12h)",
		escape_text(context->arena, since, false).ptr);
}

static int require_history(const struct context *context, struct error *reterr)
{
	struct object_id head;

	if (repository_head(context->repository, &head, reterr))
		return -1;
	if (!object_id_is_none(&head))
		return 0;
	error_set(reterr, "nothing has been committed yet: there is no history to replay");
	return error_hint(reterr, "mighook check, which judges what is staged");
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct str revision = arguments_value(context->arguments, "rev");
	bool all = arguments_has(context->arguments, "all-commits");
	struct check_options options = {
		.policy_path = arguments_value(context->arguments, "policy"),
		.only = arguments_values(context->arguments, context->arena, "rule"),
	};
	struct report report = {.arena = context->arena, .command = "audit"};
	_cleanup_(check_end) struct check check = {.arena = NULL};
	struct commits commits;
	enum severity fail_on;
	int64_t since;

	if (!revision.ptr) {
		revision = STR("HEAD");
		if (require_history(context, reterr))
			return EXIT_CANNOT_CHECK;
	}
	if (all && arguments_has(context->arguments, "first-parent")) {
		error_set(reterr, "--first-parent and --all-commits exclude each other");
		return EXIT_CANNOT_CHECK;
	}
	if (command_fail_on(context, &fail_on, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		history_of(context->repository, revision, all ? HISTORY_ALL_COMMITS : HISTORY_FIRST_PARENT,
			&commits, reterr) ||
		read_since(context, check.now, &since, reterr) ||
		check_start_audit(&check, revision, &commits, reterr) ||
		audit(&check, &commits, since, all ? MERGE_PARENTS_RESPECTED : MERGE_PARENTS_IGNORED,
			&report, context, fail_on, reterr))
		return EXIT_CANNOT_CHECK;
	report.fail_on = fail_on;
	command_print_notes(context, &check);
	if (!arguments_has(context->arguments, "quiet"))
		report.summary = check.specs.count
			? str_format(context->arena, "mighook: %zu of %zu commits violate the policy",
				  report.violating, report.commit_count)
			: STR("mighook: there is no migration folder in that history\n"
				  "  hint: " NO_SETS_HINT);
	if (command_write_report(context, &report, reterr))
		return EXIT_CANNOT_CHECK;
	return report.violating ? EXIT_FINDINGS : EXIT_CLEAN;
}

const struct command command_audit = {
	.name = "audit",
	.usage = "[--rev REV] [--since WHEN] [--first-parent | --all-commits]",
	.summary = "replay a history, commit by commit, through the same rules",
	.description =
		"Judges each commit that leads to REV by its difference to its first parent, which "
		"counts as merged, with the policy and the sets of REV; without a policy, also folders "
		"that held the migrations earlier are judged. Merges are judged as a whole; with "
		"--all-commits every commit is judged, and a merge only for what differs from all its "
		"parents. Formats are those of `check`; each finding names its commit.",
	.options =
		(const struct option_row[]){
			{"rev", 0, "REV", "last commit of the history; HEAD if not given"},
			{"first-parent", 0, NULL, "the line of first parents; this is the default"},
			{"all-commits", 0, NULL,
				"every commit; a merge only for what differs from all its parents"},
			{"since", 0, "WHEN",
				"only commits made on or after a day (2025-01-31) or within a time (30d, 12h)"},
			{"rule", 0, "RULE", "ask only this rule, even if it is off; may be repeated"},
			{"fail-on", 0, "SEVERITY", "exit with 1 from this severity on; error if not given"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | WRITES_FINDINGS,
	.run = run,
};
