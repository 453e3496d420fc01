/* SPDX-License-Identifier: MIT */
#include "lint/rule.h"

#define SEVERITIES "off|info|warning|error"

/* Found by `mighook drift` and its like, which have a server. */
const struct rule rule_schema_drift = {
	.key = {.id = "schema-drift",
		.severity = SEVERITY_ERROR,
		.grandfather_only = true,
		.options =
			(const struct option_key[]){
				{"order-only", VALUE_CHOICE, SEVERITIES, "error",
					"severity where a table has the same columns in another order"},
				{"comment-only", VALUE_CHOICE, SEVERITIES, "error",
					"severity where only a COMMENT ON differs"},
				{NULL},
			}},
	.scope = 'D',
	.flags = RULE_ABOUT_GIT,
	.summary = "an object differs between migrations, schema.sql and the database",
	.why =
		"A snapshot that is not what the migrations build, or a database that somebody has changed "
		"by hand, is found out when the next migration fails on it. `mighook drift` executes the "
		"migrations on a PostgreSQL that it starts for a moment, loads the other sides beside "
		"them, and compares what the same pg_dump says of each, object by object: neither the "
		"version of a server nor the order of statements makes a difference.",
	.flagged = "-- staged: db/migrations/001_add_users.up.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			   "-- staged: schema.sql\n"
			   "CREATE TABLE public.users (id bigint NOT NULL);\n"
			   "ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);\n",
	.allowed = "-- staged: db/migrations/001_add_users.up.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			   "-- staged: schema.sql\n"
			   "CREATE TABLE public.users (id bigint NOT NULL, email text);\n"
			   "ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);\n",
	.remedy = "A stale snapshot: `mighook schema dump --write`. A change that was made outside the "
			  "migrations: write it as one (`mighook drift --against db --emit-sql`), or take it "
			  "back.",
	.source = "rules.md; seed 5 lines 117-159, 389-449 (S4-10, S4-11); seed 1 line 80 (S0-08)",
};
