/* SPDX-License-Identifier: MIT */
#include "lint/rule.h"

/* Found by `mighook drift` and its like, which have a server. */
const struct rule rule_replay_failed = {
	.key = {.id = "replay-failed", .severity = SEVERITY_ERROR, .grandfather_only = true},
	.scope = 'D',
	.flags = RULE_ABOUT_GIT,
	.summary = "a migration fails on a clean server",
	.why =
		"Migrations that do not run from the first to the last build no database: no test, no new "
		"developer and no recovery gets the schema that production has. `mighook drift` executes "
		"them as their runner does, on a PostgreSQL that it starts for a moment, and says at which "
		"statement the server refused, with its SQLSTATE.",
	.flagged =
		"-- staged: db/migrations/001_add_users.up.sql\n"
		"CREATE TABLE users (id bigint PRIMARY KEY, team_id bigint REFERENCES teams (id));\n",
	.allowed =
		"-- staged: db/migrations/001_add_users.up.sql\n"
		"CREATE TABLE teams (id bigint PRIMARY KEY);\n"
		"CREATE TABLE users (id bigint PRIMARY KEY, team_id bigint REFERENCES teams (id));\n",
	.remedy = "Mend the migration if it is not merged; else put what it needs before it. What a "
			  "platform brings (roles, schemas) belongs into the set's prelude: see "
			  "mighook-policy(5).",
	.source = "rules.md; seed 2 lines 155-163 (S1-16); seed 4 line 71 (S3-11)",
};
