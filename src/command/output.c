/* SPDX-License-Identifier: MIT */
/* What commands print alike: reports in the formats asked for, notes, colours, exit codes. */
#include <fcntl.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
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

/* A format, and where it goes. */
struct output {
	report_write *write;
	struct str path; /* ptr NULL: standard output */
	FILE *out;
};

struct outputs {
	struct output *items;
	size_t count;
};

static void close_outputs(struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++)
		if (outputs->items[i].path.ptr && outputs->items[i].out)
			fclose(outputs->items[i].out);
}

static int read_format(
	const struct report *report, struct str format, struct output *ret, struct error *reterr)
{
	struct str path = format, name;

	str_next(&path, '=', &name);
	if (name.len == format.len)
		path = (struct str){NULL, 0};
	else if (!path.len)
		return error_set(reterr, "--format: there is no FILE behind '%s'",
			escape_text(report->arena, format, false).ptr);
	ret->path = path;
	ret->write = find_writer(report, name, reterr);
	return ret->write ? 0 : -1;
}

/* Two reports in one file would overwrite each other. */
static int require_own_file(
	const struct outputs *outputs, const struct output *output, struct error *reterr)
{
	struct stat own, other;

	if (fstat(fileno(output->out), &own) || !S_ISREG(own.st_mode))
		return 0;
	for (const struct output *before = outputs->items; before < output; before++)
		if (!fstat(fileno(before->out), &other) && own.st_dev == other.st_dev &&
			own.st_ino == other.st_ino) {
			struct arena scratch = {0};

			error_set(reterr, "--format: two of them go to %s",
				escape_text(&scratch, output->path, false).ptr);
			arena_release(&scratch);
			return -1;
		}
	return 0;
}

/*
 * The file is written where it stands, by its owner's mode, and not replaced: it may be a pipe, a
 * device, or mounted, as the summary of a job in a container is. Nothing is in it yet.
 */
static int open_output(const struct outputs *outputs, struct output *output, struct error *reterr)
{
	int descriptor;

	if (!output->path.ptr) {
		output->out = stdout;
		return 0;
	}
	descriptor = open(output->path.ptr, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	output->out = descriptor < 0 ? NULL : fdopen(descriptor, "w");
	if (!output->out) {
		int result = file_failed("write", output->path, reterr);

		if (descriptor >= 0)
			close(descriptor);
		return result;
	}
	return require_own_file(outputs, output, reterr);
}

static int write_output(const struct context *context, struct report *report, struct output *output,
	struct error *reterr)
{
	struct stat status;
	FILE *out = output->out;
	bool failed;

	report->colored = command_is_colored(context, out);
	if (!output->path.ptr) {
		output->write(out, report);
		return 0;
	}
	if (!fstat(fileno(out), &status) && S_ISREG(status.st_mode) && ftruncate(fileno(out), 0))
		return file_failed("write", output->path, reterr);
	output->write(out, report);
	failed = ferror(out);
	output->out = NULL;
	return fclose(out) || failed ? file_failed("write", output->path, reterr) : 0;
}

int command_write_report(const struct context *context, struct report *report, struct error *reterr)
{
	struct str_list formats = arguments_values(context->arguments, context->arena, "format");
	_cleanup_(close_outputs) struct outputs outputs = {0};

	if (check_color(context, reterr))
		return -1;
	if (arguments_has(context->arguments, "json"))
		str_list_add(context->arena, &formats, STR("json"));
	if (!formats.count)
		str_list_add(context->arena, &formats, STR("text"));
	outputs.items = arena_array(context->arena, struct output, formats.count);
	for (; outputs.count < formats.count; outputs.count++)
		if (read_format(
				report, formats.items[outputs.count], &outputs.items[outputs.count], reterr))
			return -1;
	for (size_t i = 0; i < outputs.count; i++)
		if (open_output(&outputs, &outputs.items[i], reterr))
			return -1;
	for (size_t i = 0; i < outputs.count; i++)
		if (write_output(context, report, &outputs.items[i], reterr))
			return -1;
	return 0;
}

int command_choose_format(
	const struct context *context, const char *known, struct str *ret, struct error *reterr)
{
	struct str_list formats = arguments_values(context->arguments, context->arena, "format");
	struct str format = arguments_has(context->arguments, "json") ? STR("json") : STR("text");
	struct str rest = str_from(known), word;
	struct text names = {.arena = context->arena};
	struct str_list words = {0};

	while (str_next(&rest, '|', &word)) {
		text_addf(&names, "%s%.*s", words.count ? ", " : "", STR_ARG(word));
		str_list_add(context->arena, &words, word);
	}
	for (size_t i = 0; i < formats.count; i++) {
		format = formats.items[i];
		if (!str_list_contains(&words, format))
			return error_set(reterr, "--format: '%s' is none of %s",
				escape_text(context->arena, format, false).ptr, text_str(&names).ptr);
	}
	*ret = format;
	return check_color(context, reterr);
}

int command_wants_json(const struct context *context, bool *ret, struct error *reterr)
{
	struct str format;

	if (command_choose_format(context, "text|json", &format, reterr))
		return -1;
	*ret = str_equal(format, STR("json"));
	return 0;
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
