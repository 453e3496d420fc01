/* SPDX-License-Identifier: MIT */
#include "lint/known.h"

#include "base/escape.h"

bool known_is_replayed(const struct sql *sql, const struct fact *fact)
{
	return sql->catalog && fact_statement(sql, fact)->step;
}

unsigned known_step_before(const struct sql *sql, const struct fact *fact)
{
	return fact_statement(sql, fact)->step - 1;
}

const struct catalog_entry *known_relation(
	const struct sql *sql, const struct fact *fact, struct object_name name)
{
	unsigned step = fact_statement(sql, fact)->step;
	const struct catalog_entry *entry;

	if (!known_is_replayed(sql, fact))
		return NULL;
	entry = catalog_relation(sql->catalog, name, step - 1);
	if (entry)
		return entry;
	/* CREATE SCHEMA holds statements of its own */
	entry = catalog_relation(sql->catalog, name, step);
	return entry && entry->created == step && !entry->is_assumed ? entry : NULL;
}

const struct catalog_entry *known_created(const struct sql *sql, const struct fact *fact)
{
	unsigned step = fact_statement(sql, fact)->step;

	if (!known_is_replayed(sql, fact))
		return NULL;
	for (size_t i = catalog_first_change(sql->catalog, step);
		 i < sql->catalog->changes.count && sql->catalog->changes.items[i].step == step; i++) {
		const struct catalog_change *change = &sql->catalog->changes.items[i];

		if (!change->before && change->after && change->after->kind == fact->kind &&
			!change->entry->is_assumed && str_equal(change->after->name.name, fact->object.name))
			return change->entry;
	}
	return NULL;
}

static struct str path_of_creation(const struct catalog_entry *entry)
{
	const struct object_state *state = entry->state;

	while (state->before)
		state = state->before;
	return state->origin.path;
}

bool known_is_new(
	const struct set_sql *set_sql, const struct sql *sql, const struct catalog_entry *entry)
{
	struct str path = path_of_creation(entry);
	const struct migration_file *file;

	if (entry->is_assumed)
		return false;
	if (str_equal(path, sql->file->path))
		return true;
	file = migration_set_file(set_sql->set, path);
	return file && !file->in_base && sql_is_new(sql);
}

bool known_is_new_table(const struct set_sql *set_sql, const struct sql *sql,
	const struct fact *fact, struct object_name name)
{
	const struct catalog_entry *entry = known_relation(sql, fact, name);

	/* what a rollback finds is what its migration has left: no catalog stops there */
	if (sql->is_down || !known_is_replayed(sql, fact))
		return set_sql_is_new_table(set_sql, sql, fact, name);
	if (!entry)
		entry = catalog_type(sql->catalog, name, known_step_before(sql, fact));
	return entry && known_is_new(set_sql, sql, entry);
}

struct str known_shown_name(
	struct arena *arena, const struct catalog_entry *entry, struct object_name written)
{
	const struct object_name *last = &entry->state->name;

	return escape_text(
		arena, object_name_sql(arena, object_name_equal(written, *last) ? written : *last), false);
}
