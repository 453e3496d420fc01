/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/unicode.h"
#include "lint/rule.h"
#include "report/formats.h"

enum { MAX_SOURCE_WIDTH = 120 };

struct style {
	const char *severity[4], *bold, *faint, *end;
};

static const struct style plain = {{"", "", "", ""}, "", "", ""};
static const struct style colored = {
	{"", "\x1b[36m", "\x1b[33m", "\x1b[31m"}, "\x1b[1m", "\x1b[2m", "\x1b[0m"};

/* GitHub's logs take a line for a command whose first word begins with "::", behind blanks of any
 * script; what is shown indented or first in its line must not look so. */
static bool is_command(struct str line)
{
	size_t at = 0;

	while (at < line.len && (line.ptr[at] <= ' ' || line.ptr[at] > '~'))
		at++;
	return str_starts(str_slice(line, at, line.len), STR("::"));
}

/* The source line and a caret below the bytes that are meant. */
static void write_source(FILE *out, const struct report *report, const struct style *style,
	const struct diagnostic *diagnostic)
{
	struct str line = diagnostic->source_line, before, meant;
	size_t from = diagnostic->start.column - 1, to = line.len;

	if (!line.ptr || !line.len || line.len > MAX_SOURCE_WIDTH || is_command(line) ||
		str_find(line, STR("##["), 0) < line.len)
		return;
	if (diagnostic->end.line == diagnostic->start.line && diagnostic->end.column - 1 < to)
		to = diagnostic->end.column - 1;
	before = escape_text(report->arena, str_slice(line, 0, from), /* keep_tabs= */ true);
	meant = escape_text(report->arena, str_slice(line, from, to), /* keep_tabs= */ true);
	fprintf(out, "    %s%s%s%s\n    ", style->faint, before.ptr, meant.ptr,
		escape_text(report->arena, str_slice(line, to, line.len), /* keep_tabs= */ true).ptr);
	for (size_t i = 0; i < before.len; i++)
		if (before.ptr[i] == '\t')
			fputc('\t', out);
		else if (((unsigned char)before.ptr[i] & 0xc0) != 0x80)
			fputc(' ', out);
	fputc('^', out);
	for (size_t i = 1; i < utf8_width(meant); i++)
		fputc('~', out);
	fprintf(out, "%s\n", style->end);
}

static void write_diagnostic(FILE *out, const struct report *report, const struct style *style,
	const struct diagnostic *diagnostic)
{
	fprintf(out, "%s", style->bold);
	if (diagnostic->path.ptr)
		fprintf(out, "%s%s:%u:%u: ", is_command(diagnostic->path) ? "./" : "",
			escape_text(report->arena, diagnostic->path, /* keep_tabs= */ false).ptr,
			diagnostic->start.line, diagnostic->start.column);
	fprintf(out, "%s%s%s:%s %s %s[%s]%s\n", style->end, style->severity[diagnostic->severity],
		severity_name(diagnostic->severity), style->end,
		escape_text(report->arena, diagnostic->message, /* keep_tabs= */ false).ptr, style->faint,
		diagnostic->rule->key.id, style->end);
	write_source(out, report, style, diagnostic);
	if (diagnostic->hint.ptr)
		fprintf(out, "  %s\n",
			escape_text(report->arena, diagnostic->hint, /* keep_tabs= */ false).ptr);
}

static void write_diagnostics(FILE *out, const struct report *report, const struct style *style,
	const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->count; i++) {
		/* A blank line between files shows what belongs together. */
		if (i && !str_equal(diagnostics->items[i].path, diagnostics->items[i - 1].path))
			fputc('\n', out);
		write_diagnostic(out, report, style, &diagnostics->items[i]);
	}
}

void report_text(FILE *out, const struct report *report)
{
	const struct style *style = report->colored ? &colored : &plain;

	write_diagnostics(out, report, style, &report->diagnostics);
	for (size_t i = 0; i < report->commits.count; i++) {
		const struct report_commit *commit = &report->commits.items[i];

		fprintf(out, "%scommit %s%s %s\n", style->bold, commit->id.ptr, style->end,
			escape_text(report->arena, commit->subject, /* keep_tabs= */ false).ptr);
		write_diagnostics(out, report, style, &commit->diagnostics);
		fputc('\n', out);
	}
	if (!report->summary.ptr)
		return;
	if (report->diagnostics.count)
		fputc('\n', out);
	fprintf(out, "%s\n", report->summary.ptr);
}
