/* SPDX-License-Identifier: MIT */
#include "lint/suppression.h"

#include "base/vec.h"
#include "lint/rule.h"

/* Cuts "until=..." off the end. */
static struct str take_until(struct str *reason)
{
	size_t at = reason->len;
	struct str word;

	while (at && !is_blank(reason->ptr[at - 1]))
		at--;
	word = str_slice(*reason, at, reason->len);
	if (!str_starts(word, STR("until=")))
		return (struct str){NULL, 0};
	*reason = str_trim(str_slice(*reason, 0, at));
	return str_slice(word, STR("until=").len, word.len);
}

/* How many statements end at or before `offset`. */
static size_t count_ends(const struct script *script, size_t offset)
{
	size_t from = 0, to = script->scan.statement_ends.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (script->scan.statement_ends.items[middle] <= offset)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The first statement end behind `offset`; the end of the file if there is none. */
static size_t next_end(const struct script *script, size_t offset)
{
	size_t count = count_ends(script, offset);

	return count < script->scan.statement_ends.count ? script->scan.statement_ends.items[count]
													 : script->content.len;
}

/* The last statement end at or before `offset`; 0 if there is none. */
static size_t last_end(const struct script *script, size_t offset)
{
	size_t count = count_ends(script, offset);

	return count ? script->scan.statement_ends.items[count - 1] : 0;
}

/* What was found about the comment before: the next one may stand in the same line. */
struct reading {
	size_t offset, line_start; /* of the comment, and of the line it starts in */
	size_t end, line_end, covered_end; /* of the comment, the line it ends in, its statements */
	bool has_end; /* the last three are known */
};

static size_t find_line_start(struct reading *reading, const struct script *script, size_t offset)
{
	size_t from = reading->offset <= offset ? reading->offset : 0, start = offset;

	while (start > from && !is_line_end(script->content.ptr[start - 1]))
		start--;
	if (start == from)
		start = from ? reading->line_start : 0;
	reading->offset = offset;
	reading->line_start = start;
	return start;
}

/* The end of the line, or of a statement of the line that goes on in the next. */
static size_t find_covered_end(
	struct reading *reading, const struct script *script, size_t comment_end)
{
	size_t open;

	if (reading->has_end && reading->end <= comment_end && comment_end <= reading->line_end)
		return reading->covered_end;
	reading->has_end = true;
	reading->end = reading->line_end = comment_end;
	while (reading->line_end < script->content.len &&
		!is_line_end(script->content.ptr[reading->line_end]))
		reading->line_end++;
	open = last_end(script, reading->line_end);
	reading->covered_end = scan_first_sql(script->content, open, reading->line_end) <
			reading->line_end
		? next_end(script, reading->line_end)
		: reading->line_end;
	return reading->covered_end;
}

/* The statements that the comment is about, each with all of its lines: those it shares a line
 * with, or if it has the line for itself the one it stands in or before. */
static struct span covered(
	struct reading *reading, const struct script *script, const struct comment *comment)
{
	size_t from = last_end(script, find_line_start(reading, script, comment->offset));

	return (struct span){from,
		comment->starts_line ? next_end(script, comment->end)
							 : find_covered_end(reading, script, comment->end)};
}

/* mighook: allow RULE[,RULE] REASON [until=YYYY-MM-DD] */
static void read_allow(struct suppression *suppression, struct arena *arena, struct str rest)
{
	struct str names, name;

	suppression->is_understood = str_equal(str_next_word(&rest), STR("allow"));
	names = str_next_word(&rest);
	/* "a, b": a list may have blanks behind its commas */
	while (names.len && names.ptr[names.len - 1] == ',' && rest.len) {
		struct str more = str_next_word(&rest);

		names = (struct str){names.ptr, (size_t)(more.ptr - names.ptr) + more.len};
	}
	while (str_next(&names, ',', &name))
		if (str_trim(name).len)
			str_list_add(arena, &suppression->rules, str_trim(name));
	suppression->used = arena_array(arena, bool, suppression->rules.count);
	suppression->reason = rest;
	suppression->until = take_until(&suppression->reason);
}

/* squawk-ignore RULE, RULE -- why */
static void read_squawk(struct suppression *suppression, struct arena *arena, struct str rest)
{
	struct str word, name;

	while ((word = str_next_word(&rest)).len && !str_starts(word, STR("--")))
		while (str_next(&word, ',', &name))
			if (name.len)
				str_list_add(arena, &suppression->rules, name);
}

static const struct {
	struct str start;
	enum suppression_kind kind;
	bool covers_file;
	bool needs_blank; /* squawk-ignored is another word */
} starts[] = {
	{{"mighook:", 8}, SUPPRESSION_ALLOW, false, false},
	{{"approved-by:", 12}, SUPPRESSION_APPROVAL, false, false},
	{{"squawk-ignore-file", 18}, SUPPRESSION_SQUAWK, true, true},
	{{"squawk-ignore", 13}, SUPPRESSION_SQUAWK, false, true},
};

static void read_comment(struct suppressions *suppressions, struct arena *arena,
	struct reading *reading, const struct migration_file *file, const struct comment *comment,
	size_t start)
{
	struct str rest = str_slice(comment->text, starts[start].start.len, comment->text.len);
	struct suppression *suppression = vec_push(arena, suppressions);

	suppression->kind = starts[start].kind;
	suppression->file = file;
	suppression->comment = (struct span){
		comment->text_offset, comment->text_offset + comment->text.len};
	if (suppression->kind == SUPPRESSION_ALLOW)
		read_allow(suppression, arena, rest);
	else if (suppression->kind == SUPPRESSION_SQUAWK)
		read_squawk(suppression, arena, rest);
	else
		suppression->reason = str_trim(rest);
	suppression->covers_file = starts[start].covers_file ||
		(suppression->kind != SUPPRESSION_SQUAWK && comment->offset < file->script->scan.first_sql);
	suppression->covers = suppression->covers_file ? (struct span){0, file->script->content.len}
												   : covered(reading, file->script, comment);
}

static bool starts_with(struct str text, size_t start)
{
	struct str word = starts[start].start;

	return str_equal_ignoring_case(str_slice(text, 0, word.len), word) &&
		(!starts[start].needs_blank || text.len == word.len || is_blank(text.ptr[word.len]));
}

/* The place of the file among those that have some, or where it would be put. */
static size_t file_place(const struct suppressions *suppressions, const struct migration_file *file)
{
	size_t from = 0, to = suppressions->files.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if ((uintptr_t)suppressions->files.items[middle].file < (uintptr_t)file)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

struct suppressions_of_file suppressions_of(
	const struct suppressions *suppressions, const struct migration_file *file)
{
	size_t place = file_place(suppressions, file);

	if (place < suppressions->files.count && suppressions->files.items[place].file == file)
		return suppressions->files.items[place];
	return (struct suppressions_of_file){file, 0, 0};
}

/* What covers the file comes first; of the others is told how far they reach. */
static void arrange(struct suppressions *suppressions, size_t from)
{
	struct arena scratch = {0};
	size_t count = suppressions->count - from, place = 0;
	struct suppression *items = suppressions->items + from;
	struct suppression *read = arena_array(&scratch, struct suppression, count);

	memcpy(read, items, count * sizeof *read);
	for (size_t i = 0; i < count; i++)
		if (read[i].covers_file)
			items[place++] = read[i];
	for (size_t i = 0, reaches = 0; i < count; i++) {
		if (read[i].covers_file)
			continue;
		reaches = read[i].covers.to > reaches ? read[i].covers.to : reaches;
		items[place] = read[i];
		items[place++].reaches = reaches;
	}
	arena_release(&scratch);
}

static void add_file(struct suppressions *suppressions, struct arena *arena,
	const struct migration_file *file, size_t from)
{
	size_t place = file_place(suppressions, file);
	struct suppressions_of_file *items;

	vec_push(arena, &suppressions->files);
	items = suppressions->files.items + place;
	memmove(items + 1, items, (suppressions->files.count - 1 - place) * sizeof *items);
	*items = (struct suppressions_of_file){file, from, suppressions->count};
}

void suppressions_read(
	struct suppressions *suppressions, struct arena *arena, const struct migration_file *file)
{
	size_t before = suppressions->count;
	struct reading reading = {.has_end = false};

	for (size_t i = 0; i < file->script->scan.comments.count; i++) {
		const struct comment *comment = &file->script->scan.comments.items[i];

		for (size_t start = 0; start < ARRAY_LENGTH(starts); start++)
			if (starts_with(comment->text, start))
				read_comment(suppressions, arena, &reading, file, comment, start);
	}
	if (suppressions->count == before)
		return;
	arrange(suppressions, before);
	add_file(suppressions, arena, file, before);
}

bool suppression_is_expired(const struct suppression *suppression, int64_t now)
{
	const char *date = suppression->until.ptr;
	struct datetime until;
	char digits[8];

	if (!date)
		return false;
	if (suppression->until.len != 10 || date[4] != '-' || date[7] != '-')
		return true;
	memcpy(digits, date, 4);
	memcpy(digits + 4, date + 5, 2);
	memcpy(digits + 6, date + 8, 2);
	return !datetime_parse((struct str){digits, sizeof digits}, &until) ||
		datetime_mistake(&until) || now >= datetime_seconds(&until) + SECONDS_PER_DAY;
}

/* Marks the rule's name in the comment as used; false if it is not there or allows nothing. */
static bool use(const struct suppression *suppression, const struct rule *rule, int64_t now)
{
	if (suppression->kind != SUPPRESSION_ALLOW || !suppression->is_understood ||
		!suppression->reason.len || suppression_is_expired(suppression, now))
		return false;
	for (size_t i = 0; i < suppression->rules.count; i++) {
		if (str_equal(suppression->rules.items[i], str_from(rule->key.id))) {
			suppression->used[i] = true;
			return true;
		}
	}
	return false;
}

/* An approval needs a name, and a rule that takes it. */
static bool is_approved(const struct suppression *suppression, const struct diagnostic *diagnostic)
{
	return suppression->reason.len && diagnostic->takes_approval;
}

/* Does squawk have the rule, and is it meant? */
static bool is_ignored(const struct suppression *suppression, const struct rule *rule)
{
	struct str rest = str_from(rule->squawk), id;

	while (str_next(&rest, '|', &id))
		if (!suppression->rules.count || str_list_contains(&suppression->rules, id))
			return true;
	return false;
}

static bool allows(
	const struct suppression *suppression, const struct diagnostic *diagnostic, int64_t now)
{
	switch (suppression->kind) {
	case SUPPRESSION_APPROVAL:
		return is_approved(suppression, diagnostic);
	case SUPPRESSION_SQUAWK:
		return is_ignored(suppression, diagnostic->rule);
	default:
		return use(suppression, diagnostic->rule, now);
	}
}

/* The first that does not cover the file and reaches behind the offset. */
static size_t first_reaching(
	const struct suppressions *suppressions, const struct suppressions_of_file *own, size_t offset)
{
	size_t from = own->from, to = own->to;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct suppression *suppression = &suppressions->items[middle];

		if (suppression->covers_file || suppression->reaches <= offset)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool suppressions_allow(
	struct suppressions *suppressions, const struct diagnostic *diagnostic, int64_t now)
{
	struct suppressions_of_file own;
	size_t offset = diagnostic->span.from;
	bool allowed = false;

	if (diagnostic->rule->key.grandfather_only || !suppressions->count)
		return false;
	own = suppressions_of(suppressions, diagnostic->file);
	for (size_t i = own.from; i < own.to && suppressions->items[i].covers_file; i++)
		allowed |= allows(&suppressions->items[i], diagnostic, now);
	/* The span {0, 0} is the file's, not the first statement's. */
	if (!diagnostic->span.to)
		return allowed;
	for (size_t i = first_reaching(suppressions, &own, offset); i < own.to; i++) {
		if (suppressions->items[i].covers.from > offset)
			break;
		if (offset < suppressions->items[i].covers.to)
			allowed |= allows(&suppressions->items[i], diagnostic, now);
	}
	return allowed;
}

bool suppressions_allow_file(const struct suppressions *suppressions,
	const struct migration_file *file, const struct rule *rule, int64_t now)
{
	struct suppressions_of_file own = suppressions_of(suppressions, file);
	bool allowed = false;

	if (rule->key.grandfather_only)
		return false;
	for (size_t i = own.from; i < own.to && suppressions->items[i].covers_file; i++)
		allowed |= use(&suppressions->items[i], rule, now);
	return allowed;
}
