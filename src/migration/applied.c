/* SPDX-License-Identifier: MIT */
#include "migration/applied.h"

#include "base/vec.h"
#include "migration/history_row.h"

/* An up file that is another one than before, or new, or gone. */
static bool is_asked_about(const struct migration_file *file)
{
	return file->change && role_is_up(file->name.role) && file->name.is_well_formed &&
		(!file->change->before || !file->change->after ||
			!entry_same_content(file->change->before, file->change->after));
}

static struct str key_of(
	struct arena *arena, const struct history_adapter *adapter, const struct migration_file *file)
{
	if (!file->name.version.ptr && adapter->key != KEY_NAME)
		return str_basename(file->name.stem);
	return history_key_text(arena, adapter->key, &file->name);
}

void applied_questions_add(
	struct applied_questions *questions, struct arena *arena, const struct migration_set *set)
{
	struct history_specs histories = history_specs_of(arena, set->spec);

	for (size_t i = 0; i < histories.count; i++) {
		struct applied_question question = {.history = histories.items[i]};

		for (size_t j = 0; j < set->files.count; j++)
			if (is_asked_about(set->files.items[j]))
				str_list_add(arena, &question.versions,
					key_of(arena, question.history.adapter, set->files.items[j]));
		if (question.versions.count)
			*vec_push(arena, questions) = question;
	}
}

void applied_mark(struct migration_set *set, struct arena *arena,
	const struct applied_questions *answers, size_t first, size_t count)
{
	set->applied_is_known = true;
	for (size_t i = first; i < first + count; i++) {
		const struct applied_question *answer = &answers->items[i];

		for (size_t j = 0; j < set->files.count; j++) {
			struct migration_file *file = set->files.items[j];

			if (is_asked_about(file) &&
				str_list_contains(&answer->versions, key_of(arena, answer->history.adapter, file)))
				file->is_applied = true;
		}
	}
}

static void add_field(struct text *text, struct str field)
{
	text_add(text, field);
	text_add_byte(text, '\0');
}

static void add_number(struct text *text, int64_t number)
{
	text_addf(text, "%lld", (long long)number);
	text_add_byte(text, '\0');
}

struct str applied_questions_text(struct arena *arena, const struct applied_questions *questions)
{
	struct text text = {.arena = arena};

	add_field(&text, questions->variable);
	add_number(&text, questions->milliseconds);
	add_number(&text, (int64_t)questions->count);
	for (size_t i = 0; i < questions->count; i++) {
		const struct applied_question *question = &questions->items[i];

		add_field(&text, str_from(question->history.adapter->name));
		add_field(&text, question->history.table);
		for (size_t j = 0; j < HISTORY_COLUMN_COUNT; j++)
			add_field(&text, question->history.columns[j]);
		add_number(&text, (int64_t)question->versions.count);
		for (size_t j = 0; j < question->versions.count; j++)
			add_field(&text, question->versions.items[j]);
	}
	return text_str(&text);
}

/* False at the end, or where no NUL ends the field. */
static bool next_field(struct str *rest, struct str *ret)
{
	size_t end = str_find(*rest, (struct str){"", 1}, 0);

	if (end >= rest->len)
		return false;
	*ret = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end + 1, rest->len);
	return true;
}

static bool next_number(struct str *rest, int64_t *ret)
{
	struct str field;

	if (!next_field(rest, &field) || !field.len || field.len > 12)
		return false;
	*ret = 0;
	for (size_t i = 0; i < field.len; i++) {
		if (!is_digit(field.ptr[i]))
			return false;
		*ret = *ret * 10 + (field.ptr[i] - '0');
	}
	return true;
}

/* A field that may be absent, which an empty one stands for. */
static bool next_optional(struct arena *arena, struct str *rest, struct str *ret)
{
	struct str field;

	if (!next_field(rest, &field))
		return false;
	*ret = field.len ? str_copy(arena, field) : (struct str){NULL, 0};
	return true;
}

static bool read_question(struct applied_question *ret, struct arena *arena, struct str *rest)
{
	struct applied_question question = {.versions = {0}};
	struct str adapter, version;
	int64_t count;

	if (!next_field(rest, &adapter) || !next_field(rest, &question.history.table))
		return false;
	question.history.adapter = history_adapter_find(adapter);
	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++)
		if (!next_optional(arena, rest, &question.history.columns[i]))
			return false;
	if (!question.history.adapter || !next_number(rest, &count))
		return false;
	for (int64_t i = 0; i < count; i++) {
		if (!next_field(rest, &version))
			return false;
		str_list_add(arena, &question.versions, str_copy(arena, version));
	}
	*ret = question;
	return true;
}

bool applied_questions_read(struct applied_questions *ret, struct arena *arena, struct str text)
{
	struct applied_questions questions = {.count = 0};
	int64_t count;

	if (!next_optional(arena, &text, &questions.variable) ||
		!next_number(&text, &questions.milliseconds) || !next_number(&text, &count))
		return false;
	for (int64_t i = 0; i < count; i++)
		if (!read_question(vec_push(arena, &questions), arena, &text))
			return false;
	*ret = questions;
	return true;
}
