/* SPDX-License-Identifier: MIT */
#include "lint/set_snapshot.h"

#include "schema/replay.h"

bool set_snapshot_is_judged(const struct change_set *changes, const struct migration_set *set)
{
	return str_ends(set->snapshot, STR(".sql")) && !changes->only_named && !set->spec->outside &&
		(changes->whole || set->is_touched || set->snapshot_change);
}

/* NULL: the tree has none, which snapshot-not-staged tells. */
static int read_dump(struct set_snapshot *snapshot, const struct change_set *changes,
	const struct migration_set *set, struct error *reterr)
{
	struct entry entry = {.mode = 0};
	struct migration_file *file;
	struct str content;

	if (tree_entry(changes->head, set->snapshot, &entry, reterr))
		return -1;
	if ((entry.mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
		return 0;
	if (tree_content(changes->head, &entry, &content, reterr))
		return -1;
	file = arena_new(changes->arena, struct migration_file);
	file->path = set->snapshot;
	file->name.role = ROLE_UP;
	file->script = script_read(changes->arena, set->spec, ROLE_UP, content);
	snapshot->file = file;
	return 0;
}

int set_snapshot_read(struct set_snapshot *ret, const struct change_set *changes,
	const struct migration_set *set, const struct set_sql *set_sql, struct error *reterr)
{
	struct set_snapshot snapshot = {
		.is_judged = set_sql->catalog && set_snapshot_is_judged(changes, set)};
	struct arena scratch = {0};
	struct catalog *declared;
	struct sql *sql;

	if (snapshot.is_judged && read_dump(&snapshot, changes, set, reterr))
		return -1;
	snapshot.is_judged &= snapshot.file != NULL;
	if (snapshot.is_judged) {
		declared = catalog_new(changes->arena);
		sql = sql_read(changes->arena, &scratch, snapshot.file, 0,
			snapshot.file->script->content.len, /* is_down= */ false, WRAPPED_NOT);
		catalog_replay(declared, sql);
		snapshot.sql = sql;
		snapshot.is_empty = !sql->facts.count && !sql->errors.count;
		snapshot.differences = catalog_compare(changes->arena, set_sql->catalog, declared);
		arena_release(&scratch);
	}
	*ret = snapshot;
	return 0;
}
