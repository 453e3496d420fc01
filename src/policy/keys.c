/* SPDX-License-Identifier: MIT */
/* The keys of the policy file. mighook-policy(5) has an entry for each. */
#include "policy/vocabulary.h"

const struct policy_key policy_keys[] = {
	{"version", VALUE_NUMBER, NULL, "1", "version of the file's format"},
	{"extends", VALUE_LIST, NULL, NULL, "shipped policies to start from; later wins",
		.details = "A name or a list; `mighook policy list` shows them."},
	{"postgres", VALUE_NUMBER, NULL, "15", "major version of the servers"},
	{"protected", VALUE_LIST, NULL, NULL,
		"branches whose migrations count as merged; without it the first of origin/HEAD, "
		"origin/main, origin/master, main, master that exists",
		.details =
			"None of them: HEAD. In a bare repository `origin/main` is also the branch main."},
	{"authority", VALUE_CHOICE, "repo|db", "repo", "which side a difference is blamed on"},
	{"templates", VALUE_PATH, NULL, NULL,
		"folder with templates of your own for `mighook new`: TYPE.sql, up.sql, sections.sql, "
		"TYPE.down.sql, down.sql"},
	{"sets[].path", VALUE_PATH, NULL, NULL, "folder of the migrations", .required = true},
	{"sets[].runner", VALUE_RUNNER, NULL, NULL,
		"tool that executes them; without it, what the files look like",
		.details = "It decides which files run and what they must be called."},
	{"sets[].dialect", VALUE_CHOICE, "postgresql|other", NULL, "whose SQL it is"},
	{"sets[].snapshot", VALUE_PATH_OR_NONE, NULL, NULL, "file that must move with the migrations",
		.details = "Without it schema.sql, schemas/schema.sql, structure.sql and, for prisma, "
				   "schema.prisma are looked for beside the folder; for a folder near the top also "
				   "in the usual places there. Of a Prisma schema in several files it is the one "
				   "with the datasource; the others are the `.prisma` files below its folder that "
				   "have none. `none`: there is none."},
	{"sets[].snapshot-command", VALUE_TEXT, NULL, NULL, "command that makes the snapshot anew",
		.details = "Hints name it."},
	{"sets[].name", VALUE_REGEX, NULL, NULL,
		"pattern of file names, with the groups version, type, description",
		.details = "A PCRE2 pattern, of folder names where a migration is a folder. Endings like "
				   "`.up.sql` and `.down.sql` may be left out."},
	{"sets[].legacy[].name", VALUE_REGEX, NULL, NULL, "pattern of older names", .required = true},
	{"sets[].legacy[].until", VALUE_TEXT, NULL, NULL, "last version that may have such a name"},
	{"sets[].version", VALUE_CHOICE, "date|sequence|auto", NULL, "how versions are read",
		.details = "`auto` takes 8 and 14 digits that begin with 19 or 20 for dates."},
	{"sets[].unique-by", VALUE_CHOICE, "version|name", NULL, "what no two migrations may share"},
	{"sets[].down", VALUE_TEXT, NULL, NULL,
		"where rollbacks are: sibling, section, none, or a path with {name}",
		.details = "A path is one from the top, as `rollback/{name}.sql`. Where the runner would "
				   "execute a `sibling`, it may lie in a folder `rollback` beside the set's."},
	{"sets[].immutable", VALUE_CHOICE, "merged|applied|off", "merged",
		"from when on a migration must not change",
		.details = "Without a database `applied` means `merged`."},
	{"sets[].transaction", VALUE_CHOICE, "each|none", NULL, "what the runner wraps",
		.details = "`each` file, or `none`."},
	{"sets[].history[].adapter", VALUE_HISTORY, NULL, NULL,
		"known kind of table in which it is kept what was applied; without any, the runner's own",
		.details = "`supabase`, `prisma`, `flyway`, `golang-migrate`, `dbmate`, `goose`, `sqlx`, "
				   "`diesel`, `rails`, `migrations_history`, `_migrations`, "
				   "`dragonfly_migrations`; `table` is one whose columns are called what they are. "
				   "Of several a migration is applied if one of them says so."},
	{"sets[].history[].table", VALUE_TEXT, NULL, NULL,
		"table or view in which it is kept what was applied",
		.details = "With its schema, unless it is on the search path or in `public`. A known one "
				   "has the columns that its tool gives it."},
	{"sets[].history[].columns", VALUE_HISTORY_COLUMNS, NULL, NULL,
		"its columns, where they are called otherwise",
		.details = "A mapping of what they say to what they are called: `version`, `name`, "
				   "`applied-at`, `applied-by`, `finished-at` (empty: it has failed), "
				   "`rolled-back` (a time or true), `success`, `applied`, `dirty`, `status` (a "
				   "word), `kind`, `checksum`, `statements`, `duration`, `rank` (of several rows "
				   "for one migration the last one counts), `source` (of a view of "
				   "several tables: which one a row is from)."},
	{"sets[].history-writes", VALUE_CHOICE, "tool|manual|false", "tool",
		"who may write the history table",
		.details =
			"`tool`: the runner, and the commands of mighook that are there to mend it. `manual`: "
			"migrations may also write it themselves. `false`: what the runner writes is all that "
			"may be in it; `mighook baseline --commit` and its like refuse, unless they run in CI "
			"(`CI` is set), which is then the only writer."},
	{"sets[].manifest", VALUE_PATH, NULL, NULL, "file that lists required and squashed migrations",
		.details = "`mighook manifest` writes and checks it."},
	{"sets[].archive", VALUE_PATH, NULL, "archive", "folder that keeps squashed migrations",
		.details = "Those of one squash in a folder `migrations_YYYYMMDD` of it, as "
				   "squash-marker-invalid asks."},
	{"sets[].prelude", VALUE_LIST, NULL, NULL, "what must exist before a replay",
		.details = "`supabase`: the roles, schemas and objects that a project there has, which is "
				   "what runner supabase has without this key; the schemas that the platform keeps "
				   "are then not compared. `none`: nothing. Else a file of SQL, executed on the "
				   "scratch server before the first migration. Of several each is executed, one "
				   "after another, in the same database: `[supabase, FILE]` is what a project has "
				   "that makes roles of its own; FILE alone stands in place of `supabase`."},
	{"sets[].acl", VALUE_BOOL, NULL, "false", "whether privileges belong to the schema",
		.details = "With true every command that reads or compares the schema of this set does "
				   "so as with --acl: `mighook schema`, `mighook drift`, `mighook gate`, `mighook "
				   "squash`, `mighook baseline --from-db`."},
	{"sets[].extends", VALUE_LIST, NULL, NULL, "shipped policies whose rules hold in this set",
		.details = "Their rules alone: names and rollbacks are those of the set."},
	{"sets[].rules", VALUE_RULES, NULL, NULL, "rules that are others in this set",
		.details = "A mapping as that of the top, laid over it and over the set's `extends`. Rules "
				   "that are asked of a whole change stand at the top only."},
	{"rules", VALUE_RULES, NULL, NULL, "severities of rules, and their options",
		.details =
			"A rule has a severity (`off`, `info`, `warning`, `error`) or a mapping with "
			"`severity` and the options that `mighook explain RULE` lists. A mapping without "
			"severity turns a rule on that is off, and leaves one alone that is on."},
	{"grandfather[].rule", VALUE_RULE, NULL, NULL, "rule of an excused finding", .required = true},
	{"grandfather[].path", VALUE_PATH, NULL, NULL, "file of an excused finding",
		.details = "Without it the rule's findings in all files are excused."},
	{"grandfather[].fingerprint", VALUE_SHA256, NULL, NULL,
		"SHA-256 of the file (with LF): another content is not excused",
		.details = "It is what `sha256sum` prints for LF line ends."},
	{"database.on-commit", VALUE_CHOICE, "off|warn", "off", "whether hooks ask a database",
		.details =
			"`warn`: where a commit edits, removes or brings migrations, mighook-db asks the "
			"first environment whose variable is set, or where the policy names none the "
			"server that libpq's own variables name, what of them is applied "
			"(applied-migration-modified, version-already-applied). A database that does not "
			"answer is said in a line and stops nothing."},
	{"database.timeout", VALUE_DURATION, NULL, NULL, "how long a hook waits for it",
		.details = "A number with `s`, `m`, `h` or `d`, as `2s`; without it 380 ms."},
	{"database.require-views", VALUE_LIST, NULL, NULL,
		"views that `mighook verify` must find, and be able to read"},
	{"database.environments.*.url-env", VALUE_TEXT, NULL, NULL, "variable with the server's URL"},
	{"database.environments.*.rest-env", VALUE_TEXT, NULL, NULL, "variable with the REST URL"},
	{"database.environments.*.key-env", VALUE_TEXT, NULL, NULL, "variable with the REST key"},
	{"database.environments.*.prelude", VALUE_LIST, NULL, NULL, "what must exist before a replay",
		.details = "In place of the set's, where a schema is compared with this database."},
};

const size_t policy_key_count = ARRAY_LENGTH(policy_keys);
