/* SPDX-License-Identifier: MIT */
#include "check_schema.h"

#include "base/escape.h"
#include "check_sets.h"

int check_schema_of_set(struct check *check, const struct change_set *changes,
	const struct migration_set *set, enum catalog_source source, struct set_schema *ret,
	struct error *reterr)
{
	struct set_schema schema = {.set = set};

	if (set_sql_read(
			&schema.set_sql, check->arena, changes, set, /* wants_deprecations= */ false, reterr))
		return -1;
	if (schema.set_sql.other_dialect)
		check_note(check, "%s: not PostgreSQL's SQL (%s)",
			escape_text(check->arena, set->spec->path, false).ptr, schema.set_sql.other_dialect);
	else if (set_catalog_read(
				 &schema.catalog, check->arena, changes, set, &schema.set_sql, source, reterr))
		return -1;
	if (schema.catalog) {
		/* whoever asks for a schema goes through all of it */
		(void)catalog_all(schema.catalog);
		if (set_catalog_verify(schema.catalog, changes->repository, reterr))
			return -1;
	}
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
		if (check_schema_of_set(check, changes, &sets.items[schemas.count],
				CATALOG_KEPT_OR_REPLAYED, &schemas.items[schemas.count], reterr))
			return -1;
	*ret = schemas;
	return 0;
}

static int prepare(struct check *check, struct change_set *changes, struct error *reterr)
{
	return check_prepare(check, changes, reterr) || check_protect(check, changes, reterr) ? -1 : 0;
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

	if (change_set_from_range(changes, check->repository, check->arena, base, head, reterr) ||
		prepare(check, changes, reterr) ||
		migration_sets_load(&sets, changes, &check->specs, reterr))
		return -1;
	changes->whole = true;
	if (read_sets(check, changes, ret, reterr))
		return -1;
	*ret_added = sets_added(&sets, check->arena);
	return 0;
}
