/* SPDX-License-Identifier: MIT */
#include "database/replay.h"

#include "base/escape.h"
#include "database/replay_parts.h"
#include "migration/wrapping.h"
#include "sql/sql.h"

/* A file's section on its way. */
struct execution {
	struct replay *replay;
	const struct replay_source *source;
	struct arena *scratch;
	struct str runner; /* its name */
	bool *done;
};

int replay_load(struct migration_file *ret, const struct replay *replay,
	const struct migration_set *set, const struct migration_file *file, struct error *reterr)
{
	struct str content;

	*ret = *file;
	if (file->script || !file->head || (file->head->mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
		return 0;
	if (tree_content(replay->changes->head, file->head, &content, reterr))
		return -1;
	ret->script = script_read(replay->arena, set->spec, file->name.role, content);
	return 0;
}

struct pieces replay_pieces(struct arena *arena, const struct replay_source *source)
{
	struct str copy = str_copy(arena, source->sent.text);

	return split_sql(arena, (char *)(uintptr_t)copy.ptr, copy.len);
}

int replay_part_run(struct replay *replay, const struct replay_source *source,
	struct replay_part part, bool *ret_done, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct str nothing = {NULL, 0};
	struct run run;

	if (connection_run(replay->connection, &scratch,
			str_slice(source->sent.text, part.from, part.to), nothing, &run, reterr))
		return -1;
	*ret_done = !run.failed;
	if (run.failed)
		replay_add_failure(replay, source, part, &run);
	if (run.state == SESSION_LOST)
		return replay_session_restore(replay, source->path, &run, reterr);
	return 0;
}

static int run_part(const struct execution *execution, size_t from, size_t to, struct error *reterr)
{
	return replay_part_run(execution->replay, execution->source, (struct replay_part){from, to},
		execution->done, reterr);
}

static int run_all(const struct execution *execution, struct error *reterr)
{
	return run_part(execution, 0, execution->source->sent.text.len, reterr);
}

static int run_one_by_one(const struct execution *execution, struct error *reterr)
{
	struct pieces pieces = replay_pieces(execution->scratch, execution->source);

	for (size_t i = 0; i < pieces.count && *execution->done; i++)
		if (run_part(execution, pieces.items[i].from, pieces.items[i].to, reterr))
			return -1;
	return 0;
}

/* What cannot be in a transaction runs alone, what stands before and behind it in one go: so does
 * supabase since 2.109. Others would refuse it; that is what the rule concurrently-in-transaction
 * says, and here the schema is asked for. */
static int run_divided(
	const struct execution *execution, const struct sql *sql, struct error *reterr)
{
	size_t at = 0, end = execution->source->sent.text.len;

	for (size_t i = 0; i < sql->statements.count && *execution->done; i++) {
		const struct statement *statement = &sql->statements.items[i];

		if (statement->place != PLACE_TOP || !statement->outside)
			continue;
		if (run_part(execution, at, statement->from, reterr))
			return -1;
		if (*execution->done && run_part(execution, statement->from, statement->to, reterr))
			return -1;
		at = statement->to;
	}
	return *execution->done ? run_part(execution, at, end, reterr) : 0;
}

/* Between a BEGIN and a COMMIT of the runner's. */
static int run_wrapped(const struct execution *execution, struct error *reterr)
{
	struct replay *replay = execution->replay;
	size_t end = execution->source->sent.text.len;
	struct run commit;

	if (connection_execute(
			replay->connection, "cannot begin a transaction", STR("BEGIN"), reterr) ||
		run_all(execution, reterr))
		return -1;
	if (!*execution->done)
		return 0;
	if (connection_session(replay->connection) == SESSION_IDLE) {
		*execution->done = false;
		replay_add_finding(replay, execution->source, replay_last_statement(execution->source),
			str_format(replay->arena, "it ends the transaction that %.*s has begun around it",
				STR_ARG(execution->runner)),
			STR("take BEGIN, COMMIT and ROLLBACK out of the migration"));
		return 0;
	}
	if (connection_run(replay->connection, execution->scratch, STR("COMMIT"), (struct str){NULL, 0},
			&commit, reterr))
		return -1;
	*execution->done = !commit.failed;
	/* what was deferred fails now, and nobody knows whose deed it was */
	if (commit.failed)
		replay_add_failure(replay, execution->source,
			(struct replay_part){replay_last_statement(execution->source), end}, &commit);
	return 0;
}

/* What is sent as a migration of its own, for those that ask what its statements are. */
static const struct sql *read_sent(struct arena *scratch, const struct replay_source *source)
{
	struct migration_file file = *source->file;
	struct script script = *source->file->script;

	script.content = source->sent.text;
	file.script = &script;
	return sql_read(scratch, scratch, &file, 0, script.content.len, false, WRAPPED_NOT);
}

/* True if a statement at the top cannot be in a transaction. */
static bool has_refusing(const struct sql *sql)
{
	for (size_t i = 0; i < sql->statements.count; i++)
		if (sql->statements.items[i].place == PLACE_TOP && sql->statements.items[i].outside)
			return true;
	return false;
}

static int run_as(const struct execution *execution, enum wrapping wrapping, struct error *reterr)
{
	const struct sql *sql;

	if (wrapping == WRAPPED_NOT)
		return run_one_by_one(execution, reterr);
	sql = read_sent(execution->scratch, execution->source);
	if (has_refusing(sql))
		return run_divided(execution, sql, reterr);
	if (wrapping == WRAPPED_TRANSACTION || wrapping == WRAPPED_UNLESS_REFUSED)
		return run_wrapped(execution, reterr);
	return run_all(execution, reterr);
}

/* No transaction may outlive the file. */
static int end_session(const struct execution *execution, struct error *reterr)
{
	struct replay *replay = execution->replay;

	if (connection_session(replay->connection) == SESSION_IDLE)
		return 0;
	if (*execution->done) {
		*execution->done = false;
		replay_add_finding(replay, execution->source, replay_last_statement(execution->source),
			STR("it leaves a transaction open: what it has done is lost"),
			STR("end the migration with COMMIT"));
	}
	return connection_execute(
		replay->connection, "cannot end a transaction", STR("ROLLBACK"), reterr);
}

static int execute(struct replay *replay, const struct replay_source *source,
	enum wrapping wrapping, bool *ret_done, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct execution execution = {.replay = replay,
		.source = source,
		.scratch = &scratch,
		.runner = str_from(source->set->spec->runner->name),
		.done = ret_done};

	*ret_done = true;
	if (replay_session_begin(replay, source->set, reterr) || run_as(&execution, wrapping, reterr))
		return -1;
	return end_session(&execution, reterr);
}

/* The part that goes up, or down. */
static struct section section_of(const struct migration_file *file, bool goes_down)
{
	struct section whole = {0, file->script->content.len, true};

	if (file->name.role == ROLE_BOTH)
		return goes_down ? file->script->sections.down : file->script->sections.up;
	return whole;
}

/* The file that says how this one is executed, which may not have been wanted before. */
static int load_wrapping(struct replay *replay, const struct migration_set *set,
	const struct migration_file *file, struct error *reterr)
{
	const struct migration_file *other = wrapping_file(replay->arena, set, file);
	struct migration_file *known = other ? migration_set_file(set, other->path) : NULL;

	return known ? replay_load(known, replay, set, known, reterr) : 0;
}

int replay_file(struct replay *replay, const struct migration_set *set,
	const struct migration_file *file, bool goes_down, bool *ret_done, struct error *reterr)
{
	/* failures speak of it */
	struct migration_file *loaded = arena_new(replay->arena, struct migration_file);
	struct replay_source source = {.set = set, .file = loaded, .path = file->path};
	struct section section;

	if (replay_load(loaded, replay, set, file, reterr) || load_wrapping(replay, set, file, reterr))
		return -1;
	*ret_done = false;
	if (!loaded->script || !role_is_sql(file->name.role)) {
		source.text = STR("");
		source.sent.text = STR("");
		source.file = file;
		replay_add_finding(replay, &source, 0, STR("it is no SQL: its runner alone can execute it"),
			(struct str){NULL, 0});
		return 0;
	}
	section = section_of(loaded, goes_down);
	if (!section.from && str_starts(loaded->script->content, BYTE_ORDER_MARK) &&
		replay_skips_byte_order_mark(set->spec->runner))
		section.from = BYTE_ORDER_MARK.len;
	source.text = loaded->script->content;
	source.from = section.from;
	source.sent.text = str_slice(source.text, section.from, section.to);
	source.file = loaded;
	if (replay_has_nul(replay, &source))
		return 0;
	source.sent = stand_ins_put(&replay->stand_ins, replay->arena, source.sent.text);
	return execute(
		replay, &source, wrapping_of(replay->arena, set, loaded, section), ret_done, reterr);
}

static void tell(
	const struct replay *replay, const struct migration_file *file, size_t number, size_t count)
{
	if (replay->progress)
		replay->progress(file, number, count, replay->progress_context);
}

int replay_files(struct replay *replay, const struct migration_set *set,
	const struct ordered_files *files, bool *ret_done, struct error *reterr)
{
	*ret_done = true;
	for (size_t i = 0; i < files->count && *ret_done; i++) {
		tell(replay, files->items[i], i + 1, files->count);
		if (replay_file(replay, set, files->items[i], /* goes_down= */ false, ret_done, reterr))
			return -1;
	}
	tell(replay, NULL, files->count, files->count);
	return 0;
}
