/* SPDX-License-Identifier: MIT */
/* What mends a failure (requirements S1-16), and which migration comes too late (S1-17). */
#include "base/escape.h"
#include "database/replay_parts.h"
#include "sql/sql.h"

/* By SQLSTATE, and by a part of the message where one SQLSTATE has several reasons. */
static const struct {
	const char *state, *part, *hint;
} hints[] = {
	{"25001", NULL,
		"such a statement needs a migration of its own, or one that its runner does "
		"not wrap in a transaction"},
	{"42601", "at or near \"\\",
		"only psql knows what begins with a backslash: a runner sends SQL "
		"alone; mighook baseline --from-db and mighook squash write a dump as a migration"},
	{"42601", "at or near \"\xef\xbb\xbf",
		"the file begins with a byte order mark: save it without"},
	{"42601", "at or near \"$",
		"nobody has put a value for a variable: a runner sends what is there"},
	{"42601", NULL, "correct the SQL there"},
	{"42P07", NULL, "it is there already: IF NOT EXISTS, or DROP ... IF EXISTS before it"},
	{"42P06", "\"public\"",
		"every database has it: take the statement out; mighook baseline --from-db and mighook "
		"squash write a dump as a migration"},
	{"42P06", NULL, "it is there already: CREATE SCHEMA IF NOT EXISTS"},
	{"42701", NULL, "it is there already: ADD COLUMN IF NOT EXISTS"},
	{"42710", NULL,
		"it is there already: IF NOT EXISTS, DROP ... IF EXISTS before it, or a DO "
		"block that looks first"},
	{"42723", NULL, "it is there already: CREATE OR REPLACE, or DROP ... IF EXISTS before it"},
	{"42P16", "multiple primary keys", "the table has one already: drop it before, or look first"},
	{"42501", NULL,
		"GRANT the privilege to the role that needs it, as in GRANT SELECT ON ... TO "
		"authenticated, service_role"},
	{"23505", NULL,
		"the row is there already: ON CONFLICT DO NOTHING, or a DO block that looks "
		"first"},
	{"23502", NULL, "fill the column before it is NOT NULL, or give it a default"},
	{"23503", NULL, "the row that it points to must be there before"},
	{"23514", NULL, "correct the rows before the constraint is added"},
	{"55P04", NULL,
		"a new value of an enum can be used when the migration that adds it has "
		"ended: use it in the next one"},
	{"58P01", "extension",
		"the server does not have it: install its package (Debian: apt install "
		"postgresql-MAJOR-NAME), or leave its part to a prelude"},
	{"0A000", "is not available",
		"the server does not have it: install its package (Debian: apt "
		"install postgresql-MAJOR-NAME), or leave its part to a prelude"},
	{"42704", "role \"",
		"roles belong to the server: the set's prelude creates those that migrations take for "
		"granted"},
	{"22023", "role \"",
		"roles belong to the server: the set's prelude creates those that migrations take for "
		"granted"},
	{"42P01", NULL,
		"no migration before this one creates it: they must run in another order, or "
		"a prelude has to have it"},
	{"42703", NULL, "no migration before this one adds it: they must run in another order"},
	{"42883", NULL,
		"no migration before this one creates it, or the types of its arguments "
		"differ"},
	{"42704", NULL,
		"no migration before this one creates it: they must run in another order, or "
		"a prelude has to have it"},
	{"3F000", NULL, "CREATE SCHEMA IF NOT EXISTS in a migration before this one, or in a prelude"},
	{"2BP01", NULL, "drop what depends on it before, or CASCADE if all of it is to go"},
	{"22021", NULL, "save the file as UTF-8"},
	{"28000", NULL, "a migration cannot become another user without a connection of its own"},
	{"57P01", NULL, "the migration has ended its own session"},
};

/* Kinds as messages call them, and what creates one. */
static const struct {
	const char *word;
	enum object_kind kinds[7]; /* KIND_OTHER ends them */
} missing_kinds[] = {
	{"relation",
		{KIND_TABLE, KIND_VIEW, KIND_MATERIALIZED_VIEW, KIND_FOREIGN_TABLE, KIND_SEQUENCE,
			KIND_INDEX}},
	{"table", {KIND_TABLE, KIND_VIEW}},
	{"view", {KIND_VIEW}},
	{"index", {KIND_INDEX}},
	{"sequence", {KIND_SEQUENCE}},
	{"column", {KIND_COLUMN}},
	{"type", {KIND_TYPE, KIND_DOMAIN, KIND_TABLE}},
	{"function", {KIND_FUNCTION, KIND_AGGREGATE}},
	{"procedure", {KIND_PROCEDURE}},
	{"schema", {KIND_SCHEMA}},
	{"role", {KIND_ROLE}},
	{"constraint", {KIND_CONSTRAINT}},
	{"policy", {KIND_POLICY}},
	{"trigger", {KIND_TRIGGER}},
	{"extension", {KIND_EXTENSION}},
	{"publication", {KIND_PUBLICATION}},
};

/* What does not exist. */
struct missing {
	const enum object_kind *kinds;
	struct str schema, name; /* schema: ptr NULL if not said */
	struct str table; /* of a column: ptr NULL if not said */
};

/* "public.users" */
static void split_name(struct str name, struct str *ret_schema, struct str *ret_name)
{
	size_t dot = name.len;

	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] == '.')
			dot = i;
	*ret_name = dot < name.len ? str_slice(name, dot + 1, name.len) : name;
	*ret_schema = dot < name.len ? str_slice(name, 0, dot) : (struct str){NULL, 0};
}

/* The text between the next quotes. */
static struct str quoted(struct str message, size_t from)
{
	size_t open = str_find(message, STR("\""), from);
	size_t close = str_find(message, STR("\""), open + 1);

	return close < message.len ? str_slice(message, open + 1, close) : (struct str){NULL, 0};
}

/* 'relation "x" does not exist', 'function f(integer) does not exist', 'column "c" of relation "t"
 * does not exist', 'column t.c does not exist'. */
static bool read_missing(struct str message, struct missing *ret)
{
	struct str rest = message, word = str_next_word(&rest), name;
	size_t of;

	if (str_find(message, STR("does not exist"), 0) == message.len)
		return false;
	for (size_t i = 0; i < ARRAY_LENGTH(missing_kinds); i++)
		if (str_equal(word, str_from(missing_kinds[i].word)))
			ret->kinds = missing_kinds[i].kinds;
	if (!ret->kinds)
		return false;
	rest = str_trim(rest);
	name = str_starts(rest, STR("\"")) ? quoted(rest, 0) : str_next_word(&rest);
	name = str_slice(name, 0, str_find(name, STR("("), 0));
	split_name(name, &ret->schema, &ret->name);
	if (ret->kinds[0] == KIND_COLUMN) {
		ret->table = ret->schema;
		ret->schema = (struct str){NULL, 0};
		of = str_find(message, STR(" of relation "), 0);
		if (of < message.len)
			ret->table = quoted(message, of);
	}
	return ret->name.len > 0;
}

static bool creates(const struct fact *fact, const struct missing *missing)
{
	bool is_kind = false;

	for (size_t i = 0; i < ARRAY_LENGTH(missing_kinds[0].kinds) && missing->kinds[i]; i++)
		is_kind |= fact->kind == missing->kinds[i];
	if (!is_kind)
		return false;
	if (fact->act == ACT_RENAME)
		return str_equal(fact->new_name, missing->name);
	if (fact->act != ACT_CREATE || !str_equal(fact->object.name, missing->name))
		return false;
	if (missing->schema.ptr && fact->object.schema.ptr &&
		!str_equal(missing->schema, fact->object.schema))
		return false;
	return !missing->table.ptr || !fact->table.name.ptr ||
		str_equal(missing->table, fact->table.name);
}

static bool file_creates(
	const struct migration_file *file, const struct missing *missing, struct arena *scratch)
{
	const struct sql *sql = sql_read(
		scratch, scratch, file, 0, file->script->content.len, false, WRAPPED_NOT);

	for (size_t i = 0; i < sql->facts.count; i++)
		if (creates(&sql->facts.items[i], missing))
			return true;
	return false;
}

/* The first migration behind this one that creates it; NULL: none does. */
static const struct migration_file *find_later(
	const struct replay *replay, const struct replay_source *source, const struct missing *missing)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct ordered_files files = migration_set_in_order(source->set, &arena);
	bool is_behind = false;

	for (size_t i = 0; i < files.count; i++) {
		struct migration_file file;
		struct error ignored;

		if (is_behind && !replay_load(&file, replay, source->set, files.items[i], &ignored) &&
			file.script && file_creates(&file, missing, &arena))
			return files.items[i];
		is_behind |= files.items[i]->path.len == source->path.len &&
			str_equal(files.items[i]->path, source->path);
	}
	return NULL;
}

static const char *by_table(const struct run *run)
{
	for (size_t i = 0; i < ARRAY_LENGTH(hints); i++)
		if (str_equal(run->sqlstate, str_from(hints[i].state)) &&
			(!hints[i].part ||
				str_find(run->message, str_from(hints[i].part), 0) < run->message.len))
			return hints[i].hint;
	return NULL;
}

/* The key that gives the set one prelude more: a file in place of those it has would leave the
 * migrations without their platform. */
static struct str prelude_key(struct arena *arena, const struct set_spec *spec)
{
	struct str_list preludes = set_spec_list(spec, spec->policy, "prelude");
	struct text key = {.arena = arena};

	text_addf(&key, ".mighook.yaml: sets: [{path: %s, prelude: [",
		spec->path.len ? escape_text(arena, spec->path, false).ptr : ".");
	for (size_t i = 0; i < preludes.count; i++)
		if (!str_equal(preludes.items[i], STR("none")))
			text_addf(&key, "%s, ", escape_text(arena, preludes.items[i], false).ptr);
	text_add(&key, STR("FILE]}]"));
	return text_str(&key);
}

struct str replay_hint(
	const struct replay *replay, const struct replay_source *source, const struct run *run)
{
	struct missing missing = {.kinds = NULL};
	const struct migration_file *later = NULL;
	const char *hint = by_table(run);

	if (run->timed_out)
		hint = "a migration must not wait for anything; --timeout gives it more time";
	if (run->wants_lines)
		hint = "only psql reads rows from the file: write INSERT, or COPY in a script of its own";
	if (source->file && read_missing(run->message, &missing))
		later = find_later(replay, source, &missing);
	if (later)
		return str_format(replay->arena,
			"%s creates it, and runs later: rename that one to an earlier version, or this one to "
			"a later one",
			escape_text(replay->arena, later->path, false).ptr);
	if (hint && missing.kinds && missing.kinds[0] == KIND_ROLE)
		return str_format(
			replay->arena, "%s: %s", hint, prelude_key(replay->arena, source->set->spec).ptr);
	if (run->advice.ptr && hint)
		return str_format(replay->arena, "%s (the server: %s)", hint, run->advice.ptr);
	if (run->advice.ptr)
		return str_copy(replay->arena, run->advice);
	return str_from(hint);
}
