/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "report/formats.h"

/*
 * GitHub documentation, "Workflow commands": '%', CR and LF are percent-encoded; in a property also
 * ':' and ','. What is no UTF-8 or a control byte was escaped before.
 */
static struct str encode(struct arena *arena, struct str text, bool is_property)
{
	struct text encoded = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (byte == '%' || byte == '\r' || byte == '\n' ||
			(is_property && (byte == ':' || byte == ',')))
			text_addf(&encoded, "%%%02X", (unsigned char)byte);
		else
			text_add_byte(&encoded, byte);
	}
	return text_str(&encoded);
}

static const char *command_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return "error";
	case SEVERITY_WARNING:
		return "warning";
	default:
		return "notice";
	}
}

static void write_diagnostic(
	FILE *out, struct arena *arena, const struct diagnostic *diagnostic, struct str commit)
{
	struct str message = escape_text(arena, diagnostic->message, /* keep_tabs= */ false);

	fprintf(out, "::%s ", command_of(diagnostic->severity));
	if (diagnostic->path.ptr)
		fprintf(out, "file=%s,line=%u,endLine=%u,col=%u,endColumn=%u,",
			encode(arena, escape_text(arena, diagnostic->path, /* keep_tabs= */ false), true).ptr,
			diagnostic->start.line, diagnostic->end.line, diagnostic->start.column,
			diagnostic->end.column);
	fprintf(out, "title=%s::%s%s%s", diagnostic->rule->key.id, commit.ptr ? commit.ptr : "",
		commit.ptr ? ": " : "", encode(arena, message, false).ptr);
	if (diagnostic->hint.ptr)
		fprintf(out, "%%0A%s",
			encode(arena, escape_text(arena, diagnostic->hint, /* keep_tabs= */ false), false).ptr);
	fputc('\n', out);
}

void report_github(FILE *out, const struct report *report)
{
	for (size_t i = 0; i < report->diagnostics.count; i++)
		write_diagnostic(out, report->arena, &report->diagnostics.items[i], (struct str){NULL, 0});
	for (size_t i = 0; i < report->commits.count; i++) {
		const struct report_commit *commit = &report->commits.items[i];

		for (size_t j = 0; j < commit->diagnostics.count; j++)
			write_diagnostic(out, report->arena, &commit->diagnostics.items[j], commit->id);
	}
}
