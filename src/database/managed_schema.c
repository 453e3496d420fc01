/* SPDX-License-Identifier: MIT */
#include "database/managed_schema.h"

static const char *const supabase[] = {
	"_analytics",
	"_realtime",
	"_supavisor",
	"_timescaledb_*",
	"auth",
	"cron",
	"dbdev",
	"etl",
	"extensions",
	"graphql",
	"graphql_public",
	"net",
	"pgbouncer",
	"pgmq",
	"pgsodium",
	"pgsodium_masks",
	"pgtle",
	"realtime",
	"repack",
	"storage",
	"supabase_functions",
	"supabase_migrations",
	"tiger",
	"tiger_data",
	"timescaledb_*",
	"topology",
	"vault",
};

void managed_schemas_add(struct arena *arena, struct str prelude, struct str_list *patterns)
{
	if (!str_equal(prelude, STR("supabase")))
		return;
	for (size_t i = 0; i < ARRAY_LENGTH(supabase); i++)
		str_list_add(arena, patterns, str_from(supabase[i]));
}
