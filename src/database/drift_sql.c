/* SPDX-License-Identifier: MIT */
#include "database/drift_sql.h"

#include "base/escape.h"
#include "base/sort.h"
#include "database/dump_reader.h"

/* How an object is taken away. */
enum dropping {
	DROP_NAMED, /* DROP KIND name */
	DROP_OF_TABLE, /* DROP KIND name ON table */
	DROP_CONSTRAINT, /* ALTER TABLE table DROP CONSTRAINT name */
	DROP_COLUMN,
	DROP_DEFAULT,
	DROP_ROW_SECURITY,
	DROP_COMMENT,
	DROP_PRIVILEGE,
	DROP_BY_HAND,
};

/* How it is made into what it should be. */
enum changing {
	CHANGE_ANEW, /* dropped and made */
	CHANGE_REPLACED, /* CREATE OR REPLACE */
	CHANGE_ALTERED, /* ALTER with the options of CREATE */
	CHANGE_SAID, /* by the right side's own statement */
	CHANGE_COLUMN,
	CHANGE_TYPE,
	CHANGE_PRIVILEGE,
	CHANGE_BY_HAND,
};

static const struct kind {
	const char *name;
	enum dropping dropping;
	enum changing changing;
} kinds[] = {
	{"aggregate", DROP_NAMED, CHANGE_REPLACED},
	{"cast", DROP_NAMED, CHANGE_ANEW},
	{"collation", DROP_NAMED, CHANGE_ANEW},
	{"column", DROP_COLUMN, CHANGE_COLUMN},
	{"constraint", DROP_CONSTRAINT, CHANGE_ANEW},
	{"default", DROP_DEFAULT, CHANGE_SAID},
	{"domain", DROP_NAMED, CHANGE_BY_HAND},
	{"event trigger", DROP_NAMED, CHANGE_ANEW},
	{"extension", DROP_NAMED, CHANGE_BY_HAND},
	{"function", DROP_NAMED, CHANGE_REPLACED},
	{"index", DROP_NAMED, CHANGE_ANEW},
	{"materialized view", DROP_NAMED, CHANGE_ANEW},
	{"operator", DROP_NAMED, CHANGE_ANEW},
	{"policy", DROP_OF_TABLE, CHANGE_ANEW},
	{"privilege", DROP_PRIVILEGE, CHANGE_PRIVILEGE},
	{"procedure", DROP_NAMED, CHANGE_REPLACED},
	{"row security", DROP_ROW_SECURITY, CHANGE_SAID},
	{"rule", DROP_OF_TABLE, CHANGE_ANEW},
	{"schema", DROP_NAMED, CHANGE_BY_HAND},
	{"sequence", DROP_NAMED, CHANGE_ALTERED},
	{"statistics", DROP_NAMED, CHANGE_ANEW},
	{"table", DROP_NAMED, CHANGE_BY_HAND},
	{"text search configuration", DROP_NAMED, CHANGE_ANEW},
	{"text search dictionary", DROP_NAMED, CHANGE_ANEW},
	{"trigger", DROP_OF_TABLE, CHANGE_ANEW},
	{"type", DROP_NAMED, CHANGE_TYPE},
	{"view", DROP_NAMED, CHANGE_REPLACED},
};

struct writing {
	struct arena *arena;
	const struct drift_objects *objects;
	const struct drift_object **ordered; /* the same, as they come in one of the dumps */
	struct text text, late; /* what comes when all else is there */
	size_t by_hand;
};

static const struct kind *kind_of(const struct drift_object *object)
{
	static const struct kind unknown = {NULL, DROP_BY_HAND, CHANGE_BY_HAND};
	static const struct kind comments = {NULL, DROP_COMMENT, CHANGE_SAID};

	if (object->change == DRIFT_COMMENT_ONLY)
		return &comments;
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (str_equal(object->kind, str_from(kinds[i].name)))
			return &kinds[i];
	return &unknown;
}

/* The last part of the name: without the table that it stands in. */
static struct str bare_name(const struct drift_object *object)
{
	if (object->table.ptr && object->name.len > object->table.len + 1 &&
		str_starts(object->name, object->table) && object->name.ptr[object->table.len] == '.')
		return str_slice(object->name, object->table.len + 1, object->name.len);
	return object->name;
}

static void write_by_hand(struct writing *writing, const struct drift_object *object)
{
	const struct str sides[] = {object->left, object->right};
	static const char *const signs = "-+";

	writing->by_hand++;
	text_addf(&writing->text, "-- by hand: %.*s %s: %s\n", STR_ARG(object->kind),
		escape_text(writing->arena, object->name, false).ptr, drift_changes[object->change]);
	for (size_t i = 0; i < ARRAY_LENGTH(sides); i++) {
		struct str rest = str_trim(sides[i]), line;

		while (rest.len && str_next(&rest, '\n', &line))
			text_addf(&writing->text, "-- %c %s\n", signs[i],
				escape_text(writing->arena, line, true).ptr);
	}
}

static void write_sql(struct writing *writing, struct str sql)
{
	sql = str_trim(sql);
	text_add(&writing->text, sql);
	text_add(&writing->text, sql.len && sql.ptr[sql.len - 1] == ';' ? STR("\n") : STR(";\n"));
}

/* "COMMENT ON ... IS" of the statement. */
static struct str comment_begin(struct arena *arena, struct str sql)
{
	struct dump_reader reader = dump_reader_start(arena, sql);

	return dump_reader_find(&reader, "is") ? str_slice(sql, 0, reader.token.to) : sql;
}

/* What is lost with it, and what to say instead where it may only have got another name. */
static void write_loss(struct writing *writing, const struct drift_object *dropped)
{
	const struct drift_objects *objects = writing->objects;
	const struct drift_object *added = NULL;
	size_t dropped_count = 0, added_count = 0;

	text_addf(&writing->text, "-- loses data: all that is in %s\n",
		escape_text(writing->arena, dropped->name, false).ptr);
	for (size_t i = 0; i < objects->count && dropped->table.ptr; i++) {
		const struct drift_object *object = &objects->items[i];

		if (object->change > DRIFT_REMOVED || !str_equal(object->kind, dropped->kind) ||
			!str_equal(object->table, dropped->table))
			continue;
		dropped_count += object->change == DRIFT_REMOVED;
		if (object->change == DRIFT_ADDED) {
			added = object;
			added_count++;
		}
	}
	if (dropped_count == 1 && added_count == 1)
		text_addf(&writing->text,
			"-- or, if it was renamed: ALTER TABLE %s RENAME COLUMN %s TO %s;\n",
			escape_text(writing->arena, dropped->table, false).ptr,
			escape_text(writing->arena, bare_name(dropped), false).ptr,
			escape_text(writing->arena, bare_name(added), false).ptr);
}

static void write_drop(struct writing *writing, const struct drift_object *object)
{
	struct str name = bare_name(object), table = object->table;
	struct text upper = {.arena = writing->arena};

	for (size_t i = 0; i < object->kind.len; i++)
		text_add_byte(
			&upper, is_alpha(object->kind.ptr[i]) ? (char)(object->kind.ptr[i] - 'a' + 'A') : ' ');
	switch (kind_of(object)->dropping) {
	case DROP_NAMED:
		if (str_equal(object->kind, STR("table")))
			write_loss(writing, object);
		text_addf(&writing->text, "DROP %s %.*s;\n", text_str(&upper).ptr, STR_ARG(object->name));
		return;
	case DROP_OF_TABLE:
		text_addf(&writing->text, "DROP %s %.*s ON %.*s;\n", text_str(&upper).ptr, STR_ARG(name),
			STR_ARG(table));
		return;
	case DROP_CONSTRAINT:
		text_addf(&writing->text, "ALTER TABLE %.*s DROP CONSTRAINT %.*s;\n", STR_ARG(table),
			STR_ARG(name));
		return;
	case DROP_COLUMN:
		write_loss(writing, object);
		text_addf(
			&writing->text, "ALTER TABLE %.*s DROP COLUMN %.*s;\n", STR_ARG(table), STR_ARG(name));
		return;
	case DROP_DEFAULT:
		text_addf(&writing->text, "ALTER TABLE %.*s ALTER COLUMN %.*s DROP DEFAULT;\n",
			STR_ARG(table), STR_ARG(name));
		return;
	case DROP_ROW_SECURITY:
		text_addf(&writing->text, "ALTER TABLE %.*s DISABLE ROW LEVEL SECURITY;\n", STR_ARG(table));
		return;
	case DROP_COMMENT:
		text_addf(&writing->text, "%.*s NULL;\n",
			STR_ARG(comment_begin(writing->arena, str_trim(object->left))));
		return;
	case DROP_PRIVILEGE:
		text_add(&writing->text, drift_privilege_sql(writing->arena, object));
		return;
	case DROP_BY_HAND:
		write_by_hand(writing, object);
	}
}

static void write_new_column(struct writing *writing, const struct drift_object *object)
{
	struct str rest;

	text_add(&writing->text, drift_new_column_sql(writing->arena, object, &rest));
	text_addf(&writing->late, "%.*s%s", STR_ARG(rest), rest.len ? "\n" : "");
}

/* The column that owns a sequence may come with it. */
static void write_new_sequence(struct writing *writing, const struct drift_object *object)
{
	struct str sql = str_trim(object->right);
	size_t end = str_find(sql, STR("\nALTER SEQUENCE "), 0);
	struct str rest = str_trim(str_slice(sql, end, sql.len));

	write_sql(writing, str_slice(sql, 0, end));
	text_addf(&writing->late, "%.*s%s", STR_ARG(rest), rest.len ? "\n" : "");
}

static void write_create(struct writing *writing, const struct drift_object *object)
{
	if (object->change == DRIFT_COMMENT_ONLY)
		write_sql(writing, object->right);
	else if (str_equal(object->kind, STR("column")))
		write_new_column(writing, object);
	else if (str_equal(object->kind, STR("sequence")))
		write_new_sequence(writing, object);
	else if (str_starts(str_trim(object->right), STR("CONSTRAINT ")))
		/* as it stands in CREATE TABLE */
		text_addf(&writing->text, "ALTER TABLE %.*s ADD %.*s;\n", STR_ARG(object->table),
			STR_ARG(str_trim(object->right)));
	else
		write_sql(writing, object->right);
}

/* With other words for the first one. */
static void write_beginning(struct writing *writing, const struct drift_object *object,
	const char *first, const char *instead)
{
	struct str sql = str_trim(object->right);

	if (str_starts(sql, str_from(first)) && !str_starts(sql, str_from(instead)))
		sql = str_format(
			writing->arena, "%s%.*s", instead, STR_ARG(str_slice(sql, strlen(first), sql.len)));
	write_sql(writing, sql);
}

static void write_if_known(
	struct writing *writing, const struct drift_object *object, struct str sql)
{
	if (sql.ptr)
		text_add(&writing->text, sql);
	else
		write_by_hand(writing, object);
}

static void write_change(struct writing *writing, const struct drift_object *object)
{
	switch (object->change == DRIFT_ORDER_ONLY ? CHANGE_BY_HAND : kind_of(object)->changing) {
	case CHANGE_ANEW:
		write_create(writing, object);
		return;
	case CHANGE_REPLACED:
		write_beginning(writing, object, "CREATE", "CREATE OR REPLACE");
		return;
	case CHANGE_ALTERED:
		write_beginning(writing, object, "CREATE", "ALTER");
		return;
	case CHANGE_SAID:
		write_sql(writing, object->right);
		return;
	case CHANGE_COLUMN:
		write_if_known(
			writing, object, drift_column_sql(writing->arena, object, bare_name(object)));
		return;
	case CHANGE_TYPE:
		write_if_known(writing, object, drift_enum_sql(writing->arena, object));
		return;
	case CHANGE_PRIVILEGE:
		text_add(&writing->text, drift_privilege_sql(writing->arena, object));
		return;
	case CHANGE_BY_HAND:
		write_by_hand(writing, object);
	}
}

/* True if it has to go before anything comes. */
static bool goes_first(const struct drift_object *object)
{
	return !object->right.ptr ||
		(object->left.ptr && object->change == DRIFT_CHANGED &&
			kind_of(object)->changing == CHANGE_ANEW);
}

static void write_drops(struct writing *writing, bool comments)
{
	for (size_t i = writing->objects->count; i-- > 0;) {
		const struct drift_object *object = writing->ordered[i];

		if (goes_first(object) && (object->change == DRIFT_COMMENT_ONLY) == comments)
			write_drop(writing, object);
	}
}

static void write_creates(struct writing *writing, bool comments)
{
	for (size_t i = 0; i < writing->objects->count; i++) {
		const struct drift_object *object = writing->ordered[i];

		if (!object->right.ptr || (object->change == DRIFT_COMMENT_ONLY) != comments)
			continue;
		if (!object->left.ptr)
			write_create(writing, object);
		else
			write_change(writing, object);
	}
}

static int by_left(const void *left, const void *right)
{
	const struct drift_object *const *a = left, *const *b = right;

	return ((*a)->left_position > (*b)->left_position) -
		((*a)->left_position < (*b)->left_position);
}

static int by_right(const void *left, const void *right)
{
	const struct drift_object *const *a = left, *const *b = right;

	return ((*a)->right_position > (*b)->right_position) -
		((*a)->right_position < (*b)->right_position);
}

/* A dump has before each object what that depends on. */
static void put_in_order(struct writing *writing, int (*compare)(const void *, const void *))
{
	for (size_t i = 0; i < writing->objects->count; i++)
		writing->ordered[i] = &writing->objects->items[i];
	sort(writing->ordered, writing->objects->count, sizeof *writing->ordered, compare);
}

struct str drift_sql(struct arena *arena, const struct drift_objects *objects, size_t *ret_by_hand)
{
	struct writing writing = {.arena = arena,
		.objects = objects,
		.ordered = arena_array(arena, const struct drift_object *, objects->count + 1),
		.text = {.arena = arena},
		.late = {.arena = arena}};

	/* a comment is taken off while what it is on is still there, and put on once that is made: the
	 * column of a view comes before the view */
	put_in_order(&writing, by_left);
	write_drops(&writing, /* comments= */ true);
	write_drops(&writing, /* comments= */ false);
	put_in_order(&writing, by_right);
	write_creates(&writing, /* comments= */ false);
	text_add(&writing.text, text_str(&writing.late));
	write_creates(&writing, /* comments= */ true);
	*ret_by_hand = writing.by_hand;
	return text_str(&writing.text);
}
