/* SPDX-License-Identifier: MIT */
/* A review as one object (design section 5). */
#include "base/json.h"
#include "report/formats.h"

static void add_list(struct json *object, const char *key, const struct str_list *list)
{
	struct json *array = json_add_array(object, key);

	for (size_t i = 0; i < list->count; i++)
		json_append_string(array, list->items[i]);
}

/* The role of each, as often as it is asked for. */
static void add_reviewers(struct json *object, const char *key, const struct reviewers *reviewers)
{
	struct json *array = json_add_array(object, key);

	for (unsigned role = 0; role < REVIEWER_COUNT; role++)
		for (unsigned i = 0; i < reviewers->count[role]; i++)
			json_append_string(array, str_from(reviewer_name(role)));
}

static void add_approvals(struct json *object, const struct approvals *approvals)
{
	struct json *array = json_add_array(object, "approved_by");

	for (size_t i = 0; i < approvals->count; i++) {
		struct json *approval = json_append_object(array);

		json_add_string(approval, "name", approvals->items[i].name);
		json_add_string(approval, "role", str_from(reviewer_name(approvals->items[i].role)));
	}
}

static void add_change(struct json *array, struct arena *arena, const struct review_change *change)
{
	struct str_list labels = review_label_names(arena, change->labels);
	struct json *object = json_append_object(array);

	json_add_path(object, "path", change->file->path);
	json_add_number(object, "line", change->line);
	json_add_string(object, "class", change->class);
	add_list(object, "objects", &change->objects);
	json_add_string(object, "judgement", str_from(judgement_name(change->judgement)));
	add_list(object, "labels", &labels);
	add_reviewers(object, "approvers", &change->required);
	add_list(object, "checks", &change->checks);
	add_approvals(object, &change->approvals);
	add_reviewers(object, "missing", &change->missing);
	json_add_bool(object, "gated", review_change_is_gated(change));
	json_add_string(object, "waived", str_from(change->waived));
}

static void add_checklist(struct json *root, const struct review *review)
{
	struct json *array = json_add_array(root, "checklist");

	for (size_t i = 0; i < review->checklist.count; i++) {
		const struct review_box *box = &review->checklist.items[i];
		struct json *object = json_append_object(array);

		json_add_string(object, "name", str_from(box->name));
		json_add_bool(object, "ticked", box->is_ticked);
		json_add_string(object, "reason", box->reason);
		json_add_path(object, "path", box->path);
	}
}

void report_review_json(FILE *out, const struct report *report)
{
	_cleanup_(json_free) struct json *root = report_json_envelope(report->command);
	const struct review *review = report->review;
	struct json *required, *changes;
	bool lacks = false;

	json_add_string(root, "source", str_from(report->source));
	required = json_add_object(root, "required");
	add_reviewers(required, "approvers", &review->required);
	add_list(required, "checks", &review->checks);
	for (size_t i = 0; i < review->changes.count; i++)
		lacks |= review_change_lacks_approvals(&review->changes.items[i]);
	json_add_bool(root, "approved", !lacks);
	changes = json_add_array(root, "changes");
	for (size_t i = 0; i < review->changes.count; i++)
		add_change(changes, report->arena, &review->changes.items[i]);
	add_checklist(root, review);
	json_write(out, root);
}
