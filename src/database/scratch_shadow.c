/* SPDX-License-Identifier: MIT */
#include "database/scratch_shadow.h"

#include <errno.h>
#include <sys/random.h>

/* The first number of the advisory locks; the second one is the run's. It is arbitrary. */
#define LOCKS "1835493487"

/* Nobody waits for an answer that does not matter. */
static void drop(struct connection *session, struct arena *arena, struct str name)
{
	bool has_force = connection_server_version(session) >= 130000;
	struct str sql = str_format(arena, "DROP DATABASE IF EXISTS \"%.*s\"%s", STR_ARG(name),
		has_force ? " WITH (FORCE)" : "");
	struct error ignored;

	(void)!connection_execute(session, "cannot drop a database", sql, &ignored);
}

static void drop_all(struct connection *session, struct arena *arena, struct str question)
{
	struct rows names = {.count = 0};
	struct error ignored;

	if (connection_query(session, arena, "cannot list databases", question, NULL, &names, &ignored))
		return;
	for (size_t i = 0; i < names.count; i++)
		drop(session, arena, rows_value(&names, i, 0));
}

/* Those of killed runs: nobody is connected with them, nobody holds the lock of their run. */
static void sweep(struct connection *session, struct arena *arena)
{
	drop_all(session, arena,
		STR("SELECT d.datname FROM pg_catalog.pg_database d "
			"WHERE d.datname ~ '^mighook_[0-9a-f]{8}_' "
			"AND pg_catalog.pg_has_role(d.datdba, 'USAGE') "
			"AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid) "
			"AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks l "
			"WHERE l.locktype = 'advisory' AND l.classid = " LOCKS " AND "
			"pg_catalog.lpad(pg_catalog.to_hex(l.objid::pg_catalog.int8), 8, '0') = "
			"pg_catalog.substr(d.datname, 9, 8))"));
}

int scratch_shadow_open(struct scratch_shadow *ret, struct arena *arena, struct str url,
	struct str password, int64_t timeout, struct error *reterr)
{
	_cleanup_(connection_close) struct connection *session = NULL;
	const struct connection_options options = {

		.url = url,
		.password = password,
		.origin = "--shadow-url",
		.timeout = timeout,
		.use = CONNECTION_RUNS};
	struct str sql;
	uint32_t number;

	if (getrandom(&number, sizeof number, 0) != sizeof number)
		return error_set(reterr, "cannot get a random number: %s", strerror(errno));
	number &= INT32_MAX;
	sql = str_format(arena, "SELECT pg_catalog.pg_advisory_lock(" LOCKS ", %u)", number);
	if (connection_open(&session, arena, &options, reterr) ||
		connection_execute(session, "cannot take a lock", sql, reterr))
		return -1;
	sweep(session, arena);
	*ret = (struct scratch_shadow){session, str_format(arena, "mighook_%08x_", number)};
	session = NULL;
	return 0;
}

void scratch_shadow_close(struct scratch_shadow *shadow, struct arena *arena)
{
	struct error ignored;

	if (!shadow->session)
		return;
	/* a migration may have ended our session */
	if (!connection_execute(shadow->session, "cannot ask", STR("SELECT"), &ignored) ||
		!connection_restart(shadow->session, &ignored))
		drop_all(shadow->session, arena,
			str_format(arena,
				"SELECT datname FROM pg_catalog.pg_database WHERE pg_catalog.starts_with(datname, "
				"'%s')",
				shadow->prefix.ptr));
	connection_close(&shadow->session);
}
