/* SPDX-License-Identifier: MIT */
#include "report/finding.h"

#include "base/sha256.h"
#include "base/sort.h"
#include "lint/rule.h"

/* Of a longer line only what follows the finding's start counts: a file may be one line. */
enum { MAX_LINE = 512 };

static struct str significant_line(const struct diagnostic *diagnostic)
{
	struct str line = diagnostic->source_line;

	if (line.len > MAX_LINE)
		line = str_slice(
			line, diagnostic->start.column - 1, diagnostic->start.column - 1 + MAX_LINE);
	return str_trim(line);
}

/* What stays when lines move. The message does not count: it may name a line or a day. */
static struct str key_of(struct arena *arena, struct arena *scratch, const struct finding *finding)
{
	const struct diagnostic *diagnostic = finding->diagnostic;
	struct text text = {.arena = scratch};

	text_add(&text, str_from(diagnostic->rule->key.id));
	text_add_byte(&text, '\0');
	text_add(&text, diagnostic->path);
	text_add_byte(&text, '\0');
	if (finding->commit)
		text_add(&text, finding->commit->id);
	text_add_byte(&text, '\0');
	text_add(&text, significant_line(diagnostic));
	return sha256_hex(arena, text_str(&text));
}

/* A key, and whose it is. */
struct keyed {
	struct str key;
	size_t item;
};

static int compare(const void *a, const void *b)
{
	const struct keyed *first = a, *second = b;
	int order = str_compare(first->key, second->key);

	return order ? order : (first->item > second->item) - (first->item < second->item);
}

/* Equals are told apart by their number among themselves. */
static void set_fingerprints(struct arena *arena, struct findings *findings)
{
	struct arena scratch = {0};
	struct keyed *keys = arena_array(arena, struct keyed, findings->count);
	size_t ordinal = 0;

	for (size_t i = 0; i < findings->count; i++) {
		keys[i] = (struct keyed){key_of(arena, &scratch, &findings->items[i]), i};
		arena_reset(&scratch);
	}
	sort(keys, findings->count, sizeof *keys, compare);
	for (size_t i = 0; i < findings->count; i++) {
		ordinal = i && str_equal(keys[i].key, keys[i - 1].key) ? ordinal + 1 : 0;
		findings->items[keys[i].item].fingerprint = sha256_hex(
			arena, str_format(&scratch, "%s:%zu", keys[i].key.ptr, ordinal));
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}

static void add_all(struct findings *findings, const struct diagnostics *diagnostics,
	const struct report_commit *commit)
{
	for (size_t i = 0; i < diagnostics->count; i++)
		findings->items[findings->count++] = (struct finding){
			.diagnostic = &diagnostics->items[i], .commit = commit};
}

struct findings findings_of(const struct report *report)
{
	size_t count = report->diagnostics.count;
	struct findings findings = {0};

	for (size_t i = 0; i < report->commits.count; i++)
		count += report->commits.items[i].diagnostics.count;
	findings.items = arena_array(report->arena, struct finding, count);
	add_all(&findings, &report->diagnostics, NULL);
	for (size_t i = 0; i < report->commits.count; i++)
		add_all(&findings, &report->commits.items[i].diagnostics, &report->commits.items[i]);
	set_fingerprints(report->arena, &findings);
	return findings;
}

struct str finding_path(const struct finding *finding)
{
	return finding->diagnostic->path.ptr ? finding->diagnostic->path : STR(".mighook.yaml");
}

struct str finding_message(struct arena *arena, const struct finding *finding)
{
	struct str message = finding->diagnostic->message;

	if (!finding->commit)
		return message;
	return str_format(arena, "%s: %.*s", finding->commit->id.ptr, STR_ARG(message));
}
