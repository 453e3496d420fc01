/* SPDX-License-Identifier: MIT */
/* Sessions as runners have them. */
#include "base/escape.h"
#include "database/replay_parts.h"

/* What a runner does besides sending files. */
static const struct {
	const char *runner;
	const char *setting; /* what its databases are set to for every session; NULL: nothing */
	bool skips_byte_order_mark;
} habits[] = {
	/* supabase/postgres, init-scripts: ALTER DATABASE ... SET search_path */
	{.runner = "supabase",
		.setting = "DO $do$ BEGIN EXECUTE pg_catalog.format('ALTER DATABASE %I SET search_path = "
				   "\"$user\", public, extensions', pg_catalog.current_database()); END $do$"},
	{.runner = "flyway", .skips_byte_order_mark = true}, /* BomFilter */
	{.runner = "plain", .skips_byte_order_mark = true}, /* psql -f */
};

bool replay_skips_byte_order_mark(const struct runner *runner)
{
	for (size_t i = 0; i < ARRAY_LENGTH(habits); i++)
		if (!strcmp(habits[i].runner, runner->name))
			return habits[i].skips_byte_order_mark;
	return false;
}

static int set_up(struct replay *replay, const struct runner *runner, struct error *reterr)
{
	for (size_t i = 0; i < ARRAY_LENGTH(habits); i++) {
		if (!habits[i].setting || strcmp(habits[i].runner, runner->name) != 0)
			continue;
		if (connection_execute(replay->connection, "cannot set what sessions start with",
				str_from(habits[i].setting), reterr) ||
			connection_restart(replay->connection, reterr))
			return -1;
	}
	replay->runner = runner;
	return 0;
}

int replay_session_begin(
	struct replay *replay, const struct migration_set *set, struct error *reterr)
{
	if (set && replay->runner != set->spec->runner)
		return set_up(replay, set->spec->runner, reterr);
	return connection_execute(
		replay->connection, "cannot begin a session", STR("DISCARD ALL"), reterr);
}

int replay_session_restore(
	struct replay *replay, struct str path, const struct run *run, struct error *reterr)
{
	const char *shown = escape_text(replay->arena, path, false).ptr;
	struct error error;

	/* one that ends a session says so */
	if (!run->sqlstate.ptr) {
		error_set(reterr, "the server has died while it ran %s: %s", shown, run->message.ptr);
		return error_hint(reterr,
			"run it statement by statement on a server of your own to see which of "
			"them does that");
	}
	if (!connection_restart(replay->connection, &error))
		return 0;
	error_set(reterr, "the server is gone since it ran %s: %s", shown, error.message);
	return -1;
}
