/* SPDX-License-Identifier: MIT */
#include "rules/managed_schema.h"

/* PostgreSQL's own, and those that Supabase leaves out of its dumps. */
static const char *const managed[] = {"information_schema", "auth", "cron", "dbdev", "etl",
	"extensions", "graphql", "graphql_public", "net", "pgbouncer", "pgmq", "pgsodium",
	"pgsodium_masks", "pgtle", "realtime", "repack", "storage", "supabase_functions",
	"supabase_migrations", "tiger", "tiger_data", "topology", "vault", "_analytics", "_realtime",
	"_supavisor"};
static const char *const managed_starts[] = {"pg_", "timescaledb_", "_timescaledb_"};

bool is_managed_schema(struct str schema)
{
	for (size_t i = 0; i < ARRAY_LENGTH(managed); i++)
		if (str_equal(schema, str_from(managed[i])))
			return true;
	for (size_t i = 0; i < ARRAY_LENGTH(managed_starts); i++)
		if (str_starts(schema, str_from(managed_starts[i])))
			return true;
	return false;
}
