/* SPDX-License-Identifier: MIT */
#include "command/source.h"

static size_t count_lacking(const struct review *review)
{
	size_t count = 0;

	for (size_t i = 0; i < review->changes.count; i++)
		count += review_change_lacks_approvals(&review->changes.items[i]);
	return count;
}

static struct str summary(struct arena *arena, const struct check_result *result)
{
	const struct review *review = &result->review;
	size_t lacking = count_lacking(review);

	if (!result->has_sets)
		return STR("mighook: there is no migration folder here to review\n"
				   "  hint: " NO_SETS_HINT);
	if (!review->file_count)
		return STR("mighook: no migration is changed");
	return str_format(arena, "mighook: %zu change%s in %zu migration%s; %zu lack%s approvals",
		review->changes.count, review->changes.count == 1 ? "" : "s", review->file_count,
		review->file_count == 1 ? "" : "s", lacking, lacking == 1 ? "s" : "");
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct source source = {0};
	struct check_options options = {
		.policy_path = arguments_value(context->arguments, "policy"),
		.wants_review = true,
	};
	struct check_result result;
	struct report report;
	struct check check;

	if (source_read(context, "review", &source, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		source_check(&source, &check, &context->arguments->positional, &result, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	report = (struct report){
		.arena = context->arena,
		.command = "review",
		.source = result.source,
		.review = &result.review,
	};
	if (!arguments_has(context->arguments, "quiet"))
		report.summary = summary(context->arena, &result);
	if (command_write_report(context, &report, reterr))
		return EXIT_CANNOT_CHECK;
	return arguments_has(context->arguments, "require") && count_lacking(&result.review)
		? EXIT_FINDINGS
		: EXIT_CLEAN;
}

const struct command command_review = {
	.name = "review",
	.usage = "[--staged | --range A...B | --base A [--head B] | --all] [--require]",
	.summary = "tell who must approve a change and what must be looked at",
	.description =
		"Puts every statement of the changed migrations into a class and prints who must "
		"approve it and what must be looked at, the highest requirement first, with a "
		"checklist that is ticked where rules in force prove it. Rollbacks are exempt, and "
		"what the change itself creates needs nobody of its own. The exit status is 0 unless "
		"--require is given.\n\n"
		"An approval is a comment of the migration, above its first SQL for all of it, else "
		"above the statement:\n\n"
		"    -- approved-by: NAME [ROLE] [TICKET]\n\n"
		"`NAME` is one word, and each name counts once. `ROLE` is `engineer`, `lead`, `PM`, "
		"`security` or `compliance`; without one it is an engineer's, and whoever's role is "
		"not asked for counts as an engineer.",
	.options =
		(const struct option_row[]){
			SOURCE_OPTIONS,
			{"require", 0, NULL,
				"exit with 1 if what is no addition, or concerns security, lacks an approval"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | WRITES_REVIEW,
	.run = run,
};
