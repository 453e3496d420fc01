/* SPDX-License-Identifier: MIT */
#include "command/squash_report.h"

#include "base/escape.h"
#include "base/vec.h"
#include "command/database_plan.h"
#include "report/formats.h"

/* The version of the migration that a file belongs to; ptr NULL: it is none of a squashed one. */
static struct str version_of(
	const struct squash_plan *files, struct arena *arena, const struct rewrite *rewrite)
{
	return rewrite->from.ptr ? name_of(files->set->spec, arena, rewrite->from).version
							 : files->baseline.version;
}

/* The files as steps, and behind them those of a history. */
static struct plan steps_of(
	struct arena *arena, const struct squash_plan *files, const struct plan *history)
{
	struct plan plan = {.lock = history->lock};

	for (size_t i = 0; i < files->rewrites.count; i++) {
		const struct rewrite *rewrite = &files->rewrites.items[i];
		bool is_moved = rewrite->from.ptr && !str_equal(rewrite->from, rewrite->to);

		*vec_push(arena, &plan) = (struct plan_step){
			.action = is_moved      ? "move"
				: rewrite->from.ptr ? "declare"
									: "write",
			.version = version_of(files, arena, rewrite),
			.path = rewrite->from.ptr ? rewrite->from : rewrite->to,
			.reason = is_moved ? str_format(arena, "-> %.*s", STR_ARG(rewrite->to))
							   : (struct str){NULL, 0},
		};
	}
	for (size_t i = 0; i < history->count; i++)
		*vec_push(arena, &plan) = history->items[i];
	return plan;
}

/* Up to the first empty line: header and markers. */
static void write_beginning(struct arena *arena, const struct squash_plan *files)
{
	struct str rest = str_slice(files->content, 0, str_find(files->content, STR("\n\n"), 0)), line;

	printf("-- %s begins with:\n", escape_text(arena, files->path, false).ptr);
	while (str_next(&rest, '\n', &line))
		printf("--   %s\n", escape_text(arena, line, true).ptr);
	fputc('\n', stdout);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void write_next_steps(const struct squash_report *report)
{
	if (report->executed)
		printf("-- staged, not committed. Next: git commit; then for each database:\n"
			   "--   mighook squash --history-only --env NAME\n");
	else
		printf("-- nothing was written: --execute does it, for the files\n"
			   "-- never squash where migrations must be taken back one by one, an audit wants the "
			   "full history, or the team does not agree\n");
}

static void write_seen(const struct squash_report *report, const struct database_squash *history)
{
	if (report->is_seen)
		printf("-- %s has applied all that is squashed%s\n", history->database.place.ptr,
			history->open ? "" : ", and its history stays as it is");
	else
		printf("-- no database was asked whether it has applied all of it%s\n",
			history->plan.count ? "; the SQL is for a table as its tool makes "
								  "it, --env shows what takes it back"
								: ", and no SQL for its history is known");
}

void squash_write_files_text(const struct squash_report *report, const struct squash_plan *files,
	const struct database_squash *history)
{
	static const struct plan nothing = {.count = 0};
	struct arena *arena = report->context->arena;
	struct plan plan = steps_of(arena, files, report->executed ? &nothing : &history->plan);

	write_beginning(arena, files);
	plan_write_text(stdout, arena, &plan, report->executed);
	printf("\n-- %zu migration%s squashed into %s\n", files->squashed.count,
		plural(files->squashed.count), escape_text(arena, files->path, false).ptr);
	squash_write_proof(report, files);
	write_seen(report, history);
	write_next_steps(report);
}

void squash_write_files_json(
	const struct squash_report *report, const struct squash_plan *files, const struct plan *history)
{
	static const struct plan nothing = {.count = 0};
	_cleanup_(json_free) struct json *root = report_json_envelope("squash");
	struct plan plan = steps_of(
		report->context->arena, files, report->executed ? &nothing : history);

	json_add_path(root, "baseline", files->path);
	json_add_string(root, "content", files->content);
	squash_add_proof(root, report);
	plan_write_json(stdout, root, &plan, report->executed);
}

int squash_write_history_text(
	const struct squash_report *report, const struct database_squash *history, struct error *reterr)
{
	printf("-- %s\n", history->database.place.ptr);
	plan_write_text(stdout, report->context->arena, &history->plan, report->executed);
	if (fflush(stdout) || ferror(stdout))
		return error_set(reterr, "cannot print what takes it back: nothing was written");
	return 0;
}

static void write_gate(const struct squash_report *report)
{
	const struct gate *gate = &report->gate;

	if (!report->is_asked)
		return;
	printf("-- gate %s: strict, %zu migration%s\n", gate->failures.count ? "failed" : "passed",
		gate->asked, plural(gate->asked));
	for (size_t i = 0; i < gate->failures.count; i++)
		printf("--   %s: %s\n", gate_check_names[gate->failures.items[i].check],
			gate->failures.items[i].message.ptr);
}

void squash_write_outcome(const struct squash_report *report, const struct database_squash *history)
{
	if (!history->found) {
		printf("-- no baseline of a squash is here: there is nothing to do\n");
		return;
	}
	if (!history->open) {
		printf("-- %zu squash%s, and the history is as it should be: there is nothing to do\n",
			history->found, history->found == 1 ? "" : "es");
		return;
	}
	printf("\n-- %zu squash%s %s\n", history->open, history->open == 1 ? "" : "es",
		report->executed
			? "written into the history"
			: "to be written into the history; nothing was written: --execute does it");
	write_gate(report);
	if (!report->is_asked)
		printf("-- not checked: the gate: it is asked once the history was rewritten\n");
}

void squash_write_history_json(
	const struct squash_report *report, const struct database_squash *history)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("squash");

	json_add_number(root, "squashes", (int64_t)history->found);
	json_add_number(root, "open", (int64_t)history->open);
	if (report->is_asked)
		json_add_number(root, "gate_failures", (int64_t)report->gate.failures.count);
	plan_write_json(stdout, root, &history->plan, report->executed);
}

void squash_report_close(struct squash_report *report)
{
	database_check_close(&report->gate_database);
}
