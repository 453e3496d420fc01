/* SPDX-License-Identifier: MIT */
#include "command/doctor_order.h"

#include "check.h"
#include "lint/rule.h"

static void add(struct doctor *doctor, const struct diagnostic *diagnostic)
{
	struct str place = str_format(
		doctor->arena, "%.*s:%zu", STR_ARG(diagnostic->path), (size_t)diagnostic->start.line);
	struct advice fix = {.text = diagnostic->hint};

	doctor_fail(doctor, place, fix, "%.*s", STR_ARG(diagnostic->message));
}

int doctor_examine_order(
	const struct context *context, struct doctor *doctor, bool *ret_found, struct error *reterr)
{
	struct check_options options = {.policy_path = doctor->policy_path};
	struct check_result result;
	struct check check;

	str_list_add(doctor->arena, &options.only, STR("object-created-later"));
	if (check_start(&check, doctor->arena, doctor->repository, &options, reterr) ||
		check_all(&check, &result, reterr))
		return -1;
	command_print_notes(context, &check);
	if (!result.has_sets) {
		error_set(reterr, "there is no migration folder here to judge");
		return error_hint(reterr, "%s", NO_SETS_HINT);
	}
	for (size_t i = 0; i < result.diagnostics.count; i++)
		add(doctor, &result.diagnostics.items[i]);
	*ret_found = result.diagnostics.count > 0;
	if (!*ret_found)
		doctor_pass(doctor, STR("order"), "%zu migration%s, and none uses what a later one creates",
			result.migrations, result.migrations == 1 ? "" : "s");
	return 0;
}
