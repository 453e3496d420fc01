/* SPDX-License-Identifier: MIT */
#include "check_database_schema.h"

#include "base/escape.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "check_database_unverified.h"
#include "check_untracked.h"
#include "database/schema_hash.h"

struct str schema_text(struct arena *arena, const struct schema_side *side)
{
	/* no head: what is written is what is hashed, and sha256sum can check it */
	return dump_objects_write(arena, &side->objects, (struct str){NULL, 0});
}

int schema_snapshot_path(
	const struct migration_set *set, struct arena *arena, struct str *ret, struct error *reterr)
{
	const char *path = escape_text(arena, set->spec->path, false).ptr;
	const struct str_list *places = &set->spec->snapshots;

	if (!set->snapshot.ptr && !places->count) {
		error_set(reterr, "%s has no snapshot: the policy says none", path);
		return error_hint(reterr, "mighook schema dump > FILE");
	}
	if (set->snapshot.ptr && !str_ends(set->snapshot, STR(".sql"))) {
		error_set(reterr, "the snapshot of %s, %s, is not written in SQL", path,
			escape_text(arena, set->snapshot, false).ptr);
		return error_hint(reterr, "mighook schema dump > FILE");
	}
	if (set->snapshot.ptr)
		*ret = set->snapshot;
	else
		*ret = str_list_contains(places, STR("schema.sql")) ? STR("schema.sql") : places->items[0];
	return 0;
}

int schema_committed(
	const struct database_check *database, struct str path, struct str *ret, struct error *reterr)
{
	struct entry entry = {.mode = 0};

	*ret = (struct str){NULL, 0};
	if (tree_entry(database->changes.head, path, &entry, reterr))
		return -1;
	return entry.mode ? tree_content(database->changes.head, &entry, ret, reterr) : 0;
}

int schema_committed_hash(const struct database_check *database, const struct migration_set *set,
	struct str *ret_path, struct str *ret, struct error *reterr)
{
	struct arena *arena = database->check->arena;
	struct str snapshot, content;

	if (schema_snapshot_path(set, arena, &snapshot, reterr))
		return -1;
	*ret_path = schema_hash_path(arena, snapshot);
	*ret = (struct str){NULL, 0};
	if (schema_committed(database, *ret_path, &content, reterr))
		return -1;
	return content.ptr ? schema_hash_read(ret, arena, *ret_path, content, reterr) : 0;
}

static int read_set(struct database_drift *drift, const struct drift_request *request,
	struct set_drift *set, struct error *reterr)
{
	struct arena *arena = drift->database.check->arena;
	struct ordered_files files = migration_set_in_order(set->set, arena);

	if (request->against) {
		if (scratch_check_live(
				&drift->scratch, set->set, drift->database.connection, &set->chain, reterr))
			return -1;
	} else {
		set->migrations = files.count;
		if (scratch_check_migrations(&drift->scratch, set->set, &files, &set->chain, reterr))
			return -1;
	}
	if (set->chain.failures.count && !set->chain.is_text) {
		set->verdict = drift->verdict = DRIFT_BROKEN_CHAIN;
		return 0;
	}
	note_unverified(drift->database.check, &set->chain);
	return require_parameters(arena, &set->chain, reterr) ||
			scratch_check_settle(&drift->scratch, set->set, &set->chain, reterr)
		? -1
		: 0;
}

int check_database_schema(struct check *check, const struct drift_request *request,
	struct database_drift *ret, struct error *reterr)
{
	struct database_options options = request->database;

	ret->request = request;
	options.needs_no_record = true;
	if (check_database_start(check, &options, &ret->database, reterr))
		return -1;
	if (request->against && drift_require_one_set(&ret->database, reterr))
		return -1;
	check_note_unstaged(check, &ret->database.changes, &ret->database.sets);
	if ((request->against && check_database_connect(&ret->database, CONNECTION_READS, reterr)) ||
		scratch_check_open(&ret->scratch, &ret->database, &request->scratch, reterr))
		return -1;
	for (size_t i = 0; i < ret->database.sets.count; i++) {
		struct set_drift *set;
		bool is_empty = false;

		if (!request->against &&
			drift_is_empty(ret, &ret->database.sets.items[i], &is_empty, reterr))
			return -1;
		if (is_empty)
			continue;
		set = vec_push(check->arena, &ret->sets);
		*set = (struct set_drift){.set = &ret->database.sets.items[i]};
		if (read_set(ret, request, set, reterr))
			return -1;
	}
	return drift_require_set(ret, reterr) || drift_require_schemas(ret, reterr) ? -1 : 0;
}

/* A hash that is not the migrations' is like a snapshot of another schema. */
static void add_finding(struct database_drift *drift, struct set_drift *set, struct str path,
	struct str committed, struct str hash)
{
	struct arena *arena = drift->database.check->arena;
	struct drift_comparison *comparison = arena_new(arena, struct drift_comparison);
	struct drift_object *object = arena_new(arena, struct drift_object);

	comparison->set = set->set;
	comparison->left.name = path;
	comparison->right.name = STR("migrations");
	*object = (struct drift_object){
		.kind = STR(SCHEMA_HASH_KIND),
		.name = path,
		.change = DRIFT_CHANGED,
		.left = committed,
		.right = hash,
	};
	drift_add_finding(drift, set, comparison, object, NULL, DRIFT_STALE_SNAPSHOT);
	drift->verdict = set->verdict > drift->verdict ? set->verdict : drift->verdict;
}

static int compare_hash(struct database_drift *drift, struct set_drift *set, struct error *reterr)
{
	struct arena *arena = drift->database.check->arena;
	struct str path, committed, hash;

	/* of several sets one may have no snapshot */
	if (drift->sets.count > 1 && schema_snapshot_path(set->set, arena, &path, reterr)) {
		check_note(drift->database.check, "%s", reterr->message);
		return 0;
	}
	if (schema_committed_hash(&drift->database, set->set, &path, &committed, reterr))
		return -1;
	if (!committed.ptr && !set->has_snapshot) {
		error_set(reterr, "%s has no snapshot: nothing was checked",
			escape_text(arena, set->set->spec->path, false).ptr);
		return error_hint(reterr, "mighook schema dump --write, then git add it");
	}
	if (!committed.ptr)
		return 0;
	if (require_parameters(arena, &set->chain, reterr) ||
		scratch_check_settle(&drift->scratch, set->set, &set->chain, reterr))
		return -1;
	hash = sha256_hex(arena, schema_text(arena, &set->chain));
	if (!str_equal(hash, committed))
		add_finding(drift, set, path, committed, hash);
	return 0;
}

int schema_compare_hashes(struct database_drift *drift, struct error *reterr)
{
	for (size_t i = 0; i < drift->sets.count; i++)
		if (!drift->sets.items[i].chain.failures.count &&
			compare_hash(drift, &drift->sets.items[i], reterr))
			return -1;
	return 0;
}
