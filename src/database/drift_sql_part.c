/* SPDX-License-Identifier: MIT */
/* Changes of columns and enums as statements. */
#include "database/drift_sql.h"
#include "database/dump_reader.h"

/* A column's line as pg_dump writes it: name type [COLLATE x] [DEFAULT e | GENERATED ...] [NOT
 * NULL]
 */
struct column {
	struct str type, default_text, generated; /* with COLLATE in the type; ptr NULL: none */
	bool is_not_null;
};

static bool is_any(const struct dump_reader *reader, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (dump_reader_is(reader, words[i]))
			return true;
	return false;
}

/* All up to one of these words outside parentheses. */
static struct str take_until(struct dump_reader *reader, const char *const *words, size_t count)
{
	size_t from = reader->token.from, to = from, depth = 0;

	for (; !reader->is_end && (depth || !is_any(reader, words, count)); dump_reader_skip(reader)) {
		depth += dump_reader_is_byte(reader, '(') || dump_reader_is_byte(reader, '[');
		depth -= depth && (dump_reader_is_byte(reader, ')') || dump_reader_is_byte(reader, ']'));
		to = reader->token.to;
	}
	return str_slice(reader->sql, from, to);
}

/* Takes the line of CREATE TABLE off; what is left are statements about the column. */
static struct str take_line(struct arena *arena, struct str *rest)
{
	static const char *const verbs[] = {"alter", "comment"};
	struct str all = str_trim(*rest);
	struct dump_reader reader = dump_reader_start(arena, all);
	struct str line = STR("");

	/* the column may be called like a verb */
	while (!reader.is_end &&
		!(reader.token.from && all.ptr[reader.token.from - 1] == '\n' &&
			is_any(&reader, verbs, ARRAY_LENGTH(verbs)))) {
		line = str_slice(all, 0, reader.token.to);
		dump_reader_skip(&reader);
	}
	*rest = str_trim(str_slice(all, line.len, all.len));
	return line;
}

static struct column read_column(struct arena *arena, struct str line)
{
	static const char *const after_type[] = {"default", "generated", "not", "constraint"};
	static const char *const after_default[] = {"not", "constraint"};
	struct dump_reader reader = dump_reader_start(arena, str_trim(line));
	struct column column = {.is_not_null = false};

	(void)dump_reader_identifier(&reader);
	column.type = take_until(&reader, after_type, ARRAY_LENGTH(after_type));
	if (dump_reader_take(&reader, "default"))
		column.default_text = take_until(&reader, after_default, ARRAY_LENGTH(after_default));
	else if (dump_reader_is(&reader, "generated"))
		column.generated = take_until(&reader, after_default, ARRAY_LENGTH(after_default));
	column.is_not_null = dump_reader_is(&reader, "not");
	return column;
}

/* ptr NULL and ptr NULL are the same too. */
static bool is_same(struct str a, struct str b)
{
	return a.ptr && b.ptr ? str_equal(a, b) : !a.ptr && !b.ptr;
}

struct str drift_column_sql(struct arena *arena, const struct drift_object *object, struct str name)
{
	struct str left_rest = object->left, right_rest = object->right;
	struct column left = read_column(arena, take_line(arena, &left_rest));
	struct column right = read_column(arena, take_line(arena, &right_rest));
	struct text text = {.arena = arena};
	struct str begin = str_format(
		arena, "ALTER TABLE %.*s ALTER COLUMN %.*s", STR_ARG(object->table), STR_ARG(name));
	bool has_other_type = !str_equal(left.type, right.type);

	if (!is_same(left.generated, right.generated))
		return (struct str){NULL, 0};
	/* the old default may be none of the new type */
	if (left.default_text.ptr && (has_other_type || !right.default_text.ptr))
		text_addf(&text, "%s DROP DEFAULT;\n", begin.ptr);
	if (has_other_type)
		text_addf(&text,
			"-- may rewrite the table; fails where a value cannot be cast\n"
			"%s TYPE %.*s USING %.*s::%.*s;\n",
			begin.ptr, STR_ARG(right.type), STR_ARG(name),
			STR_ARG(str_trim(str_slice(right.type, 0, str_find(right.type, STR(" COLLATE "), 0)))));
	if (right.default_text.ptr &&
		(has_other_type || !is_same(left.default_text, right.default_text)))
		text_addf(&text, "%s SET DEFAULT %.*s;\n", begin.ptr, STR_ARG(right.default_text));
	if (right.is_not_null && !left.is_not_null)
		text_add(&text, STR("-- fails where a row has NULL\n"));
	if (left.is_not_null != right.is_not_null)
		text_addf(&text, "%s %s NOT NULL;\n", begin.ptr, right.is_not_null ? "SET" : "DROP");
	if (right_rest.len && !str_equal(left_rest, right_rest))
		text_addf(&text, "%.*s\n", STR_ARG(right_rest));
	return text.len ? text_str(&text) : (struct str){NULL, 0};
}

struct str drift_new_column_sql(
	struct arena *arena, const struct drift_object *object, struct str *ret_rest)
{
	struct str rest = object->right, line = take_line(arena, &rest);
	struct column column = read_column(arena, line);
	bool has_value = !column.is_not_null || column.default_text.ptr || column.generated.ptr;

	*ret_rest = rest;
	return str_format(arena, "%sALTER TABLE %.*s ADD COLUMN %.*s;\n",
		has_value ? "" : "-- fails where the table has rows\n", STR_ARG(object->table),
		STR_ARG(line));
}

/* The labels, as they are written; none: it is no enum. */
static struct str_list read_labels(struct arena *arena, struct str sql)
{
	struct dump_reader reader = dump_reader_start(arena, sql);
	struct str_list labels = {0};
	struct str list, label;

	if (!dump_reader_find(&reader, "enum"))
		return labels;
	dump_reader_skip(&reader);
	list = dump_reader_parentheses(&reader);
	while (list.ptr && dump_list_next(&list, &label))
		str_list_add(arena, &labels, str_trim(label));
	return labels;
}

struct str drift_enum_sql(struct arena *arena, const struct drift_object *type)
{
	struct str_list left = read_labels(arena, type->left), right = read_labels(arena, type->right);
	struct text text = {.arena = arena};
	size_t known = 0;

	for (size_t i = 0; i < right.count; i++) {
		if (known < left.count && str_equal(left.items[known], right.items[i])) {
			known++;
			continue;
		}
		text_addf(
			&text, "ALTER TYPE %.*s ADD VALUE %.*s", STR_ARG(type->name), STR_ARG(right.items[i]));
		if (known < left.count)
			text_addf(&text, " BEFORE %.*s", STR_ARG(left.items[known]));
		text_add(&text, STR(";\n"));
	}
	return known == left.count && text.len ? text_str(&text) : (struct str){NULL, 0};
}
