/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "command/command.h"
#include "git/ci.h"

static int usage_error(struct error *reterr, const char *message)
{
	error_set(reterr, "%s", message);
	return error_hint(reterr, "mighook help check");
}

/* A...B, either side HEAD where it is empty. */
static int split_range(struct context *context, struct str range, struct str *ret_base,
	struct str *ret_head, struct error *reterr)
{
	size_t at = str_find(range, STR("..."), 0);

	if (at == range.len) {
		error_set(reterr, "--range: '%s' is no range A...B (with three dots)",
			escape_text(context->arena, range, false).ptr);
		return error_hint(reterr, "mighook check --range origin/main...HEAD");
	}
	*ret_base = at ? str_slice(range, 0, at) : STR("HEAD");
	*ret_head = str_slice(range, at + 3, range.len);
	if (!ret_head->len)
		*ret_head = STR("HEAD");
	return 0;
}

/* Which changes are judged, as the options say it. */
struct request {
	bool staged, all, range, paths;
	bool ci; /* no source is named, and CI tells one */
	struct str base, head;
};

static int read_request(struct context *context, struct request *ret, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	struct str range = arguments_value(arguments, "range");
	struct request request = {
		.staged = arguments_has(arguments, "staged"),
		.all = arguments_has(arguments, "all"),
		.paths = arguments->positional.count > 0,
		.base = arguments_value(arguments, "base"),
		.head = arguments_value(arguments, "head"),
	};

	request.range = range.ptr || request.base.ptr || request.head.ptr;
	if (request.staged + request.all + request.paths + request.range > 1 ||
		(range.ptr && (request.base.ptr || request.head.ptr)))
		return usage_error(
			reterr, "--staged, --range, --base and --head, --all and PATHs exclude each other");
	if (request.range && !range.ptr && !request.base.ptr)
		return usage_error(reterr, "--head needs --base");
	if (request.base.ptr && !request.head.ptr)
		request.head = STR("HEAD");
	request.ci = !request.staged && !request.all && !request.paths && !request.range &&
		ci_is_running();
	if (range.ptr && split_range(context, range, &request.base, &request.head, reterr))
		return -1;
	*ret = request;
	return 0;
}

static int run_request(struct check *check, const struct request *request,
	const struct str_list *paths, struct check_result *ret, struct error *reterr)
{
	if (request->paths)
		return check_paths(check, paths, ret, reterr);
	if (request->ci)
		return check_ci(check, ret, reterr);
	if (request->range)
		return check_range(check, request->base, request->head, ret, reterr);
	return request->all ? check_all(check, ret, reterr) : check_staged(check, ret, reterr);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* The line that ends a text report. */
static struct str summary(
	struct arena *arena, const struct check_result *result, const struct request *request)
{
	size_t errors = diagnostics_count(&result->diagnostics, SEVERITY_ERROR);
	size_t warnings = diagnostics_count(&result->diagnostics, SEVERITY_WARNING);
	size_t infos = diagnostics_count(&result->diagnostics, SEVERITY_INFO);
	struct text line = {.arena = arena};

	if (!result->has_sets) {
		text_add(&line,
			STR("mighook: there is no migration folder here to judge\n"
				"  hint: name one in .mighook.yaml, as `sets: [{path: FOLDER}]`"));
		return text_str(&line);
	}
	if (!request->all && !request->paths && !result->changed && !result->diagnostics.count) {
		text_addf(&line, "mighook: no migration is %s",
			request->range || request->ci ? "changed in this range" : "staged");
		if (!request->range && !request->ci && !request->staged)
			text_add(&line, STR("; to judge all there are: mighook check --all"));
		return text_str(&line);
	}
	text_addf(&line, "mighook: %zu error%s, %zu warning%s", errors, plural(errors), warnings,
		plural(warnings));
	if (infos)
		text_addf(&line, ", %zu info%s", infos, plural(infos));
	text_addf(&line, " in %zu migration%s (%zu changed file%s)", result->migrations,
		plural(result->migrations), result->changed, plural(result->changed));
	if (result->unread)
		text_addf(&line, "; %zu part%s of their SQL could not be read", result->unread,
			plural(result->unread));
	if (result->outside)
		text_addf(
			&line, "; %zu outside every set: rules on names and on git not asked", result->outside);
	return text_str(&line);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct request request = {0};
	struct check_options options = {
		.policy_path = arguments_value(context->arguments, "policy"),
		.runner = arguments_value(context->arguments, "runner"),
		.only = arguments_values(context->arguments, context->arena, "rule"),
	};
	struct check_result result;
	struct report report;
	struct check check;
	enum severity fail_on;

	if (read_request(context, &request, reterr) || command_fail_on(context, &fail_on, reterr))
		return EXIT_CANNOT_CHECK;
	if (!context->repository && !request.paths)
		return EXIT_CANNOT_CHECK;
	reterr->message[0] = '\0';
	options.respects_skip = !request.range && !request.ci;
	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		run_request(&check, &request, &context->arguments->positional, &result, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	report = (struct report){
		.arena = context->arena,
		.command = "check",
		.source = result.source,
		.diagnostics = result.diagnostics,
		.migrations = result.migrations,
		.changed = result.changed,
		.unread = result.unread,
	};
	if (!arguments_has(context->arguments, "quiet"))
		report.summary = summary(context->arena, &result, &request);
	if (command_write_report(context, &report, reterr))
		return EXIT_CANNOT_CHECK;
	return command_exit_code(&result.diagnostics, fail_on);
}

const struct command command_check = {
	.name = "check",
	.usage = "[--staged | --range A...B | --base A [--head B] | --all | PATH...]",
	.summary = "judge staged changes, a range, everything, or some files",
	.description = "Judges migrations by the rules of the policy and prints what it finds. Without "
				   "a source it\n"
				   "judges the staged changes. A PATH is a file or a folder; one that lies in no "
				   "set is judged\n"
				   "for its content alone.",
	.options =
		(const struct option_row[]){
			{"staged", 0, NULL, "what `git commit` would commit now"},
			{"range", 0, "A...B", "what B changed since it left A"},
			{"base", 0, "A", "the same as --range A...B, in two options"},
			{"head", 0, "B", "HEAD if not given"},
			{"all", 0, NULL, "every migration of every set"},
			{"rule", 0, "RULE", "ask only this rule, even if it is off; may be repeated"},
			{"runner", 0, "RUNNER", "tool that executes the files that lie in no set"},
			{"fail-on", 0, "SEVERITY", "exit 1 from this severity on: info, warning, error"},
			{NULL},
		},
	.flags = USES_REPOSITORY | TAKES_ARGUMENTS,
	.run = run,
};
