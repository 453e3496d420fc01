/* SPDX-License-Identifier: MIT */
/* A review as a comment of a pull request. */
#include "report/formats.h"
#include "report/markdown_text.h"
#include "report/review_words.h"

static struct str codes(struct arena *arena, const struct str_list *list)
{
	struct str_list shown = {0};

	for (size_t i = 0; i < list->count; i++)
		str_list_add(arena, &shown, markdown_code(arena, list->items[i]));
	return list_shown(arena, &shown);
}

static struct str approved(struct arena *arena, const struct review_change *change)
{
	struct approvals shown = {arena_array(arena, struct approval, change->approvals.count),
		change->approvals.count, change->approvals.count};
	struct str text;

	for (size_t i = 0; i < shown.count; i++) {
		shown.items[i] = change->approvals.items[i];
		shown.items[i].name = markdown_code(arena, shown.items[i].name);
	}
	text = approvals_shown(arena, &shown);
	if (!review_change_lacks_approvals(change))
		return text;
	return str_format(arena, "%.*s%s**missing: %s**", STR_ARG(text), text.len ? "; " : "",
		reviewers_shown(arena, &change->missing).ptr);
}

static void write_change(FILE *out, struct arena *arena, const struct review_change *change)
{
	struct str_list labels = review_label_names(arena, change->labels);
	struct str objects = codes(arena, &change->objects);
	struct str where = str_format(arena, "%.*s:%u", STR_ARG(change->file->path), change->line);

	fprintf(out, "| %s | %.*s%s%.*s | %s | %.*s | %.*s | %.*s | %.*s |\n",
		markdown_code(arena, where).ptr, STR_ARG(change->class), objects.len ? " " : "",
		STR_ARG(objects), judgement_name(change->judgement), STR_ARG(list_shown(arena, &labels)),
		STR_ARG(required_shown(arena, change)), STR_ARG(list_shown(arena, &change->checks)),
		STR_ARG(approved(arena, change)));
}

static void write_box(FILE *out, struct arena *arena, const struct review_box *box)
{
	fprintf(out, "- [%c] %s", box->is_ticked ? 'x' : ' ', box->name);
	if (!box->is_ticked)
		fprintf(out, ": %.*s", STR_ARG(box->reason));
	if (box->path.ptr)
		fprintf(out, " (%s)", markdown_code(arena, box->path).ptr);
	fputc('\n', out);
}

void report_review_markdown(FILE *out, const struct report *report)
{
	const struct review *review = report->review;

	fputs("<!-- mighook:review -->\n## Migration review\n\n", out);
	if (!review->file_count) {
		fputs("No migration is changed.\n", out);
		return;
	}
	fprintf(out, "**Required: %s**", reviewers_shown(report->arena, &review->required).ptr);
	if (review->checks.count)
		fprintf(out, "; %s", list_shown(report->arena, &review->checks).ptr);
	fputs("\n", out);
	if (review->changes.count)
		fputs("\n| Where | Change | Judgement | Labels | Approvers | Checks | Approved by |\n"
			  "| --- | --- | --- | --- | --- | --- | --- |\n",
			out);
	for (size_t i = 0; i < review->changes.count; i++)
		write_change(out, report->arena, &review->changes.items[i]);
	fputs("\n### Checklist\n\n", out);
	for (size_t i = 0; i < review->checklist.count; i++)
		write_box(out, report->arena, &review->checklist.items[i]);
}
