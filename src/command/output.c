/* SPDX-License-Identifier: MIT */
/* What commands print alike: reports in the formats asked for, notes, colours, exit codes. */
#include <errno.h>

#include "base/escape.h"
#include "command/command.h"

void command_print_notes(const struct context *context, const struct check *check)
{
	if (arguments_has(context->arguments, "quiet"))
		return;
	for (size_t i = 0; i < check->notes.count; i++)
		fprintf(stderr, "mighook: %s\n", check->notes.items[i].ptr);
}

bool command_is_colored(const struct context *context, FILE *out)
{
	struct str when = arguments_value(context->arguments, "color");

	return str_equal(when, STR("always")) ||
		(!str_equal(when, STR("never")) && report_is_colored(out));
}

static int check_color(const struct context *context, struct error *reterr)
{
	struct str when = arguments_value(context->arguments, "color");

	if (!when.ptr || str_equal(when, STR("auto")) || str_equal(when, STR("always")) ||
		str_equal(when, STR("never")))
		return 0;
	return error_set(reterr, "--color: '%s' is none of auto, always, never",
		escape_text(context->arena, when, false).ptr);
}

static report_write *find_writer(const struct report *report, struct str name, struct error *reterr)
{
	const struct reporter *reporter = reporter_find(name);
	struct text names = {.arena = report->arena};

	if (reporter && reporter_writer(reporter, report))
		return reporter_writer(reporter, report);
	for (size_t i = 0; i < reporter_count; i++)
		if (reporter_writer(&reporters[i], report))
			text_addf(&names, "%s%s", names.len ? ", " : "", reporters[i].name);
	error_set(reterr, "--format: '%s' is none of %s", escape_text(report->arena, name, false).ptr,
		text_str(&names).ptr);
	return NULL;
}

static int write_to(const struct context *context, struct report *report, report_write *write,
	struct str path, struct error *reterr)
{
	FILE *out = path.ptr ? fopen(path.ptr, "we") : stdout;
	bool failed;

	if (!out)
		return error_set(reterr, "cannot write %s: %s",
			escape_text(context->arena, path, false).ptr, strerror(errno));
	report->colored = command_is_colored(context, out);
	write(out, report);
	failed = path.ptr && (ferror(out) | fclose(out));
	if (failed)
		return error_set(reterr, "cannot write %s", escape_text(context->arena, path, false).ptr);
	return 0;
}

int command_write_report(const struct context *context, struct report *report, struct error *reterr)
{
	struct str_list formats = arguments_values(context->arguments, context->arena, "format");

	if (check_color(context, reterr))
		return -1;
	if (arguments_has(context->arguments, "json"))
		str_list_add(context->arena, &formats, STR("json"));
	if (!formats.count)
		str_list_add(context->arena, &formats, STR("text"));
	for (size_t i = 0; i < formats.count; i++) {
		struct str rest = formats.items[i], name;
		report_write *write;

		str_next(&rest, '=', &name);
		write = find_writer(report, name, reterr);
		if (!write || write_to(context, report, write, rest, reterr))
			return -1;
	}
	return 0;
}

int command_wants_json(const struct context *context, bool *ret, struct error *reterr)
{
	struct str_list formats = arguments_values(context->arguments, context->arena, "format");
	bool json = arguments_has(context->arguments, "json");

	for (size_t i = 0; i < formats.count; i++) {
		if (!str_equal(formats.items[i], STR("text")) && !str_equal(formats.items[i], STR("json")))
			return error_set(reterr, "--format: '%s' is none of text, json",
				escape_text(context->arena, formats.items[i], false).ptr);
		json = str_equal(formats.items[i], STR("json"));
	}
	*ret = json;
	return check_color(context, reterr);
}

int command_fail_on(const struct context *context, enum severity *ret, struct error *reterr)
{
	struct str name = arguments_value(context->arguments, "fail-on");

	*ret = SEVERITY_ERROR;
	if (!name.ptr || (severity_parse(name, ret) && *ret != SEVERITY_OFF))
		return 0;
	return error_set(reterr, "--fail-on: '%s' is none of info, warning, error",
		escape_text(context->arena, name, false).ptr);
}

enum exit_code command_exit_code(const struct diagnostics *diagnostics, enum severity fail_on)
{
	for (size_t i = 0; i < diagnostics->count; i++)
		if (diagnostics->items[i].severity >= fail_on)
			return EXIT_FINDINGS;
	return EXIT_CLEAN;
}
