/* SPDX-License-Identifier: MIT */
#include "database/history_mark.h"

#include <sys/random.h>

#include "base/escape.h"
#include "database/applied_content.h"
#include "database/sql_text.h"
#include "database/stored_statements.h"
#include "migration/history_row.h"

/* The row under construction. */
struct mark {
	struct arena *arena;
	const struct mark_target *target;
	const struct mark_source *source;
	struct str uuid; /* ptr NULL: it has none */
	struct str uuid_column;
	struct str_list columns, values;
};

static struct str table_of(const struct mark_target *target, struct arena *arena)
{
	return sql_table(arena, target->history->table);
}

static bool is_number(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]))
			return false;
	return text.len > 0;
}

/* What the row says in its column for versions; ptr NULL: nothing. */
static struct str key_of(
	const struct mark_target *target, struct arena *arena, const struct name *name)
{
	enum history_key key = target->history->adapter->key;
	struct str text = history_key_text(arena, key, name);

	return text.ptr && (key == KEY_NUMBER || key == KEY_LATEST) && is_number(text)
		? str_copy(arena, text)
		: text.ptr ? sql_literal(arena, text)
				   : text;
}

/* Behind the version, up to the ending: "one_two" of "20250101_one_two.up.sql", "V1__one_two.sql",
 * "R__one_two.sql". */
static struct str description_of(const struct mark_target *target, const struct name *name)
{
	struct str stem = str_basename(name->stem);
	const char *prefix = target->set->spec->runner->repeatable_prefix;
	size_t from;

	if (!name->version.ptr)
		return prefix && str_starts(stem, str_from(prefix))
			? str_slice(stem, strlen(prefix), stem.len)
			: stem;
	from = (size_t)(name->version.ptr - name->file.ptr) + name->version.len;
	for (size_t i = 0; i < (prefix ? 2 : 1) && from < stem.len && stem.ptr[from] == '_'; i++)
		from++;
	return str_slice(stem, from, stem.len);
}

static struct str with_blanks(struct arena *arena, struct str text)
{
	struct text out = {.arena = arena};

	for (size_t i = 0; i < text.len; i++)
		text_add_byte(&out, text.ptr[i] == '_' ? ' ' : text.ptr[i]);
	return text_str(&out);
}

static bool has_word(struct str text, const char *word)
{
	return str_find(text, str_from(word), 0) < text.len;
}

/* For a column of a table that nobody but the policy knows: by what it is called. */
static struct str name_for(
	const struct mark_target *target, const struct name *name, struct str column)
{
	if (has_word(column, "file") || has_word(column, "script"))
		return name->file;
	return target->history->columns[HISTORY_VERSION].ptr ? description_of(target, name)
														 : str_basename(name->stem);
}

static struct str path_in_set(const struct mark_target *target, const struct migration_file *file)
{
	size_t len = target->set->spec->path.len;

	return str_slice(file->path, len ? len + 1 : 0, file->path.len);
}

static struct str statements_of(const struct mark *mark)
{
	const struct mark_target *target = mark->target;
	struct text text = {.arena = mark->arena};
	struct str_list list;

	if (mark->source->statement.ptr)
		return str_format(mark->arena, target->history->is_array ? "ARRAY[%s]" : "%s",
			sql_literal(mark->arena, mark->source->statement).ptr);
	if (!target->history->is_array)
		return sql_literal(mark->arena, mark->source->content);
	list = stored_statements(mark->arena, target->set, mark->source->file, mark->source->content);
	text_add(&text, STR("ARRAY["));
	for (size_t i = 0; i < list.count; i++) {
		text_add(&text, i ? STR(", ") : STR(""));
		text_add(&text, sql_literal(mark->arena, list.items[i]));
	}
	text_add(&text, STR("]::text[]"));
	return text_str(&text);
}

static struct str checksum_sql(const struct mark *mark)
{
	const struct history_adapter *adapter = mark->target->history->adapter;
	struct str sum = checksum_of(adapter, mark->arena, mark->source->content);

	if (adapter->checksum == CHECKSUM_CRC32_LINES)
		return sum;
	return adapter->checksum == CHECKSUM_SHA384 ? str_format(mark->arena, "'\\x%s'", sum.ptr)
												: sql_literal(mark->arena, sum);
}

/* Version 4 (RFC 9562); ptr NULL: the system has no random bytes. */
static struct str new_uuid(struct arena *arena)
{
	unsigned char bytes[16];
	struct text text = {.arena = arena};

	if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
		return (struct str){NULL, 0};
	bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40);
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < sizeof bytes; i++)
		text_addf(&text, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
	return text_str(&text);
}

/* SQL; ptr NULL: the column is left to the server. */
static struct str value_of(const struct mark *mark, enum history_mark kind, struct str column)
{
	const struct mark_target *target = mark->target;
	const struct migration_file *file = mark->source->file;
	struct arena *arena = mark->arena;

	switch (kind) {
	case MARK_KEY:
		return key_of(target, arena, &file->name);
	case MARK_DESCRIPTION:
		return sql_literal(arena, description_of(target, &file->name));
	case MARK_WORDS:
		return sql_literal(arena, with_blanks(arena, description_of(target, &file->name)));
	case MARK_NAME:
		return sql_literal(arena, name_for(target, &file->name, column));
	case MARK_PATH:
		return sql_literal(arena, path_in_set(target, file));
	case MARK_CHECKSUM:
		return checksum_sql(mark);
	case MARK_STATEMENTS:
		return statements_of(mark);
	case MARK_NOW:
		return STR("statement_timestamp()");
	case MARK_USER:
		return STR("current_user");
	case MARK_TRUE:
		return STR("true");
	case MARK_FALSE:
		return STR("false");
	case MARK_ZERO:
		return STR("0");
	case MARK_UNMEASURED:
		return STR("-1");
	case MARK_EMPTY:
		return STR("''");
	case MARK_APPLIED:
		return STR("'applied'");
	case MARK_UUID:
		return sql_literal(arena, mark->uuid);
	case MARK_NEXT:
		return str_format(arena, "(SELECT coalesce(max(%s), 0) + 1 FROM %s)",
			sql_identifier(arena, column).ptr, table_of(target, arena).ptr);
	case MARK_KIND:
		return file->name.is_baseline ? STR("'SQL_BASELINE'") : STR("'SQL'");
	default:
		return (struct str){NULL, 0};
	}
}

static void add_column(struct mark *mark, struct str column, enum history_mark kind)
{
	struct str value;

	if (!history_table_column(&mark->target->table, column) ||
		str_list_contains(&mark->columns, column))
		return;
	if (kind == MARK_UUID) {
		mark->uuid = new_uuid(mark->arena);
		mark->uuid_column = column;
	}
	value = value_of(mark, kind, column);
	if (!value.ptr)
		return;
	str_list_add(mark->arena, &mark->columns, column);
	str_list_add(mark->arena, &mark->values, value);
}

static int add_columns(struct mark *mark, struct error *reterr)
{
	const struct history *history = mark->target->history;
	const struct history_table *table = &mark->target->table;

	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++)
		if (history->columns[i].ptr)
			add_column(mark, history->columns[i], history->adapter->marks[i]);
	for (size_t i = 0;
		 i < ARRAY_LENGTH(history->adapter->others) && history->adapter->others[i].column; i++)
		add_column(
			mark, str_from(history->adapter->others[i].column), history->adapter->others[i].mark);
	for (size_t i = 0; i < table->columns.count; i++) {
		const struct history_table_column *column = &table->columns.items[i];

		if (!column->is_required || str_list_contains(&mark->columns, column->name))
			continue;
		error_set(reterr, "%s wants a value in its column %s, and nobody knows which",
			escape_text(mark->arena, history->table, false).ptr,
			escape_text(mark->arena, column->name, false).ptr);
		return error_hint(reterr,
			"give it a DEFAULT, or say in .mighook.yaml what it is: sets[].history[].columns");
	}
	return 0;
}

struct str mark_column(
	const struct mark_target *target, struct arena *arena, const struct migration_file *file)
{
	const struct str *columns = target->history->columns;

	return columns[HISTORY_VERSION].ptr && key_of(target, arena, &file->name).ptr
		? columns[HISTORY_VERSION]
		: columns[HISTORY_NAME];
}

/* "version" = '20250101000000' */
static struct str condition(
	const struct mark_target *target, struct arena *arena, const struct migration_file *file)
{
	struct str column = mark_column(target, arena, file);
	bool is_version = column.ptr == target->history->columns[HISTORY_VERSION].ptr;
	const struct mark mark = {
		.arena = arena, .target = target, .source = &(struct mark_source){.file = file}};
	struct str value = value_of(&mark,
		target->history->adapter->marks[is_version ? HISTORY_VERSION : HISTORY_NAME], column);

	return str_format(arena, "%s = %s", sql_identifier(arena, column).ptr, value.ptr);
}

struct str mark_count_sql(
	const struct mark_target *target, struct arena *arena, const struct migration_file *file)
{
	return str_format(arena, "SELECT count(*) FROM %s WHERE %s", table_of(target, arena).ptr,
		condition(target, arena, file).ptr);
}

static struct str joined(struct arena *arena, const struct str_list *list, bool quotes)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < list->count; i++) {
		text_add(&text, i ? STR(", ") : STR(""));
		text_add(&text, quotes ? sql_identifier(arena, list->items[i]) : list->items[i]);
	}
	return text_str(&text);
}

static struct str insertion(const struct mark *mark)
{
	const struct mark_target *target = mark->target;
	const struct migration_file *file = mark->source->file;
	struct arena *arena = mark->arena;
	struct str key = mark_column(target, arena, file);
	const char *table = table_of(target, arena).ptr;
	struct text text = {.arena = arena};

	text_addf(&text, "INSERT INTO %s (%s)", table, joined(arena, &mark->columns, true).ptr);
	if (history_table_column(&target->table, key)->is_unique) {
		text_addf(&text, " VALUES (");
		text_add(&text, joined(arena, &mark->values, false));
		text_addf(&text, ") ON CONFLICT (%s) DO NOTHING", sql_identifier(arena, key).ptr);
		return text_str(&text);
	}
	text_add(&text, STR(" SELECT "));
	text_add(&text, joined(arena, &mark->values, false));
	if (mark->source->older_rows)
		text_addf(&text, " WHERE (%s) = %zu", mark_count_sql(target, arena, file).ptr,
			mark->source->older_rows);
	else
		text_addf(&text, " WHERE NOT EXISTS (SELECT FROM %s WHERE %s)", table,
			condition(target, arena, file).ptr);
	return text_str(&text);
}

/* Of several rows the one that came last. */
static struct str removal(const struct mark *mark)
{
	const struct mark_target *target = mark->target;
	struct arena *arena = mark->arena;
	const char *table = table_of(target, arena).ptr;
	struct str where = condition(target, arena, mark->source->file);
	struct str rank = target->history->columns[HISTORY_RANK];

	if (mark->uuid.ptr)
		return str_format(arena, "DELETE FROM %s WHERE %s = '%s'", table,
			sql_identifier(arena, mark->uuid_column).ptr, mark->uuid.ptr);
	if (!mark->source->older_rows || !rank.ptr)
		return str_format(arena, "DELETE FROM %s WHERE %s", table, where.ptr);
	return str_format(arena, "DELETE FROM %s WHERE %s AND %s = (SELECT max(%s) FROM %s WHERE %s)",
		table, where.ptr, sql_identifier(arena, rank).ptr, sql_identifier(arena, rank).ptr, table,
		where.ptr);
}

static struct plan_step step_of(const struct migration_file *file)
{
	return (struct plan_step){
		.action = "insert", .version = file->name.version, .path = file->path};
}

int mark_insert(struct plan_step *ret, struct arena *arena, const struct mark_target *target,
	const struct mark_source *source, struct error *reterr)
{
	struct mark mark = {.arena = arena, .target = target, .source = source};

	if (memchr(source->content.ptr ? source->content.ptr : "", '\0', source->content.len)) {
		error_set(reterr, "%s holds a NUL byte, which no text of the server's can",
			escape_text(arena, source->file->path, false).ptr);
		return -1;
	}
	if (add_columns(&mark, reterr))
		return -1;
	*ret = step_of(source->file);
	ret->sql = insertion(&mark);
	ret->undo = removal(&mark);
	return 0;
}

struct plan_step mark_latest(struct arena *arena, const struct mark_target *target,
	const struct migration_file *file, const struct history_row *row)
{
	const struct str *columns = target->history->columns;
	const char *table = table_of(target, arena).ptr;
	const char *version = sql_identifier(arena, columns[HISTORY_VERSION]).ptr;
	const char *dirty = sql_identifier(arena, columns[HISTORY_DIRTY]).ptr;
	const char *own = key_of(target, arena, &file->name).ptr;
	struct plan_step step = step_of(file);

	if (row) {
		step.action = "update";
		step.sql = str_format(arena, "UPDATE %s SET %s = %s, %s = false WHERE %s = %s", table,
			version, own, dirty, version, row->version.ptr);
		step.undo = str_format(arena, "UPDATE %s SET %s = %s WHERE %s = %s", table, version,
			row->version.ptr, version, own);
		return step;
	}
	step.sql = str_format(arena,
		"INSERT INTO %s (%s, %s) SELECT %s, false WHERE NOT EXISTS (SELECT FROM %s)", table,
		version, dirty, own, table);
	step.undo = str_format(arena, "DELETE FROM %s WHERE %s = %s", table, version, own);
	return step;
}
