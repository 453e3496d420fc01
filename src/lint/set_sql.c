/* SPDX-License-Identifier: MIT */
#include "lint/set_sql.h"

#include "base/sort.h"
#include "base/vec.h"
#include "migration/wrapping.h"

/* A set is another database's if more than half of at least so many files do not parse. */
enum { DIALECT_SAMPLE = 5, DIALECT_MOST = 50 };

bool sql_is_new(const struct sql *sql)
{
	return !sql->file->in_base;
}

struct span statement_span(const struct sql *sql, const struct statement *statement)
{
	size_t end = str_find(sql->text, STR("\n"), statement->from);

	if (end > statement->from && end < sql->text.len && sql->text.ptr[end - 1] == '\r')
		end--;
	return (struct span){statement->from, end < statement->to ? end : statement->to};
}

static void read_section(struct set_sql *set_sql, struct arena *arena,
	const struct migration_file *file, struct section section, bool is_down)
{
	enum wrapping wrapping = wrapping_of(arena, set_sql->set, file, section);

	if (section.exists)
		*vec_push(arena, &set_sql->texts) = sql_read(
			arena, file, section.from, section.to, is_down, wrapping);
}

static void read_file(
	struct set_sql *set_sql, struct arena *arena, const struct migration_file *file)
{
	struct section whole = {0, file->script->content.len, true};

	if (file->name.role == ROLE_BOTH) {
		read_section(set_sql, arena, file, file->script->sections.up, false);
		read_section(set_sql, arena, file, file->script->sections.down, true);
	} else if (file->name.role == ROLE_UP || file->name.role == ROLE_REPEATABLE) {
		read_section(set_sql, arena, file, whole, false);
	} else if (file->name.role == ROLE_DOWN) {
		read_section(set_sql, arena, file, whole, true);
	}
}

static int compare(const void *a, const void *b)
{
	const struct created *first = a, *second = b;

	return str_compare(first->name.name, second->name.name);
}

/* The first entry of that name. */
static size_t find(const struct set_sql *set_sql, struct str name)
{
	size_t from = 0, to = set_sql->created.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_compare(set_sql->created.items[middle].name.name, name) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Order in which files run. */
static int compare_files(const struct migration_file *a, const struct migration_file *b)
{
	if (a->migration && b->migration && a->migration->identity.ptr && b->migration->identity.ptr)
		return str_compare(a->migration->identity, b->migration->identity);
	return str_compare(a->path, b->path);
}

/* In one text. Facts of a DO block are listed behind all others, but it runs in its place. */
static bool stands_before(const struct sql *sql, size_t number, size_t later)
{
	const struct fact *fact = &sql->facts.items[number], *other = &sql->facts.items[later];
	const struct statement *statement = fact_statement(sql, fact);
	const struct statement *after = fact_statement(sql, other);

	if (statement->from != after->from)
		return statement->from < after->from;
	return number < later;
}

/* What a function does is done when it is called, if ever. */
static bool is_only_called(const struct sql *sql, size_t fact)
{
	return fact_statement(sql, &sql->facts.items[fact])->place == PLACE_BODY;
}

bool set_sql_precedes(const struct sql *sql, const struct fact *fact, const struct sql *later_sql,
	const struct fact *later)
{
	size_t number = (size_t)(fact - sql->facts.items);

	if (is_only_called(sql, number))
		return false;
	if (sql == later_sql)
		return stands_before(sql, number, (size_t)(later - later_sql->facts.items));
	return !sql->is_down && sql->file != later_sql->file &&
		compare_files(sql->file, later_sql->file) < 0;
}

static bool runs_before(const struct created *created, const struct sql *sql, size_t fact)
{
	if (is_only_called(created->sql, created->fact) && !is_only_called(sql, fact))
		return false;
	if (created->sql == sql)
		return stands_before(sql, created->fact, fact);
	/* a rollback takes back what its migration has created */
	if (sql->is_down)
		return !created->sql->is_down &&
			(created->sql->file == sql->file ||
				(sql->file->migration && created->sql->file == sql->file->migration->up));
	return !created->sql->is_down && created->sql->file != sql->file && sql_is_new(created->sql) &&
		sql_is_new(sql) && compare_files(created->sql->file, sql->file) < 0;
}

bool set_sql_creates(const struct set_sql *set_sql, const struct sql *sql, const struct fact *fact,
	enum object_kind kind, struct object_name table, struct object_name name)
{
	size_t number = (size_t)(fact - sql->facts.items);

	for (size_t i = find(set_sql, name.name); i < set_sql->created.count; i++) {
		const struct created *created = &set_sql->created.items[i];

		if (!str_equal(created->name.name, name.name))
			break;
		if (created->kind == kind && object_name_equal(created->name, name) &&
			(!table.name.ptr || object_name_equal(created->table, table)) &&
			(!set_sql->set->spec->outside || created->sql->file == sql->file) &&
			runs_before(created, sql, number))
			return true;
	}
	return false;
}

bool set_sql_is_new_table(const struct set_sql *set_sql, const struct sql *sql,
	const struct fact *fact, struct object_name table)
{
	static const enum object_kind kinds[] = {
		KIND_TABLE, KIND_MATERIALIZED_VIEW, KIND_VIEW, KIND_FOREIGN_TABLE, KIND_TYPE, KIND_DOMAIN};

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (set_sql_creates(
				set_sql, sql, fact, kinds[i], (struct object_name){{NULL, 0}, {NULL, 0}}, table))
			return true;
	return false;
}

static void add_created(struct set_sql *set_sql, struct arena *arena, const struct sql *sql,
	size_t number, struct object_name name)
{
	const struct fact *fact = &sql->facts.items[number];

	*vec_push(arena, &set_sql->created) = (struct created){
		.kind = fact->kind,
		.name = name,
		.table = fact->table,
		.sql = sql,
		.fact = number,
	};
}

static void sort_created(struct set_sql *set_sql)
{
	sort(set_sql->created.items, set_sql->created.count, sizeof *set_sql->created.items, compare);
}

static void list_created(struct set_sql *set_sql, struct arena *arena)
{
	size_t known;

	for (size_t i = 0; i < set_sql->texts.count; i++) {
		const struct sql *sql = set_sql->texts.items[i];

		for (size_t j = 0; j < sql->facts.count; j++)
			if (sql->facts.items[j].act == ACT_CREATE && sql->facts.items[j].object.name.ptr)
				add_created(set_sql, arena, sql, j, sql->facts.items[j].object);
	}
	sort_created(set_sql);
	/* a new object is new under its next name too */
	known = set_sql->created.count;
	for (size_t i = 0; i < set_sql->texts.count; i++) {
		const struct sql *sql = set_sql->texts.items[i];

		for (size_t j = 0; j < sql->facts.count; j++) {
			const struct fact *fact = &sql->facts.items[j];

			if (fact->act == ACT_RENAME &&
				set_sql_creates(set_sql, sql, fact, fact->kind, fact->table, fact->object))
				add_created(set_sql, arena, sql, j,
					(struct object_name){fact->object.schema, fact->new_name});
		}
	}
	if (set_sql->created.count > known)
		sort_created(set_sql);
}

static bool is_other_provider(const struct migration_set *set)
{
	const char *lock_file = set->spec->runner->lock_file;

	for (size_t i = 0; lock_file && i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (!file->script || !str_equal(str_basename(file->path), str_from(lock_file)))
			continue;
		return str_find(file->script->content, STR("provider"), 0) < file->script->content.len &&
			str_find(file->script->content, STR("\"postgres"), 0) == file->script->content.len &&
			str_find(file->script->content, STR("\"cockroach"), 0) == file->script->content.len;
	}
	return false;
}

static bool has_errors(const struct set_sql *set_sql)
{
	for (size_t i = 0; i < set_sql->texts.count; i++)
		if (set_sql->texts.items[i]->errors.count)
			return true;
	return false;
}

/* Only asked when something did not parse: how many files of the set do not? */
static int ask_other_files(struct set_sql *set_sql, struct arena *arena,
	const struct change_set *changes, bool *ret, struct error *reterr)
{
	const struct migration_set *set = set_sql->set;
	size_t read = 0, refused = 0;

	for (size_t i = 0; i < set->files.count && read < DIALECT_MOST; i++) {
		const struct migration_file *file = set->files.items[i];
		struct migration_file copy = *file;
		struct section whole = {0, 0, true};
		struct str content;

		if (!role_is_sql(file->name.role) || !file->head ||
			(file->head->mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
			continue;
		if (!file->script) {
			if (tree_content(changes->head, file->head, &content, reterr))
				return -1;
			copy.script = script_read(arena, set->spec, file->name.role, content);
		}
		whole.to = copy.script->content.len;
		refused += sql_read(arena, &copy, whole.from, whole.to, false, WRAPPED_NOT)->errors.count >
			0;
		read++;
	}
	*ret = read >= DIALECT_SAMPLE && refused * 2 > read;
	return 0;
}

int set_sql_read(struct set_sql *ret, struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, struct error *reterr)
{
	struct set_sql set_sql = {.set = set};
	bool is_other = false;

	if (set->spec->dialect == DIALECT_OTHER)
		set_sql.other_dialect = "dialect: other";
	else if (set->spec->dialect == DIALECT_UNKNOWN && is_other_provider(set))
		set_sql.other_dialect = "the provider in its lock file";
	for (size_t i = 0; i < set->files.count && !set_sql.other_dialect; i++)
		if (set->files.items[i]->script && role_is_sql(set->files.items[i]->name.role))
			read_file(&set_sql, arena, set->files.items[i]);
	if (set->spec->dialect == DIALECT_UNKNOWN && !set->spec->outside && has_errors(&set_sql)) {
		if (ask_other_files(&set_sql, arena, changes, &is_other, reterr))
			return -1;
		if (is_other) {
			set_sql.other_dialect = "more than half of its files are not PostgreSQL's";
			set_sql.texts.count = 0;
		}
	}
	list_created(&set_sql, arena);
	*ret = set_sql;
	return 0;
}
