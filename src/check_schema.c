/* SPDX-License-Identifier: MIT */
#include "check_schema.h"

#include "base/escape.h"
#include "lint/set_catalog.h"

static int read_set(struct check *check, const struct change_set *changes,
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

int check_schema(
	struct check *check, struct change_set *changes, struct set_schemas *ret, struct error *reterr)
{
	struct migration_sets sets;
	struct set_schemas schemas = {.count = 0};
	struct str_list none = {0};
	const struct setting *protected;

	if (change_set_from_everything(changes, check->repository, check->arena, reterr) ||
		check_prepare(check, changes, reterr))
		return -1;
	protected = policy_setting(&check->policy, "protected");
	if (change_set_protect(changes, protected ? &protected->list : &none, reterr) ||
		migration_sets_load(&sets, changes, &check->specs, reterr))
		return -1;
	schemas.items = arena_array(check->arena, struct set_schema, sets.count + 1);
	for (; schemas.count < sets.count; schemas.count++)
		if (read_set(
				check, changes, &sets.items[schemas.count], &schemas.items[schemas.count], reterr))
			return -1;
	*ret = schemas;
	return 0;
}
