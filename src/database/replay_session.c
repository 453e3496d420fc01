/* SPDX-License-Identifier: MIT */
/* Sessions as runners have them. */
#include <time.h>

#include "database/replay_parts.h"

/* How long a server that has crashed may take to be there again: milliseconds. */
enum { RECOVERY_TIME = 10000, RECOVERY_PAUSE = 20 };

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

int replay_session_restore(struct replay *replay, struct str path, struct error *reterr)
{
	const struct timespec pause = {.tv_nsec = RECOVERY_PAUSE * 1000000L};
	struct error error;

	for (int waited = 0; waited < RECOVERY_TIME; waited += RECOVERY_PAUSE) {
		if (!connection_restart(replay->connection, &error))
			return 0;
		nanosleep(&pause, NULL);
	}
	error_set(reterr, "the server is gone since it has run %.*s: %s", STR_ARG(path), error.message);
	return -1;
}
