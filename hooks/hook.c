/* SPDX-License-Identifier: MIT */
#include "hooks/hook.h"

#include "lint/rule.h"
#include "report/formats.h"

extern const struct hook hook_pre_commit, hook_pre_merge_commit, hook_commit_msg, hook_pre_push,
	hook_pre_receive;

const struct hook *const hooks[] = {
	&hook_pre_commit, &hook_pre_merge_commit, &hook_commit_msg, &hook_pre_push, &hook_pre_receive};

const size_t hook_count = ARRAY_LENGTH(hooks);

const struct hook *hook_find(struct str name)
{
	for (size_t i = 0; i < hook_count; i++)
		if (str_equal(name, str_from(hooks[i]->name)))
			return hooks[i];
	return NULL;
}

/* GitLab shows in its interface only lines that start so (GitLab docs, "Custom error messages"). */
static const char *line_prefix(void)
{
	return getenv("GL_ID") || getenv("GL_REPOSITORY") ? "GL-HOOK-ERR: " : "";
}

static void print_lines(struct str text)
{
	struct str line;

	while (text.len && str_next(&text, '\n', &line))
		fprintf(stderr, "%s%.*s\n", line_prefix(), STR_ARG(line));
}

/* The report as text, by way of memory, for its lines may need a prefix. */
static void print_report(const struct report *report)
{
	char *bytes = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&bytes, &size);

	if (!out) {
		print_lines(STR("mighook: out of memory\n"));
		return;
	}
	report_text(out, report);
	fclose(out);
	print_lines((struct str){bytes, size});
	free(bytes);
}

/* What to ask about: the rule of all the errors, or whichever of several. */
static const char *refusing_rule(const struct diagnostics *diagnostics)
{
	const char *id = NULL;

	for (size_t i = 0; i < diagnostics->count; i++) {
		const struct diagnostic *diagnostic = &diagnostics->items[i];

		if (diagnostic->severity != SEVERITY_ERROR)
			continue;
		if (id && strcmp(id, diagnostic->rule->key.id) != 0)
			return "RULE";
		id = diagnostic->rule->key.id;
	}
	return id;
}

int hook_report(struct arena *arena, const struct check *check, const struct check_result *result,
	struct str heading, const char *action)
{
	size_t errors = diagnostics_count(&result->diagnostics, SEVERITY_ERROR);
	struct report report = {
		.arena = arena,
		.command = "check",
		.source = result->source,
		.diagnostics = result->diagnostics,
		.colored = !*line_prefix() && report_is_colored(stderr),
	};

	for (size_t i = 0; result->changed && i < check->notes.count; i++)
		print_lines(str_format(arena, "mighook: %s\n", check->notes.items[i].ptr));
	if (!result->diagnostics.count)
		return 0;
	report.summary = errors
		? str_format(arena, "mighook: %zu error%s: the %s is refused. Why: mighook explain %s",
			  errors, errors == 1 ? "" : "s", action, refusing_rule(&result->diagnostics))
		: str_format(arena, "mighook: nothing that stops the %s", action);
	if (result->is_mendable)
		report.summary = str_format(arena, REPORT_MENDABLE "\n%s", report.summary.ptr);
	if (heading.ptr)
		print_lines(str_format(arena, "mighook: %s\n", heading.ptr));
	print_report(&report);
	return errors ? 1 : 0;
}

int hook_judge_staged(struct arena *arena, struct str message, struct error *reterr)
{
	_cleanup_(repository_close) struct repository *repository = NULL;
	struct check_options options = {.respects_skip = true, .is_hook = true, .message = message};
	struct check_result result;
	struct check check;

	if (repository_open(&repository, arena, REPOSITORY_OPENED_BY_GIT, reterr) ||
		check_start(&check, arena, repository, &options, reterr) ||
		check_staged(&check, &result, reterr))
		return -1;
	return hook_report(arena, &check, &result, (struct str){NULL, 0}, "commit");
}

int hook_judge_commit(struct arena *arena, const struct str_list *arguments, struct error *reterr)
{
	(void)arguments; /* git hands none to the hooks that run before a commit */
	return hook_judge_staged(arena, (struct str){NULL, 0}, reterr);
}

int hook_main(const struct hook *hook, const struct str_list *arguments)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct error error = {.message = ""};
	const char *enabled = getenv("MIGHOOK");
	int code;

	if (enabled && !strcmp(enabled, "0") && !hook->is_server) {
		fprintf(stderr, "mighook: MIGHOOK=0: %s is skipped\n", hook->name);
		return 0;
	}
	code = hook->run(&arena, arguments, &error);
	if (code >= 0)
		return code;
	print_lines(str_format(&arena, "mighook: error: %s\n", error.message));
	if (error.hint[0])
		print_lines(str_format(&arena, "  hint: %s\n", error.hint));
	print_lines(str_format(&arena, "mighook: %s could not judge, so it refuses\n", hook->name));
	return 2;
}
