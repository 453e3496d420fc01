/* SPDX-License-Identifier: MIT */
#include "install/doctor.h"

#include "base/escape.h"
#include "base/json.h"
#include "command/command.h"
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

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct doctor doctor = {
		.arena = context->arena,
		.repository = context->repository,
		.policy_path = arguments_value(context->arguments, "policy"),
	};
	bool json;

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
	.usage = "",
	.summary = "tell which hooks git really runs here, and what they judge by",
	.description =
		"Shows which hooks git really runs from this worktree and whether they run mighook, "
		"and this version of it, the hook managers found and the line each needs, who reads the "
		"repository and why, "
		"how much of its history is here, what counts as merged, the policy and the sets. "
		"Below what is not well stands what mends it.\n\n"
		"It exits with 1 if the hook would not run: `pre-commit`, or `pre-receive` in a bare "
		"repository, or another hook of mighook that is there and inert.",
	.flags = NEEDS_REPOSITORY,
	.run = run,
};
