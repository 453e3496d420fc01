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

/* The statements that the comment is about, each with all of its lines: those it shares a line
 * with, or if it has the line for itself the one it stands in or before. */
static struct span covered(
	struct arena *arena, const struct script *script, const struct comment *comment)
{
	size_t line_start = comment->offset, line_end = comment->end, open;

	while (line_start && !is_line_end(script->content.ptr[line_start - 1]))
		line_start--;
	if (comment->starts_line)
		return (struct span){last_end(script, line_start), next_end(script, comment->end)};
	while (line_end < script->content.len && !is_line_end(script->content.ptr[line_end]))
		line_end++;
	/* Does a statement of this line go on in the next? */
	open = last_end(script, line_end);
	if (scan_sql(arena, script->content, open, line_end).first_sql < line_end)
		line_end = next_end(script, line_end);
	return (struct span){last_end(script, line_start), line_end};
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
	const struct migration_file *file, const struct comment *comment, size_t start)
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
												   : covered(arena, file->script, comment);
}

static bool starts_with(struct str text, size_t start)
{
	struct str word = starts[start].start;

	return str_equal_ignoring_case(str_slice(text, 0, word.len), word) &&
		(!starts[start].needs_blank || text.len == word.len || is_blank(text.ptr[word.len]));
}

void suppressions_read(
	struct suppressions *suppressions, struct arena *arena, const struct migration_file *file)
{
	for (size_t i = 0; i < file->script->scan.comments.count; i++) {
		const struct comment *comment = &file->script->scan.comments.items[i];

		for (size_t start = 0; start < ARRAY_LENGTH(starts); start++)
			if (starts_with(comment->text, start))
				read_comment(suppressions, arena, file, comment, start);
	}
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

bool suppressions_allow(
	struct suppressions *suppressions, const struct diagnostic *diagnostic, int64_t now)
{
	bool allowed = false;

	if (diagnostic->rule->key.grandfather_only)
		return false;
	for (size_t i = 0; i < suppressions->count; i++) {
		const struct suppression *suppression = &suppressions->items[i];
		/* The span {0, 0} is the file's, not the first statement's. */
		bool in_span = diagnostic->span.to && diagnostic->span.from >= suppression->covers.from &&
			diagnostic->span.from < suppression->covers.to;

		if (suppression->file == diagnostic->file && (suppression->covers_file || in_span))
			allowed |= allows(suppression, diagnostic, now);
	}
	return allowed;
}

bool suppressions_allow_file(const struct suppressions *suppressions,
	const struct migration_file *file, const struct rule *rule, int64_t now)
{
	bool allowed = false;

	if (rule->key.grandfather_only)
		return false;
	for (size_t i = 0; i < suppressions->count; i++)
		if (suppressions->items[i].file == file && suppressions->items[i].covers_file)
			allowed |= use(&suppressions->items[i], rule, now);
	return allowed;
}
