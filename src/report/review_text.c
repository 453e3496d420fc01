/* SPDX-License-Identifier: MIT */
/* A review as a table for a terminal. */
#include "base/escape.h"
#include "base/unicode.h"
#include "report/formats.h"
#include "report/review_words.h"

enum { COLUMN_COUNT = 7, JUDGEMENT_COLUMN = 1 };

struct row {
	struct str cells[COLUMN_COUNT];
	enum judgement judgement;
};

static const struct row head = {
	.cells = {{"WHERE", 5}, {"JUDGEMENT", 9}, {"CHANGE", 6}, {"APPROVERS", 9}, {"CHECKS", 6},
		{"LABELS", 6}, {"APPROVED BY", 11}}};

static struct row row_of(struct arena *arena, const struct review_change *change)
{
	struct str_list labels = review_label_names(arena, change->labels);
	struct str objects = list_shown(arena, &change->objects);
	struct str where = str_format(
		arena, "%s:%u", escape_text(arena, change->file->path, false).ptr, change->line);
	struct str what = str_format(arena, "%.*s%s%s", STR_ARG(change->class), objects.len ? " " : "",
		escape_text(arena, objects, false).ptr);
	struct str approvals = escape_text(arena, approvals_shown(arena, &change->approvals), false);

	if (review_change_lacks_approvals(change))
		approvals = str_format(arena, "%s%smissing: %s", approvals.ptr, approvals.len ? "; " : "",
			reviewers_shown(arena, &change->missing).ptr);
	return (struct row){
		.cells = {where, str_from(judgement_name(change->judgement)), what,
			required_shown(arena, change), list_shown(arena, &change->checks),
			list_shown(arena, &labels), approvals},
		.judgement = change->judgement,
	};
}

static void write_row(
	FILE *out, const struct row *row, const size_t *widths, bool is_head, bool colored)
{
	static const char *const colors[] = {
		[JUDGED_ADDITIVE] = "", [JUDGED_APPROVAL] = "\x1b[33m", [JUDGED_FORBIDDEN] = "\x1b[31m"};
	size_t last = COLUMN_COUNT;

	while (last && !row->cells[last - 1].len)
		last--;
	for (size_t i = 0; i < last; i++) {
		const char *color = !colored ? ""
			: is_head                ? "\x1b[1m"
			: i == JUDGEMENT_COLUMN  ? colors[row->judgement]
									 : "";

		fprintf(out, "%s%.*s%s", color, STR_ARG(row->cells[i]), *color ? "\x1b[0m" : "");
		if (i + 1 < last)
			fprintf(out, "%*s", (int)(widths[i] - utf8_width(row->cells[i]) + 2), "");
	}
	fputc('\n', out);
}

static void write_table(FILE *out, const struct report *report)
{
	size_t count = report->review->changes.count, widths[COLUMN_COUNT] = {0};
	struct row *rows = arena_array(report->arena, struct row, count + 1);

	rows[0] = head;
	for (size_t i = 0; i < count; i++)
		rows[i + 1] = row_of(report->arena, &report->review->changes.items[i]);
	for (size_t i = 0; i <= count; i++)
		for (size_t j = 0; j < COLUMN_COUNT; j++)
			if (utf8_width(rows[i].cells[j]) > widths[j])
				widths[j] = utf8_width(rows[i].cells[j]);
	for (size_t i = 0; i <= count; i++)
		write_row(out, &rows[i], widths, !i, report->colored);
}

static void write_checklist(FILE *out, const struct report *report)
{
	fputs("\nChecklist:\n", out);
	for (size_t i = 0; i < report->review->checklist.count; i++) {
		const struct review_box *box = &report->review->checklist.items[i];

		fprintf(out, "  [%c] %s", box->is_ticked ? 'x' : ' ', box->name);
		if (!box->is_ticked)
			fprintf(out, ": %.*s", STR_ARG(box->reason));
		if (box->path.ptr)
			fprintf(out, " (%s)", escape_text(report->arena, box->path, false).ptr);
		fputc('\n', out);
	}
}

void report_review_text(FILE *out, const struct report *report)
{
	const struct review *review = report->review;

	if (review->changes.count) {
		fprintf(out, "Required: %s", reviewers_shown(report->arena, &review->required).ptr);
		if (review->checks.count)
			fprintf(out, "; %s", list_shown(report->arena, &review->checks).ptr);
		fputs("\n\n", out);
		write_table(out, report);
	}
	if (!report->summary.ptr)
		return;
	if (review->checklist.count) {
		write_checklist(out, report);
		fputc('\n', out);
	}
	fprintf(out, "%s\n", report->summary.ptr);
}
