/* SPDX-License-Identifier: MIT */
#include "lint/diagnostic.h"

#include "base/sort.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "lint/rule.h"

static _printf_(2, 0) struct diagnostic *add(
	struct diagnostics *out, const char *format, va_list values)
{
	struct diagnostic *diagnostic = vec_append(out->arena, out);

	diagnostic->rule = out->rule;
	diagnostic->severity = out->severity;
	diagnostic->takes_approval = out->takes_approval;
	diagnostic->start = diagnostic->end = (struct position){1, 1};
	diagnostic->start_character = diagnostic->end_character = 1;
	diagnostic->message = str_vformat(out->arena, format, values);
	return diagnostic;
}

static struct str line_at(struct str text, size_t offset)
{
	size_t from = offset, to = str_find(text, STR("\n"), offset);

	while (from && text.ptr[from - 1] != '\n')
		from--;
	if (to > from && text.ptr[to - 1] == '\r')
		to--;
	return str_slice(text, from, to);
}

/* The column in code points of an offset whose column in bytes is known. */
static uint32_t character_at(struct str content, size_t offset, uint32_t column)
{
	static const struct str byte_order_mark = {"\xef\xbb\xbf", 3};
	struct str before;

	offset = offset < content.len ? offset : content.len;
	before = str_slice(content, offset - (column - 1), offset);
	if (before.ptr == content.ptr && str_starts(before, byte_order_mark))
		before = str_slice(before, byte_order_mark.len, before.len);
	return (uint32_t)utf8_width(before) + 1;
}

static void set_place(
	struct diagnostics *out, struct diagnostic *diagnostic, struct str content, struct span span)
{
	bool is_behind = out->last.text == content.ptr && out->last.offset <= span.from;
	bool is_same_line;

	diagnostic->content = content;
	if (!span.from && !span.to)
		return;
	/* a line ends before its line end, be that CRLF too */
	if (span.to > span.from && span.to < content.len && content.ptr[span.to] == '\n' &&
		content.ptr[span.to - 1] == '\r')
		span.to--;
	diagnostic->span = span;
	if (is_behind && out->last.offset == span.from && out->last.end_offset == span.to) {
		diagnostic->start = out->last.position;
		diagnostic->end = out->last.end;
		diagnostic->start_character = out->last.character;
		diagnostic->end_character = out->last.end_character;
		diagnostic->source_line = out->last.line;
		return;
	}
	diagnostic->start = is_behind
		? position_after(content, out->last.offset, out->last.position, span.from)
		: position_at(content, span.from);
	diagnostic->end = position_after(content, span.from, diagnostic->start, span.to);
	/* A line may be a whole file of one line: what is known of its start is not asked again. */
	is_same_line = is_behind && diagnostic->start.line == out->last.position.line;
	diagnostic->start_character = is_same_line
		? out->last.character +
			(uint32_t)utf8_width(str_slice(content, out->last.offset, span.from))
		: character_at(content, span.from, diagnostic->start.column);
	diagnostic->end_character = span.from && diagnostic->end.line == diagnostic->start.line
		? diagnostic->start_character + (uint32_t)utf8_width(str_slice(content, span.from, span.to))
		: character_at(content, span.to, diagnostic->end.column);
	diagnostic->source_line = is_same_line ? out->last.line : line_at(content, span.from);
	out->last.text = content.ptr;
	out->last.offset = span.from;
	out->last.position = diagnostic->start;
	out->last.character = diagnostic->start_character;
	out->last.line = diagnostic->source_line;
	out->last.end_offset = span.to;
	out->last.end = diagnostic->end;
	out->last.end_character = diagnostic->end_character;
}

struct diagnostic *diagnose(struct diagnostics *out, const struct migration_file *file,
	struct span span, const char *format, ...)
{
	struct diagnostic *diagnostic;
	va_list values;

	va_start(values, format);
	diagnostic = add(out, format, values);
	va_end(values);
	diagnostic->path = file->path;
	diagnostic->file = file;
	if (file->script)
		set_place(out, diagnostic, file->script->content, span);
	return diagnostic;
}

struct diagnostic *diagnose_text(struct diagnostics *out, struct str path, struct str content,
	struct span span, const char *format, ...)
{
	struct diagnostic *diagnostic;
	va_list values;

	va_start(values, format);
	diagnostic = add(out, format, values);
	va_end(values);
	diagnostic->path = path;
	set_place(out, diagnostic, content, span);
	return diagnostic;
}

struct diagnostic *diagnose_path(struct diagnostics *out, struct str path, const char *format, ...)
{
	struct diagnostic *diagnostic;
	va_list values;

	va_start(values, format);
	diagnostic = add(out, format, values);
	va_end(values);
	diagnostic->path = path;
	return diagnostic;
}

void diagnostic_hint(
	struct diagnostics *out, struct diagnostic *diagnostic, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	diagnostic->hint = str_vformat(out->arena, format, values);
	va_end(values);
}

void diagnostic_renames(struct diagnostics *out, struct diagnostic *diagnostic, struct moves moves)
{
	diagnostic->moves = moves;
	diagnostic_hint(out, diagnostic, "Run: %s", suggest_command(out->arena, &moves).ptr);
}

void diagnostic_at_most(struct diagnostic *diagnostic, enum severity severity)
{
	if (diagnostic->severity > severity)
		diagnostic->severity = severity;
}

static int compare(const void *a, const void *b)
{
	const struct diagnostic *first = a, *second = b;
	int order = str_compare(first->path, second->path);

	if (!order)
		order = (first->start.line > second->start.line) - (first->start.line < second->start.line);
	if (!order)
		order = (first->start.column > second->start.column) -
			(first->start.column < second->start.column);
	if (!order)
		order = strcmp(first->rule->key.id, second->rule->key.id);
	return order ? order : str_compare(first->message, second->message);
}

void diagnostics_sort(struct diagnostics *diagnostics)
{
	sort(diagnostics->items, diagnostics->count, sizeof *diagnostics->items, compare);
}

size_t diagnostics_count(const struct diagnostics *diagnostics, enum severity severity)
{
	size_t count = 0;

	for (size_t i = 0; i < diagnostics->count; i++)
		count += diagnostics->items[i].severity == severity;
	return count;
}
