/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/json.h"
#include "command/doctor_checklist.h"
#include "command/doctor_order.h"
#include "report/formats.h"

static void write_json(const struct doctor *doctor)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("doctor");
	struct json *array = json_add_array(root, "checks");

	for (size_t i = 0; i < doctor->checks.count; i++) {
		const struct doctor_check *check = &doctor->checks.items[i];
		struct json *object = json_append_object(array);

		json_add_string(object, "name", check->name);
		json_add_bool(object, "ok", check->ok);
		json_add_string(object, "detail", check->detail);
		json_add_string(object, "fix", check->fix.text);
	}
	json_write(stdout, root);
}

static void write_check(const struct context *context, const struct doctor_check *check, int width)
{
	bool colored = command_is_colored(context, stdout);

	printf("%s%s%s  %-*.*s  %s\n",
		!colored        ? ""
			: check->ok ? "\x1b[32m"
						: "\x1b[31m",
		check->ok ? "ok" : "!!", colored ? "\x1b[0m" : "", width, STR_ARG(check->name),
		escape_text(context->arena, check->detail, false).ptr);
	if (check->fix.text.ptr)
		printf("    %s%s\n", check->fix.is_command ? "Run: " : "",
			escape_text(context->arena, check->fix.text, false).ptr);
}

static void write_text(const struct context *context, const struct doctor *doctor)
{
	bool quiet = arguments_has(context->arguments, "quiet");
	size_t width = 0;

	for (size_t i = 0; i < doctor->checks.count; i++)
		if (doctor->checks.items[i].name.len > width)
			width = doctor->checks.items[i].name.len;
	for (size_t i = 0; i < doctor->checks.count; i++)
		if (!quiet || !doctor->checks.items[i].ok)
			write_check(context, &doctor->checks.items[i], (int)width);
	for (size_t i = 0; i < doctor->inert.count; i++)
		printf("%s%s%s", i ? ", " : "mighook: nothing is judged at: ", doctor->inert.items[i].ptr,
			i + 1 == doctor->inert.count ? "\n" : "");
}

/* What cannot be asked is as bad as what is not as it should be: nobody may take it for done. */
static enum exit_code judge_boxes(
	const struct checklist *list, const struct checked_box *boxes, struct error *reterr)
{
	enum exit_code code = EXIT_CLEAN;

	for (size_t i = 0; i < list->count; i++) {
		if (boxes[i].proven.verdict == VERDICT_UNKNOWN) {
			error_set(reterr, "not all could be asked: %.*s", STR_ARG(boxes[i].proven.reason));
			return EXIT_CANNOT_CHECK;
		}
		if (boxes[i].proven.verdict == VERDICT_DISPROVEN)
			code = EXIT_FINDINGS;
	}
	return code;
}

static enum exit_code run_checklist(struct context *context, struct str name, struct error *reterr)
{
	struct prover prover = {
		.arena = context->arena,
		.repository = context->repository,
		.policy_path = arguments_value(context->arguments, "policy"),
		.environment = arguments_value(context->arguments, "env"),
	};
	const struct checklist *list = NULL;
	const struct checked_box *boxes;
	bool json;

	for (size_t i = 0; i < checklist_count; i++)
		if (str_equal(name, str_from(checklists[i].name)))
			list = &checklists[i];
	if (!list) {
		error_set(reterr, "--checklist: '%s' is none of daily, deploy, quarterly",
			escape_text(context->arena, name, false).ptr);
		return EXIT_CANNOT_CHECK;
	}
	if (command_wants_json(context, &json, reterr) || prover_start(&prover, reterr) ||
		checklist_ask(list, &prover, &boxes, reterr))
		return EXIT_CANNOT_CHECK;
	if (json)
		checklist_write_json(list, boxes);
	else
		checklist_write_text(list, boxes, context->arena, command_is_colored(context, stdout));
	return judge_boxes(list, boxes, reterr);
}

static enum exit_code run_order(
	struct context *context, struct doctor *doctor, struct error *reterr)
{
	bool json, found;

	if (command_wants_json(context, &json, reterr) ||
		doctor_examine_order(context, doctor, &found, reterr))
		return EXIT_CANNOT_CHECK;
	if (json)
		write_json(doctor);
	else
		write_text(context, doctor);
	return found ? EXIT_FINDINGS : EXIT_CLEAN;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct str checklist = arguments_value(context->arguments, "checklist");
	struct doctor doctor = {
		.arena = context->arena,
		.repository = context->repository,
		.policy_path = arguments_value(context->arguments, "policy"),
	};
	bool json;

	if (checklist.ptr && arguments_has(context->arguments, "order")) {
		error_set(reterr, "--order and --checklist are two questions");
		return EXIT_CANNOT_CHECK;
	}
	if (checklist.ptr)
		return run_checklist(context, checklist, reterr);
	if (arguments_has(context->arguments, "env")) {
		error_set(reterr, "--env goes with --checklist");
		return EXIT_CANNOT_CHECK;
	}
	if (arguments_has(context->arguments, "order"))
		return run_order(context, &doctor, reterr);
	if (command_wants_json(context, &json, reterr) || doctor_examine(&doctor, reterr))
		return EXIT_CANNOT_CHECK;
	if (json)
		write_json(&doctor);
	else
		write_text(context, &doctor);
	if (doctor.is_incomplete) {
		*reterr = doctor.reason;
		return EXIT_CANNOT_CHECK;
	}
	return doctor.inert.count ? EXIT_FINDINGS : EXIT_CLEAN;
}

const struct command command_doctor = {
	.name = "doctor",
	.usage = "[--order | --checklist daily|deploy|quarterly [--env NAME]]",
	.summary = "tell which hooks git really runs here, and what they judge by",
	.description =
		"Shows which hooks git really runs from this worktree and whether they run mighook, "
		"and this version of it, the hook managers found and the line each needs, who reads the "
		"repository and why, "
		"how much of its history is here, what counts as merged, the policy and the sets. "
		"Below what is not well stands what mends it.\n\n"
		"It exits with 1 if the hook would not run: `pre-commit`, or `pre-receive` in a bare "
		"repository, or another hook of mighook that is there and inert.\n\n"
		"With --checklist it prints a list to go through instead: `daily`, `deploy` for a release, "
		"or `quarterly`. What can be proven is ticked; `mighook gate` is asked what the databases "
		"have. Production is the policy's environment `prod` or `production`, or NAME; the test "
		"database its `dev`, `development`, `test` or `staging`. It exits with 1 if something is "
		"proven not to be so, and with 2 if a database could not be asked; what is left to people "
		"counts for neither.\n\n"
		"With --order it asks all migrations whether one of them uses what only a later one "
		"creates, and names that one: an empty server would fail there. Nothing is executed: "
		"`mighook drift` does that. It exits with 1 if there is one.",
	.options =
		(const struct option_row[]){
			{"checklist", 0, "daily|deploy|quarterly",
				"print this list, with what is proven ticked"},
			{"env", 0, "NAME", "the environment that is production"},
			{"order", 0, NULL, "tell which migration uses what a later one creates"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY,
	.run = run,
};
