/* SPDX-License-Identifier: MIT */
#include "check_database_drift.h"

#include <sys/stat.h>

#include "base/escape.h"
#include "base/vec.h"
#include "check_database_drift_sql.h"
#include "check_database_roundtrip.h"
#include "check_database_twice.h"
#include "check_database_unverified.h"
#include "check_untracked.h"
#include "git/unified_diff.h"

const char *const drift_verdicts[DRIFT_VERDICT_COUNT] = {
	[DRIFT_CLEAN] = "clean",
	[DRIFT_STALE_SNAPSHOT] = "stale-snapshot",
	[DRIFT_OUTSIDE_CHANGE] = "outside-change",
	[DRIFT_BROKEN_CHAIN] = "broken-chain",
};

/* What is judged. */
struct judging {
	struct database_drift *drift;
	const struct drift_request *request;
	struct set_drift *set;
	const struct drift_comparison *snapshot, *live; /* NULL: not compared */
};

static struct arena *arena_of(const struct judging *judging)
{
	return judging->drift->database.check->arena;
}

/* The snapshot's text; ptr NULL: the set has none in SQL. */
static int read_snapshot(const struct judging *judging, const struct migration_set *set,
	struct str *ret, struct error *reterr)
{
	const struct tree *tree = judging->drift->database.changes.head;
	struct entry entry = {.mode = 0};

	*ret = (struct str){NULL, 0};
	if (!set->snapshot.ptr || !str_ends(set->snapshot, STR(".sql")))
		return 0;
	if (tree_entry(tree, set->snapshot, &entry, reterr))
		return -1;
	if (entry.mode) {
		if (tree_content(tree, &entry, ret, reterr))
			return -1;
		*ret = str_with_lf_ends(arena_of(judging), *ret);
		return 0;
	}
	error_set(reterr, "the snapshot %s is not there",
		escape_text(arena_of(judging), set->snapshot, false).ptr);
	return error_hint(reterr, "mighook schema dump --write, then git add it");
}

/* What of a side is not what it was asked to be. */
static void note_side(const struct judging *judging, const struct schema_side *side)
{
	const struct replay_failure *first = side->failures.items;

	if (side->is_text)
		check_note(judging->drift->database.check,
			"%s: line %zu does not go through on the scratch server, PostgreSQL %d: %s; what of "
			"it failed, %zu statement%s, is compared as text",
			escape_text(arena_of(judging), side->name, false).ptr, first->line,
			scratch_server_version(judging->drift->scratch.scratch) / 10000, first->message.ptr,
			side->failures.count, side->failures.count == 1 ? "" : "s");
}

/* Compares, and keeps both sides. */
static int compare(struct judging *judging, const struct schema_side *left,
	const struct schema_side *right, bool is_live, const struct drift_comparison **ret,
	struct error *reterr)
{
	struct drift_comparison *comparison = arena_new(arena_of(judging), struct drift_comparison);

	*comparison = (struct drift_comparison){
		.set = judging->set->set, .left = *left, .right = *right, .is_live = is_live};
	if (scratch_check_compare(&judging->drift->scratch, judging->set->set, &comparison->left,
			&comparison->right, &comparison->objects, reterr))
		return -1;
	note_side(judging, &comparison->left);
	note_side(judging, &comparison->right);
	/* of the migrations it is told by then */
	if (!str_equal(comparison->left.name, judging->set->chain.name))
		note_unverified(judging->drift->database.check, &comparison->left);
	if (!str_equal(comparison->right.name, judging->set->chain.name))
		note_unverified(judging->drift->database.check, &comparison->right);
	*vec_push(arena_of(judging), &judging->drift->comparisons) = comparison;
	*ret = comparison;
	return 0;
}

static int compare_snapshot(
	struct judging *judging, const struct schema_side *chain, struct error *reterr)
{
	struct schema_side snapshot;
	struct str text;

	if (read_snapshot(judging, judging->set->set, &text, reterr))
		return -1;
	judging->set->has_snapshot = text.ptr != NULL;
	if (!text.ptr)
		return 0;
	return scratch_check_text(&judging->drift->scratch, judging->set->set,
			   judging->set->set->snapshot, text, &snapshot, reterr) ||
			compare(judging, &snapshot, chain, false, &judging->snapshot, reterr)
		? -1
		: 0;
}

/* True if a table tells what of the set was applied. */
static bool is_recorded(const struct database_check *database, const struct migration_set *set)
{
	const struct ledger_set *own = ledger_set_of(&database->ledger, set);

	for (size_t i = 0; own && i < own->histories.count; i++)
		if (database->ledger.histories.items[own->histories.items[i]].exists)
			return true;
	return false;
}

/* The migrations of the set that the database has executed. */
static struct ordered_files applied_files(
	const struct judging *judging, const struct ordered_files *all)
{
	const struct database_check *database = &judging->drift->database;
	struct ordered_files applied = {
		arena_array(arena_of(judging), const struct migration_file *, all->count + 1), 0};

	for (size_t i = 0; i < all->count; i++)
		if (!is_recorded(database, judging->set->set) ||
			!ledger_file_is_pending(&database->ledger, all->items[i]))
			applied.items[applied.count++] = all->items[i];
	return applied;
}

/* What the applied migrations lead to. Roles belong to a whole server, and migrations may have made
 * some: they are executed once more on another one. */
static int replay_applied(struct judging *judging, const struct ordered_files *applied,
	struct schema_side *ret, struct error *reterr)
{
	_cleanup_(scratch_check_close) struct scratch_check other = {.scratch = NULL};

	if (scratch_check_open(&other, &judging->drift->database, &judging->request->scratch, reterr) ||
		scratch_check_migrations(&other, judging->set->set, applied, ret, reterr))
		return -1;
	ret->database = (struct str){NULL, 0};
	return 0;
}

static int compare_live(struct judging *judging, const struct ordered_files *all,
	const struct schema_side *chain, struct error *reterr)
{
	struct ordered_files applied = applied_files(judging, all);
	struct schema_side live, executed = *chain;

	judging->set->pending = all->count - applied.count;
	if (judging->set->pending && replay_applied(judging, &applied, &executed, reterr))
		return -1;
	if (executed.failures.count) {
		judging->set->chain.failures = executed.failures;
		return 0;
	}
	return scratch_check_live(&judging->drift->scratch, judging->set->set,
			   judging->drift->database.connection, &live, reterr) ||
			compare(judging, &executed, &live, true, &judging->live, reterr)
		? -1
		: 0;
}

static const struct drift_object *find(
	const struct drift_comparison *comparison, const struct drift_object *object)
{
	for (size_t i = 0; comparison && i < comparison->objects.count; i++) {
		const struct drift_object *other = &comparison->objects.items[i];

		if (str_equal(other->kind, object->kind) && str_equal(other->name, object->name))
			return other;
	}
	return NULL;
}

/* True if two of the sides, which both differ from the third, are the same. */
static bool agree(struct str a, struct str b)
{
	return a.ptr && b.ptr ? str_equal(a, b) : !a.ptr && !b.ptr;
}

void drift_add_finding(struct database_drift *drift, struct set_drift *set,
	const struct drift_comparison *comparison, const struct drift_object *object, const char *odd,
	enum drift_verdict verdict)
{
	enum severity severity = drift_severity(set->set, object->change);

	if (severity == SEVERITY_OFF)
		return;
	*vec_push(drift->database.check->arena, &drift->findings) = (struct drift_finding){
		comparison, object, severity, odd};
	if (verdict > set->verdict)
		set->verdict = verdict;
}

static void add_finding(struct judging *judging, const struct drift_comparison *comparison,
	const struct drift_object *object, const char *odd, enum drift_verdict verdict)
{
	drift_add_finding(judging->drift, judging->set, comparison, object, odd, verdict);
}

/* The snapshot and the database say the same of what the migrations say otherwise: they are the odd
 * ones. What else differs from the migrations is odd itself. */
static void judge(struct judging *judging)
{
	const struct drift_comparison *snapshot = judging->snapshot, *live = judging->live;

	for (size_t i = 0; snapshot && i < snapshot->objects.count; i++) {
		const struct drift_object *object = &snapshot->objects.items[i];
		const struct drift_object *other = find(live, object);

		if (!live || !other)
			add_finding(judging, snapshot, object, live ? "snapshot" : NULL, DRIFT_STALE_SNAPSHOT);
		else if (agree(object->left, other->right))
			add_finding(judging, snapshot, object, "migrations", DRIFT_BROKEN_CHAIN);
		else
			add_finding(judging, snapshot, object, NULL, DRIFT_STALE_SNAPSHOT);
	}
	for (size_t i = 0; live && i < live->objects.count; i++) {
		const struct drift_object *object = &live->objects.items[i];
		const struct drift_object *other = find(snapshot, object);

		if (!other)
			add_finding(judging, live, object, snapshot ? "database" : NULL, DRIFT_OUTSIDE_CHANGE);
		else if (!agree(other->left, object->right))
			add_finding(judging, live, object, NULL, DRIFT_OUTSIDE_CHANGE);
	}
}

static int judge_set(struct judging *judging, struct error *reterr)
{
	struct set_drift *set = judging->set;
	struct ordered_files files = migration_set_in_order(set->set, arena_of(judging));

	set->migrations = files.count;
	if (scratch_check_migrations(&judging->drift->scratch, set->set, &files, &set->chain, reterr))
		return -1;
	note_unverified(judging->drift->database.check, &set->chain);
	if (!set->chain.failures.count && !judging->request->skips_snapshot &&
		compare_snapshot(judging, &set->chain, reterr))
		return -1;
	if (!set->chain.failures.count && judging->request->against &&
		compare_live(judging, &files, &set->chain, reterr))
		return -1;
	if (set->chain.failures.count)
		set->verdict = DRIFT_BROKEN_CHAIN;
	judge(judging);
	return 0;
}

/* --db A --db B: each the name of an environment, or an address. */
static int connect_database(
	struct judging *judging, struct str given, struct connection **ret, struct error *reterr)
{
	struct check *check = judging->drift->database.check;
	struct target_options options = {.timeout = judging->request->database.target.timeout};
	struct target target = {.password = judging->drift->database.target.password};

	if (target_is_environment(&check->policy, given))
		options.environment = given;
	else
		options.url = given;
	return target_find(&target, check->arena, &check->policy, &options, reterr) ||
			target_connect(&target, check->arena, CONNECTION_READS, ret, reterr)
		? -1
		: 0;
}

static int compare_databases(struct judging *judging, struct error *reterr)
{
	const struct drift_comparison *comparison;
	struct schema_side sides[2];

	for (size_t i = 0; i < 2; i++) {
		_cleanup_(connection_close) struct connection *connection = NULL;

		if (connect_database(judging, judging->request->databases.items[i], &connection, reterr) ||
			scratch_check_live(
				&judging->drift->scratch, judging->set->set, connection, &sides[i], reterr))
			return -1;
	}
	if (compare(judging, &sides[0], &sides[1], true, &comparison, reterr))
		return -1;
	for (size_t i = 0; i < comparison->objects.count; i++)
		add_finding(judging, comparison, &comparison->objects.items[i], NULL, DRIFT_OUTSIDE_CHANGE);
	return 0;
}

int drift_require_one_set(const struct database_check *database, struct error *reterr)
{
	const struct migration_sets *sets = &database->sets;

	if (sets->count < 2)
		return 0;
	error_set(reterr, "there are %zu sets: which one is the database's?", sets->count);
	return error_hint(
		reterr, "--set %s", escape_shell(database->check->arena, sets->items[0].spec->path).ptr);
}

static int judge_one(struct judging *judging, struct error *reterr)
{
	const struct drift_request *request = judging->request;

	if (request->databases.count)
		return compare_databases(judging, reterr);
	if (request->twice)
		return check_twice(judging->drift, judging->set, reterr);
	if (request->roundtrip)
		return check_roundtrip(judging->drift, judging->set, request->roundtrip, reterr);
	return judge_set(judging, reterr);
}

/* That a migration can be taken back is not proven by one that has no way back. */
static int require_proof(const struct judging *judging, struct error *reterr)
{
	const struct database_drift *drift = judging->drift;
	bool some = !judging->request->roundtrip;

	for (size_t i = 0; i < drift->sets.count; i++)
		some |= drift->sets.items[i].tried || drift->sets.items[i].chain.failures.count;
	if (some)
		return 0;
	error_set(reterr, "--roundtrip: none of these migrations has a down part: nothing was proven");
	return error_hint(reterr, "mighook new --down-from MIGRATION writes one");
}

static int judge_all(struct judging *judging, struct error *reterr)
{
	struct database_drift *drift = judging->drift;
	bool two = judging->request->databases.count > 0;

	for (size_t i = 0; i < drift->database.sets.count; i++) {
		bool is_empty = false;

		/* a folder that a policy names and that is empty says nothing, beside one that is not */
		if (!two && drift_is_empty(drift, &drift->database.sets.items[i], &is_empty, reterr))
			return -1;
		if (is_empty)
			continue;
		judging->set = vec_push(arena_of(judging), &drift->sets);
		*judging->set = (struct set_drift){.set = &drift->database.sets.items[i], .is_pair = two};
		judging->snapshot = judging->live = NULL;
		if (judge_one(judging, reterr))
			return -1;
		if (judging->set->verdict > drift->verdict)
			drift->verdict = judging->set->verdict;
	}
	return drift_require_set(drift, reterr) || require_proof(judging, reterr) ||
			drift_require_schemas(drift, reterr)
		? -1
		: 0;
}

static bool has_migrations(const struct database_drift *drift, const struct migration_set *set)
{
	return migration_set_in_order(set, drift->database.check->arena).count > 0;
}

int drift_is_empty(const struct database_drift *drift, const struct migration_set *set, bool *ret,
	struct error *reterr)
{
	const struct migration_sets *sets = &drift->database.sets;
	struct entry entry = {.mode = 0};
	bool some = false, is_shared = false;

	for (size_t i = 0; i < sets->count; i++) {
		bool has = has_migrations(drift, &sets->items[i]);

		some |= has;
		is_shared |= has && str_equal(sets->items[i].snapshot, set->snapshot);
	}
	*ret = !has_migrations(drift, set);
	if (!*ret || !some || is_shared || !set->snapshot.ptr || !str_ends(set->snapshot, STR(".sql")))
		return 0;
	if (tree_entry(drift->database.changes.head, set->snapshot, &entry, reterr))
		return -1;
	*ret = !entry.mode;
	return 0;
}

int drift_require_set(const struct database_drift *drift, struct error *reterr)
{
	if (drift->sets.count)
		return 0;
	error_set(reterr, "there is no migration: nothing was compared");
	return error_hint(reterr, "mighook policy show tells where the sets are");
}

/* --out is not to write over what is compared. */
static int refuse_out(const struct database_drift *drift, struct error *reterr)
{
	struct arena *arena = drift->database.check->arena;
	struct str root = repository_worktree(drift->database.check->repository);
	struct str out = drift->request->out;
	struct stat written, snapshot;

	if (!out.ptr || !root.ptr || stat(str_join_path(arena, out, STR("schema.sql")).ptr, &written))
		return 0;
	for (size_t i = 0; i < drift->database.sets.count; i++) {
		struct str path = drift->database.sets.items[i].snapshot;

		if (!path.ptr || stat(str_join_path(arena, root, path).ptr, &snapshot) ||
			snapshot.st_dev != written.st_dev || snapshot.st_ino != written.st_ino)
			continue;
		error_set(reterr, "--out %s: the snapshot %s would be written over",
			escape_text(arena, out, false).ptr, escape_text(arena, path, false).ptr);
		return error_hint(reterr, "name another folder: mighook drift --out drift");
	}
	return 0;
}

int drift_require_schemas(const struct database_drift *drift, struct error *reterr)
{
	/* what failed on the way is not compared: it may have them */
	return drift->verdict == DRIFT_BROKEN_CHAIN
		? 0
		: scratch_check_require_schemas(&drift->scratch, reterr);
}

int check_database_drift(struct check *check, const struct drift_request *request,
	struct database_drift *ret, struct error *reterr)
{
	struct judging judging = {.drift = ret, .request = request};
	struct database_options options = request->database;

	ret->request = request;
	options.needs_no_record = true;
	if (check_database_start(check, &options, &ret->database, reterr))
		return -1;
	check_note_unstaged(check, &ret->database.changes, &ret->database.sets);
	return refuse_out(ret, reterr) ||
			((request->against || request->databases.count) &&
				drift_require_one_set(&ret->database, reterr)) ||
			(request->against &&
				(check_database_connect(&ret->database, CONNECTION_READS, reterr) ||
					check_database_read(&ret->database, reterr))) ||
			scratch_check_open(&ret->scratch, &ret->database, &request->scratch, reterr) ||
			judge_all(&judging, reterr) ||
			(request->wants_sql && check_database_drift_sql(ret, &ret->sql, reterr))
		? -1
		: 0;
}

void database_drift_close(struct database_drift *drift)
{
	scratch_check_close(&drift->scratch);
	database_check_close(&drift->database);
}

int drift_diff(const struct drift_comparison *comparison, struct arena *arena, struct str *ret,
	struct error *reterr)
{
	return unified_diff(ret, arena, comparison->left.name,
		dump_objects_write(arena, &comparison->left.objects, (struct str){NULL, 0}),
		comparison->right.name,
		dump_objects_write(arena, &comparison->right.objects, (struct str){NULL, 0}), reterr);
}
