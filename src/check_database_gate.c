/* SPDX-License-Identifier: MIT */
#include "check_database_gate.h"

#include "base/escape.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "check_database_schema.h"
#include "check_database_unverified.h"

/* What is judged. */
struct judging {
	struct scratch_check *scratch;
	struct gate *gate;
	const struct migration_set *set;
	struct schema_side live; /* name ptr NULL: not read yet */
};

static struct arena *arena_of(const struct judging *judging)
{
	return judging->gate->arena;
}

static const char *shown(const struct judging *judging, struct str text)
{
	return escape_text(arena_of(judging), text, false).ptr;
}

static bool asks(const struct judging *judging, enum gate_check check)
{
	return judging->gate->options->checks[check];
}

/* A line that is no failure: what mends one, or what could not be asked. */
static void add_note(struct judging *judging, struct str note)
{
	const struct target *target = &judging->scratch->database->target;

	note = target_in_commands(target, arena_of(judging), note);
	if (!str_list_contains(&judging->gate->notes, note))
		str_list_add(arena_of(judging), &judging->gate->notes, note);
}

/* The migrations that the database is to have executed: all but those that may be pending. */
static struct ordered_files expected_files(const struct judging *judging)
{
	struct ordered_files all = migration_set_in_order(judging->set, arena_of(judging));
	struct ordered_files expected = {
		arena_array(arena_of(judging), const struct migration_file *, all.count + 1), 0};

	for (size_t i = 0; i < all.count; i++)
		if (!str_list_contains(&judging->gate->options->awaited, all.items[i]->path) ||
			!ledger_file_is_pending(judging->gate->ledger, all.items[i]))
			expected.items[expected.count++] = all.items[i];
	return expected;
}

static void fail_replay(struct judging *judging, const struct schema_side *chain)
{
	enum gate_check check = asks(judging, GATE_REPLAY) ? GATE_REPLAY : GATE_SCHEMA;

	for (size_t i = 0; i < chain->failures.count; i++) {
		const struct replay_failure *failure = &chain->failures.items[i];
		struct text message = {.arena = arena_of(judging)};

		text_addf(&message, "%s:%zu: %s", shown(judging, failure->path), failure->line,
			failure->message.ptr);
		if (failure->hint.ptr)
			text_addf(&message, " (%s)", failure->hint.ptr);
		gate_fail(judging->gate, check,
			failure->file ? failure->file->name.version : (struct str){NULL, 0}, failure->path,
			text_str(&message));
	}
}

/* One line, and not a long one. */
static bool is_short(struct str sql)
{
	sql = str_trim(sql);
	return sql.len <= 80 && !str_has(sql, '\n');
}

static struct str describe(const struct judging *judging, const struct drift_object *object)
{
	struct text text = {.arena = arena_of(judging)};

	text_addf(&text, "%s %s: ", shown(judging, object->kind), shown(judging, object->name));
	if (!object->left.ptr)
		text_addf(&text, "the database has it, and no migration makes it");
	else if (!object->right.ptr)
		text_addf(&text, "the database does not have it");
	else if (object->change == DRIFT_ORDER_ONLY)
		text_addf(&text, "its columns stand in another order in the database");
	else if (is_short(object->left) && is_short(object->right))
		text_addf(&text, "the database has `%s`, the migrations lead to `%s`",
			shown(judging, str_trim(object->right)), shown(judging, str_trim(object->left)));
	else
		text_addf(&text, "the database has it otherwise than the migrations");
	return text_str(&text);
}

static int read_live(struct judging *judging, struct error *reterr)
{
	if (judging->live.name.ptr)
		return 0;
	if (scratch_check_live(judging->scratch, judging->set, judging->scratch->database->connection,
			&judging->live, reterr))
		return -1;
	if (judging->live.is_text)
		add_note(judging,
			str_format(arena_of(judging),
				"%s cannot be loaded into a server of this version: %s is compared as it was "
				"dumped",
				shown(judging, judging->live.name), shown(judging, judging->live.name)));
	return 0;
}

static int compare_live(struct judging *judging, struct schema_side *chain, struct error *reterr)
{
	struct drift_objects objects;
	struct str unverified;
	bool differs = false;

	if (read_live(judging, reterr) ||
		scratch_check_compare(
			judging->scratch, judging->set, chain, &judging->live, &objects, reterr))
		return -1;
	unverified = unverified_parameters(arena_of(judging), chain);
	if (!unverified.ptr)
		unverified = unverified_parameters(arena_of(judging), &judging->live);
	if (unverified.ptr)
		add_note(judging, unverified);
	for (size_t i = 0; i < objects.count; i++) {
		const struct drift_object *object = &objects.items[i];
		enum severity severity = drift_severity(judging->set, object->change);
		struct str message = describe(judging, object);

		if (severity == SEVERITY_ERROR) {
			gate_fail(
				judging->gate, GATE_SCHEMA, (struct str){NULL, 0}, (struct str){NULL, 0}, message);
			differs = true;
		} else if (severity != SEVERITY_OFF) {
			add_note(judging, message);
		}
	}
	if (differs)
		add_note(judging, STR("what differs, line by line: mighook drift --against db --diff"));
	return 0;
}

static int judge_migrations(struct judging *judging, struct error *reterr)
{
	struct ordered_files files = expected_files(judging);
	struct schema_side chain;

	if (!asks(judging, GATE_REPLAY) && !asks(judging, GATE_SCHEMA))
		return 0;
	if (!gate_reads_ledger(judging->gate->options->mode))
		judging->gate->asked += files.count;
	if (scratch_check_migrations(judging->scratch, judging->set, &files, &chain, reterr))
		return -1;
	fail_replay(judging, &chain);
	return chain.failures.count || !asks(judging, GATE_SCHEMA)
		? 0
		: compare_live(judging, &chain, reterr);
}

static int judge_hash(struct judging *judging, struct error *reterr)
{
	struct arena *arena = arena_of(judging);
	struct str path, committed, hash;

	if (!asks(judging, GATE_SCHEMA_HASH))
		return 0;
	if (schema_committed_hash(judging->scratch->database, judging->set, &path, &committed, reterr))
		return -1;
	if (!committed.ptr) {
		error_set(reterr, "there is no %s to compare the database with", shown(judging, path));
		return error_hint(
			reterr, "mighook schema hash --write && git add %s", escape_shell(arena, path).ptr);
	}
	if (read_live(judging, reterr) || require_parameters(arena, &judging->live, reterr) ||
		scratch_check_settle(judging->scratch, judging->set, &judging->live, reterr))
		return -1;
	hash = sha256_hex(arena, schema_text(arena, &judging->live));
	if (str_equal(hash, committed))
		return 0;
	gate_fail(judging->gate, GATE_SCHEMA_HASH, (struct str){NULL, 0}, path,
		str_format(arena, "%s is %.*s, and the schema of the database %.*s", shown(judging, path),
			STR_ARG(committed), STR_ARG(hash)));
	add_note(judging, STR("what differs, object by object: mighook drift --against db"));
	return 0;
}

/* On one server, for all that is asked but of rollbacks. */
static int judge_schemas(struct database_check *database, const struct scratch_request *request,
	struct gate *gate, struct error *reterr)
{
	_cleanup_(scratch_check_close) struct scratch_check scratch = {.scratch = NULL};
	bool is_compared = false;

	if (scratch_check_open(&scratch, database, request, reterr))
		return -1;
	for (size_t i = 0; i < database->sets.count; i++) {
		struct judging judging = {
			.scratch = &scratch, .gate = gate, .set = &database->sets.items[i]};

		/* first what may make roles: those of the database are made where they are not there */
		if (judge_migrations(&judging, reterr) || judge_hash(&judging, reterr))
			return -1;
		is_compared |= judging.live.name.ptr != NULL;
	}
	return is_compared ? scratch_check_require_schemas(&scratch, reterr) : 0;
}

int check_database_gate(struct database_check *database, const struct scratch_request *request,
	struct gate *gate, struct error *reterr)
{
	const bool *checks = gate->options->checks;
	bool compares = checks[GATE_SCHEMA] || checks[GATE_SCHEMA_HASH];

	if ((compares && drift_require_one_set(database, reterr)) ||
		((compares || checks[GATE_REPLAY]) && judge_schemas(database, request, gate, reterr)))
		return -1;
	for (size_t i = 0; i < database->sets.count && checks[GATE_ROLLBACK]; i++)
		if (check_database_gate_rollback(database, request, &database->sets.items[i], gate, reterr))
			return -1;
	return 0;
}
