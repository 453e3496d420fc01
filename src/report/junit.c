/* SPDX-License-Identifier: MIT */
/*
 * JUnit's XML, as Jenkins and GitLab read it: a suite for each judged file, a case in it for each
 * finding. What would not fail the run passes, with its text as output; a file without findings is
 * a case that passes. Names tell no line, so that a case stays the same when lines move.
 */
#include "base/escape.h"
#include "base/sort.h"
#include "base/vec.h"
#include "report/drift.h"
#include "report/finding.h"
#include "report/formats.h"
#include "rules/rules.h"

#define NO_FILE STR("the change")

struct suite {
	struct str name, passed; /* passed: name of the case that stands for no finding */
	const struct finding *findings;
	size_t count, failures;
};

struct suites {
	struct arena *arena;
	struct suite *items;
	size_t count, capacity;
};

/* What XML 1.0 (2.2) cannot hold at all is written \xNN, as what a terminal cannot show. */
static struct str xml(struct arena *arena, struct str text)
{
	struct str shown = escape_text(arena, text, /* keep_tabs= */ false);
	struct text escaped = {.arena = arena};

	for (size_t i = 0; i < shown.len; i++) {
		struct str rest = str_slice(shown, i, shown.len);

		if (str_starts(rest, STR("\xef\xbf\xbe")) || str_starts(rest, STR("\xef\xbf\xbf"))) {
			text_addf(&escaped, "\\xEF\\xBF\\x%02X", (unsigned char)rest.ptr[2]);
			i += 2;
		} else if (str_has(STR("&<>\"'"), rest.ptr[0])) {
			text_addf(&escaped, "&#%u;", (unsigned char)rest.ptr[0]);
		} else {
			text_add_byte(&escaped, rest.ptr[0]);
		}
	}
	return text_str(&escaped);
}

static struct str file_of(const struct finding *finding)
{
	return finding->diagnostic->path.ptr ? finding->diagnostic->path : NO_FILE;
}

static bool fails(const struct report *report, const struct finding *finding)
{
	return finding->diagnostic->severity >= report->fail_on;
}

static void add_suite(struct suites *suites, const struct report *report, struct str name,
	const struct finding *findings, size_t count)
{
	struct suite *suite = vec_push(suites->arena, suites);

	*suite = (struct suite){.name = name, .passed = STR("no finding")};
	suite->findings = findings;
	suite->count = count;
	for (size_t i = 0; i < count; i++)
		suite->failures += fails(report, &findings[i]);
}

static bool is_of_same_suite(const struct finding *a, const struct finding *b)
{
	return a->commit == b->commit && (a->commit || str_equal(file_of(a), file_of(b)));
}

static int compare_paths(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* The files that were judged and the files of findings: both are sorted, and here they meet. */
static struct suites suites_of(const struct report *report, const struct findings *findings)
{
	struct suites suites = {.arena = report->arena};
	struct str *judged = arena_array(report->arena, struct str, report->judged.count);
	size_t at = 0;

	if (report->judged.count)
		memcpy(judged, report->judged.items, report->judged.count * sizeof *judged);
	sort(judged, report->judged.count, sizeof *judged, compare_paths);
	for (size_t i = 0, end; i < findings->count; i = end) {
		const struct finding *first = &findings->items[i];
		struct str path = first->diagnostic->path;

		for (end = i + 1; end < findings->count; end++)
			if (!is_of_same_suite(first, &findings->items[end]))
				break;
		for (; at < report->judged.count && str_compare(judged[at], path) < 0; at++)
			add_suite(&suites, report, judged[at], NULL, 0);
		while (at < report->judged.count && str_equal(judged[at], path))
			at++;
		add_suite(
			&suites, report, first->commit ? first->commit->id : file_of(first), first, end - i);
	}
	for (; at < report->judged.count; at++)
		add_suite(&suites, report, judged[at], NULL, 0);
	/* where nothing differs: what was compared */
	for (size_t i = 0; !findings->count && report->drift && i < report->drift->summaries.count;
		 i++) {
		add_suite(&suites, report, str_from(report->command), NULL, 0);
		suites.items[suites.count - 1].passed = report->drift->summaries.items[i];
	}
	if (!suites.count) {
		/* Readers take a report without any case for a broken one. */
		add_suite(&suites, report, str_from(report->command), NULL, 0);
		suites.items[0].passed = STR("nothing to judge");
		if (report->commit_count)
			suites.items[0].passed = str_format(report->arena, "%zu commits", report->commit_count);
	}
	return suites;
}

static size_t number_of(const struct rule *rule)
{
	size_t number = 0;

	while (rules[number] != rule)
		number++;
	return number;
}

/* `ordinal` tells a rule's findings in one file apart. */
static void write_case(FILE *out, struct arena *scratch, const struct report *report,
	const struct finding *finding, size_t ordinal)
{
	const struct diagnostic *diagnostic = finding->diagnostic;
	const char *element = fails(report, finding) ? "failure" : "system-out";
	const char *severity = severity_name(diagnostic->severity);
	struct str path = xml(scratch, file_of(finding)),
			   message = xml(scratch, finding_message(scratch, finding));

	fprintf(out, "    <testcase classname=\"%s\" name=\"%s", path.ptr, diagnostic->rule->key.id);
	if (ordinal)
		fprintf(out, " %zu", ordinal + 1);
	fprintf(out, "\" file=\"%s\" line=\"%u\" time=\"0\">\n      <%s",
		xml(scratch, finding_path(finding)).ptr, diagnostic->start.line, element);
	if (fails(report, finding))
		fprintf(out, " type=\"%s\" message=\"%s\"", severity, message.ptr);
	fprintf(out, ">%s:%u:%u-%u:%u: %s: %s", path.ptr, diagnostic->start.line,
		diagnostic->start.column, diagnostic->end.line, diagnostic->end.column, severity,
		message.ptr);
	if (diagnostic->hint.ptr)
		fprintf(out, "\n%s", xml(scratch, diagnostic->hint).ptr);
	fprintf(out, "</%s>\n    </testcase>\n", element);
}

static void write_suite(FILE *out, const struct report *report, const struct suite *suite)
{
	struct arena scratch = {0}, scratch_of_case = {0};
	size_t *seen = arena_array(&scratch, size_t, rule_count);
	struct str name = xml(&scratch, suite->name);

	fprintf(out,
		"  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
		"skipped=\"0\" time=\"0\">\n",
		name.ptr, suite->count ? suite->count : 1, suite->failures);
	if (!suite->count)
		fprintf(out, "    <testcase classname=\"%s\" name=\"%s\" time=\"0\"/>\n", name.ptr,
			suite->passed.ptr);
	for (size_t i = 0; i < suite->count; i++) {
		if (i && !str_equal(file_of(&suite->findings[i]), file_of(&suite->findings[i - 1])))
			memset(seen, 0, rule_count * sizeof *seen);
		write_case(out, &scratch_of_case, report, &suite->findings[i],
			seen[number_of(suite->findings[i].diagnostic->rule)]++);
		arena_reset(&scratch_of_case);
	}
	fputs("  </testsuite>\n", out);
	arena_release(&scratch_of_case);
	arena_release(&scratch);
}

void report_junit(FILE *out, const struct report *report)
{
	struct findings findings = findings_of(report);
	struct suites suites = suites_of(report, &findings);
	size_t tests = 0, failures = 0;

	for (size_t i = 0; i < suites.count; i++) {
		tests += suites.items[i].count ? suites.items[i].count : 1;
		failures += suites.items[i].failures;
	}
	fprintf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"mighook\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" time=\"0\">\n",
		tests, failures);
	for (size_t i = 0; i < suites.count; i++)
		write_suite(out, report, &suites.items[i]);
	fputs("</testsuites>\n", out);
}
