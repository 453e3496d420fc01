/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/unicode.h"
#include "lint/rule.h"
#include "report/formats.h"

enum { MAX_SOURCE_WIDTH = 120, PIECE = 32 * 1024 };

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

static void add_times(struct text *text, char byte, size_t count)
{
	char bytes[64];

	memset(bytes, byte, sizeof bytes);
	for (size_t piece; count; count -= piece) {
		piece = count < sizeof bytes ? count : sizeof bytes;
		text_add(text, (struct str){bytes, piece});
	}
}

/* Blanks below what was shown from `from` to `to`; a tab below a tab. */
static void add_margin(struct text *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (text->ptr[i] == '\t')
			text_add_byte(text, '\t');
		else if (((unsigned char)text->ptr[i] & 0xc0) != 0x80)
			text_add_byte(text, ' ');
}

/* The source line and a caret below the bytes that are meant. */
static void add_source(
	struct text *text, const struct style *style, const struct diagnostic *diagnostic)
{
	struct str line = diagnostic->source_line;
	size_t from = diagnostic->start.column - 1, to = line.len, shown, meant, meant_end, width;

	if (!line.ptr || !line.len || line.len > MAX_SOURCE_WIDTH || is_command(line) ||
		str_find(line, STR("##["), 0) < line.len)
		return;
	if (diagnostic->end.line == diagnostic->start.line && diagnostic->end.column - 1 < to)
		to = diagnostic->end.column - 1;
	text_add(text, STR("    "));
	text_add(text, str_from(style->faint));
	shown = text->len;
	escape_add(text, str_slice(line, 0, from), /* keep_tabs= */ true);
	meant = text->len;
	escape_add(text, str_slice(line, from, to), /* keep_tabs= */ true);
	meant_end = text->len;
	escape_add(text, str_slice(line, to, line.len), /* keep_tabs= */ true);
	text_add(text, STR("\n    "));
	add_margin(text, shown, meant);
	text_add_byte(text, '^');
	width = utf8_width((struct str){text->ptr + meant, meant_end - meant});
	add_times(text, '~', width ? width - 1 : 0);
	text_add(text, str_from(style->end));
	text_add_byte(text, '\n');
}

static void add_place(struct text *text, const struct diagnostic *diagnostic)
{
	if (is_command(diagnostic->path))
		text_add(text, STR("./"));
	escape_add(text, diagnostic->path, /* keep_tabs= */ false);
	text_add_byte(text, ':');
	text_add_number(text, diagnostic->start.line);
	text_add_byte(text, ':');
	text_add_number(text, diagnostic->start.column);
	text_add(text, STR(": "));
}

static void add_diagnostic(
	struct text *text, const struct style *style, const struct diagnostic *diagnostic)
{
	text_add(text, str_from(style->bold));
	if (diagnostic->path.ptr)
		add_place(text, diagnostic);
	text_add(text, str_from(style->end));
	text_add(text, str_from(style->severity[diagnostic->severity]));
	text_add(text, str_from(severity_name(diagnostic->severity)));
	text_add_byte(text, ':');
	text_add(text, str_from(style->end));
	text_add_byte(text, ' ');
	escape_add(text, diagnostic->message, /* keep_tabs= */ false);
	text_add_byte(text, ' ');
	text_add(text, str_from(style->faint));
	text_add_byte(text, '[');
	text_add(text, str_from(diagnostic->rule->key.id));
	text_add_byte(text, ']');
	text_add(text, str_from(style->end));
	text_add_byte(text, '\n');
	add_source(text, style, diagnostic);
	if (!diagnostic->hint.ptr)
		return;
	text_add(text, STR("  "));
	escape_add(text, diagnostic->hint, /* keep_tabs= */ false);
	text_add_byte(text, '\n');
}

/* Written a piece at a time: a call of the library for each word costs more than the words. */
static void write_diagnostics(
	FILE *out, const struct style *style, const struct diagnostics *diagnostics)
{
	struct arena scratch = {0};
	struct text text = {.arena = &scratch};

	for (size_t i = 0; i < diagnostics->count; i++) {
		/* A blank line between files shows what belongs together. */
		if (i && !str_equal(diagnostics->items[i].path, diagnostics->items[i - 1].path))
			text_add_byte(&text, '\n');
		add_diagnostic(&text, style, &diagnostics->items[i]);
		if (text.len > PIECE || i + 1 == diagnostics->count) {
			fwrite(text.ptr, 1, text.len, out);
			text.len = 0;
		}
	}
	arena_release(&scratch);
}

void report_text(FILE *out, const struct report *report)
{
	const struct style *style = report->colored ? &colored : &plain;

	write_diagnostics(out, style, &report->diagnostics);
	for (size_t i = 0; i < report->commits.count; i++) {
		const struct report_commit *commit = &report->commits.items[i];

		fprintf(out, "%scommit %s%s %s\n", style->bold, commit->id.ptr, style->end,
			escape_text(report->arena, commit->subject, /* keep_tabs= */ false).ptr);
		write_diagnostics(out, style, &commit->diagnostics);
		fputc('\n', out);
	}
	if (!report->summary.ptr)
		return;
	if (report->diagnostics.count)
		fputc('\n', out);
	fprintf(out, "%s\n", report->summary.ptr);
}
