/* SPDX-License-Identifier: MIT */
/*
 * For the summary of a job or a comment of a pull request: a table for each file. Paths are no
 * links: a relative one leads nowhere from either place.
 */
#include "lint/rule.h"
#include "report/formats.h"
#include "report/markdown_text.h"

static void write_count(FILE *out, size_t count, const char *what)
{
	fprintf(out, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

/* Where it is: a line and its columns, or the place it ends at; a whole file is neither. */
static void write_place(FILE *out, const struct diagnostic *diagnostic)
{
	struct position start = diagnostic->start, end = diagnostic->end;

	if (start.line == end.line && start.column == end.column)
		fprintf(out, "%u:%u", start.line, start.column);
	else if (start.line == end.line)
		fprintf(out, "%u:%u-%u", start.line, start.column, end.column);
	else
		fprintf(out, "%u:%u-%u:%u", start.line, start.column, end.line, end.column);
}

static void write_diagnostic(FILE *out, struct arena *scratch, const struct diagnostic *diagnostic)
{
	fputs("| ", out);
	write_place(out, diagnostic);
	fprintf(out, " | %s | `%s` | %s", severity_name(diagnostic->severity), diagnostic->rule->key.id,
		markdown_sentence(scratch, diagnostic->message).ptr);
	if (diagnostic->hint.ptr)
		fprintf(out, "<br>%s", markdown_sentence(scratch, diagnostic->hint).ptr);
	fputs(" |\n", out);
}

static void write_diagnostics(FILE *out, const struct diagnostics *diagnostics)
{
	struct arena scratch = {0};

	for (size_t i = 0; i < diagnostics->count; i++) {
		const struct diagnostic *diagnostic = &diagnostics->items[i];

		if (!i || !str_equal(diagnostic->path, diagnostics->items[i - 1].path))
			fprintf(out,
				"\n#### %s\n\n| Place | Severity | Rule | Finding |\n"
				"| --- | --- | --- | --- |\n",
				diagnostic->path.ptr ? markdown_code(&scratch, diagnostic->path).ptr
									 : "The change");
		write_diagnostic(out, &scratch, diagnostic);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}

static void write_check(FILE *out, const struct report *report)
{
	const struct diagnostics *diagnostics = &report->diagnostics;
	size_t infos = diagnostics_count(diagnostics, SEVERITY_INFO);

	fputs("<!-- mighook:check -->\n## Migration check\n\n**", out);
	write_count(out, diagnostics_count(diagnostics, SEVERITY_ERROR), "error");
	fputs(", ", out);
	write_count(out, diagnostics_count(diagnostics, SEVERITY_WARNING), "warning");
	if (infos) {
		fputs(", ", out);
		write_count(out, infos, "info");
	}
	fputs("** in ", out);
	write_count(out, report->migrations, "migration");
	fputs(" (", out);
	write_count(out, report->changed, "changed file");
	fputs(")", out);
	if (report->unread) {
		fputs("; ", out);
		write_count(out, report->unread, "part");
		fputs(" of their SQL could not be read", out);
	}
	fputs("\n", out);
	if (!report->migrations)
		fputs("\nThere is no migration here to judge.\n", out);
	write_diagnostics(out, diagnostics);
	if (diagnostics->count)
		fputs("\nWhy a rule asks for it: `mighook explain RULE`\n", out);
}

static void write_audit(FILE *out, const struct report *report)
{
	fprintf(out,
		"<!-- mighook:audit -->\n## Migration audit\n\n"
		"**%zu of %zu commits** violate the policy\n",
		report->violating, report->commit_count);
	for (size_t i = 0; i < report->commits.count; i++) {
		const struct report_commit *commit = &report->commits.items[i];
		struct arena scratch = {0};

		fprintf(out, "\n### %s %s\n", markdown_code(&scratch, commit->id).ptr,
			markdown_sentence(&scratch, commit->subject).ptr);
		write_diagnostics(out, &commit->diagnostics);
		arena_release(&scratch);
	}
}

void report_markdown(FILE *out, const struct report *report)
{
	if (report->source)
		write_check(out, report);
	else
		write_audit(out, report);
}
