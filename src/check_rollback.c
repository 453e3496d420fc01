/* SPDX-License-Identifier: MIT */
#include "check_rollback.h"

#include "base/escape.h"
#include "base/vec.h"
#include "migration/history_row.h"
#include "migration/order.h"
#include "rules/history_table.h"
#include "rules/in_force.h"

/* Where the team's migrations write down that they ran, if they have to. */
static struct inverse_record record_of(
	struct check *check, const struct migration_set *set, const struct migration_file *up)
{
	struct str_list none = {0};
	const struct subject subject = {
		.arena = check->arena, .policy = set->spec->policy, .set = set, .active = &none};
	struct inverse_record record = {.column = history_record_column(&subject)};

	if (is_in_force(&subject, "history-record-missing"))
		record.table = history_record_table(&subject);
	record.name = str_basename(up->name.stem);
	return record;
}

static void add(struct check *check, const struct set_schema *schema,
	const struct migration_file *up, const struct migration_file *previous, struct rollbacks *ret)
{
	struct rollback *rollback = vec_push(check->arena, ret);
	const struct sql *sql = NULL;

	*rollback = (struct rollback){.set = schema->set, .up = up};
	rollback->record = record_of(check, schema->set, up);
	if (up->migration && up->migration->down && up->migration->down->head)
		rollback->down = up->migration->down;
	rollback->history_row = history_row_removal(
		schema->set->spec, check->arena, &up->name, previous ? &previous->name : NULL);
	for (size_t i = 0; i < schema->set_sql.texts.count; i++)
		if (schema->set_sql.texts.items[i]->file->head == up->head &&
			!schema->set_sql.texts.items[i]->is_down)
			sql = schema->set_sql.texts.items[i];
	rollback->is_unread = !schema->catalog || !sql;
	if (!rollback->is_unread)
		catalog_inverse(&rollback->inverse, check->arena, schema->catalog, sql, &rollback->record);
}

int check_rollback_of(
	struct check *check, struct str name, struct rollbacks *ret, struct error *reterr)
{
	struct set_schemas schemas;
	struct change_set changes;
	struct rollbacks found = {0};

	if (check_schema(check, &changes, &schemas, reterr))
		return -1;
	for (size_t i = 0; i < schemas.count; i++) {
		struct ordered_files files = migration_set_in_order(schemas.items[i].set, check->arena);

		for (size_t j = 0; j < files.count; j++)
			if (migration_file_is_called(files.items[j], name))
				add(check, &schemas.items[i], files.items[j], j ? files.items[j - 1] : NULL,
					&found);
	}
	if (!found.count) {
		error_set(reterr, "there is no migration '%s' in the index",
			escape_text(check->arena, name, false).ptr);
		return error_hint(reterr, "git ls-files; a new one is seen after git add");
	}
	if (found.count > 1) {
		error_set(reterr, "'%s' may be %s or %s", escape_text(check->arena, name, false).ptr,
			escape_text(check->arena, found.items[0].up->path, false).ptr,
			escape_text(check->arena, found.items[1].up->path, false).ptr);
		return error_hint(reterr, "name the file by its path");
	}
	*ret = found;
	return 0;
}

static struct rollbacks of_paths(
	struct check *check, const struct set_schemas *schemas, const struct str_list *paths)
{
	struct rollbacks found = {0};

	for (size_t i = schemas->count; i > 0; i--) {
		const struct set_schema *schema = &schemas->items[i - 1];
		struct ordered_files files = migration_set_in_order(schema->set, check->arena);

		for (size_t j = files.count; j > 0; j--)
			if (str_list_contains(paths, files.items[j - 1]->path))
				add(check, schema, files.items[j - 1], j > 1 ? files.items[j - 2] : NULL, &found);
	}
	return found;
}

int check_rollback_paths(
	struct check *check, const struct str_list *paths, struct rollbacks *ret, struct error *reterr)
{
	struct change_set *changes = arena_new(check->arena, struct change_set);
	struct set_schemas schemas;

	if (check_schema(check, changes, &schemas, reterr))
		return -1;
	*ret = of_paths(check, &schemas, paths);
	return 0;
}

int check_rollback_range(struct check *check, struct str base, struct str head,
	struct rollbacks *ret, struct error *reterr)
{
	struct set_schemas schemas;
	struct str_list added;

	if (check_schema_range(check, base, head, &schemas, &added, reterr))
		return -1;
	*ret = of_paths(check, &schemas, &added);
	return 0;
}
