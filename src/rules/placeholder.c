/* SPDX-License-Identifier: MIT */
#include "rules/placeholder.h"

#define MARK STR("CHANGE_ME")

static bool is_word_byte(char byte)
{
	return is_alnum(byte) || byte == '_';
}

/* CHANGE_ME as a word of its own, wherever it stands. */
static bool find_mark(struct str text, size_t from, struct span *ret)
{
	size_t at = from;

	while ((at = str_find(text, MARK, at)) < text.len) {
		size_t end = at + MARK.len;

		if ((!at || !is_word_byte(text.ptr[at - 1])) &&
			(end == text.len || !is_word_byte(text.ptr[end]))) {
			*ret = (struct span){at, end};
			return true;
		}
		at = end;
	}
	return false;
}

static bool starts_ignoring_case(struct str text, struct str start)
{
	return str_equal_ignoring_case(str_slice(text, 0, start.len), start);
}

/* "TODO: Add your migration code here". */
static bool is_todo(struct str comment)
{
	return starts_ignoring_case(comment, STR("TODO: Add your ")) &&
		str_equal_ignoring_case(str_slice(comment, comment.len - 4, comment.len), STR("here"));
}

/* "Your SQL here": a placeholder as long as no statement of the author's follows it. */
static bool is_invitation(struct str comment)
{
	static const char *const texts[] = {
		"Your SQL here", "Your migration code here", "Your rollback code here"};

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		if (str_equal_ignoring_case(comment, str_from(texts[i])))
			return true;
	return false;
}

/* A statement that templates themselves write: the transaction, the history's record. */
static bool is_of_template(struct str statement)
{
	static const char *const starts[] = {"BEGIN", "START TRANSACTION", "COMMIT", "END", "ROLLBACK",
		"INSERT INTO migrations_history", "DELETE FROM migrations_history",
		"INSERT INTO public.migrations_history", "DELETE FROM public.migrations_history"};

	for (size_t i = 0; i < ARRAY_LENGTH(starts); i++)
		if (starts_ignoring_case(statement, str_from(starts[i])))
			return true;
	return !statement.len || str_equal(statement, STR(";"));
}

/* True if all statements that start in [from, to) are the template's own. */
static bool only_template_in(const struct migration_file *file, size_t from, size_t to)
{
	const struct script *script = file->script;
	struct arena scratch = {0};
	bool found = true;

	for (size_t i = 0; i <= script->scan.statement_ends.count && from < to && found; i++) {
		size_t end = to;

		if (i < script->scan.statement_ends.count && script->scan.statement_ends.items[i] < to)
			end = script->scan.statement_ends.items[i];
		if (end <= from)
			continue;
		found = is_of_template(scan_significant(&scratch, str_slice(script->content, from, end)));
		from = end;
	}
	arena_release(&scratch);
	return found;
}

bool placeholder_find(const struct migration_file *file, size_t from, struct span *ret)
{
	struct span found = {file->script->content.len, 0};

	for (size_t i = 0; i < file->script->scan.comments.count; i++) {
		const struct comment *comment = &file->script->scan.comments.items[i];

		if (comment->text_offset < from)
			continue;
		if (is_todo(comment->text) ||
			(is_invitation(comment->text) &&
				only_template_in(file, comment->end, file->script->content.len))) {
			found = (struct span){comment->text_offset, comment->text_offset + comment->text.len};
			break;
		}
	}
	if (find_mark(str_slice(file->script->content, 0, found.from), from, ret))
		return true;
	*ret = found;
	return found.to > 0;
}

bool placeholder_is_all(
	const struct migration_file *file, const struct section *section, struct span *ret)
{
	return placeholder_find(file, section->from, ret) && ret->from < section->to &&
		only_template_in(file, section->from, section->to);
}
