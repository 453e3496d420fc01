/* SPDX-License-Identifier: MIT */
#include "check_schema.h"

#include "base/escape.h"
#include "lint/set_catalog.h"

int check_schema_of_set(struct check *check, const struct change_set *changes,
	const struct migration_set *set, struct set_schema *ret, struct error *reterr)
{
	struct set_schema schema = {.set = set};

	if (set_sql_read(
			&schema.set_sql, check->arena, changes, set, /* wants_deprecations= */ false, reterr))
		return -1;
	if (schema.set_sql.other_dialect)
		check_note(check, "%s: not PostgreSQL's SQL (%s)",
			escape_text(check->arena, set->spec->path, false).ptr, schema.set_sql.other_dialect);
	else if (set_catalog_read(&schema.catalog, check->arena, changes, set, &schema.set_sql, reterr))
		return -1;
	*ret = schema;
	return 0;
}

/* The sets of the judged tree, with the content of every file. */
static int read_sets(
	struct check *check, struct change_set *changes, struct set_schemas *ret, struct error *reterr)
{
	struct migration_sets sets;
	struct set_schemas schemas = {.count = 0};

	if (migration_sets_load(&sets, changes, &check->specs, reterr))
		return -1;
	schemas.items = arena_array(check->arena, struct set_schema, sets.count + 1);
	for (; schemas.count < sets.count; schemas.count++)
		if (check_schema_of_set(
				check, changes, &sets.items[schemas.count], &schemas.items[schemas.count], reterr))
			return -1;
	*ret = schemas;
	return 0;
}

static int prepare(struct check *check, struct change_set *changes, struct error *reterr)
{
	struct str_list none = {0};
	const struct setting *protected;

	if (check_prepare(check, changes, reterr))
		return -1;
	protected = policy_setting(&check->policy, "protected");
	return change_set_protect(changes, protected ? &protected->list : &none, reterr);
}

int check_schema(
	struct check *check, struct change_set *changes, struct set_schemas *ret, struct error *reterr)
{
	if (change_set_from_everything(changes, check->repository, check->arena, reterr) ||
		prepare(check, changes, reterr))
		return -1;
	return read_sets(check, changes, ret, reterr);
}

int check_schema_range(struct check *check, struct str base, struct str head,
	struct set_schemas *ret, struct str_list *ret_added, struct error *reterr)
{
	struct change_set *changes = arena_new(check->arena, struct change_set);
	struct migration_sets sets;
	struct str_list added = {0};

	if (change_set_from_range(changes, check->repository, check->arena, base, head, reterr) ||
		prepare(check, changes, reterr) ||
		migration_sets_load(&sets, changes, &check->specs, reterr))
		return -1;
	for (size_t i = 0; i < sets.count; i++)
		for (size_t j = 0; j < sets.items[i].migrations.count; j++)
			if (sets.items[i].migrations.items[j].is_added)
				str_list_add(check->arena, &added, sets.items[i].migrations.items[j].up->path);
	changes->whole = true;
	if (read_sets(check, changes, ret, reterr))
		return -1;
	*ret_added = added;
	return 0;
}
