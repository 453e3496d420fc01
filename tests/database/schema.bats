# `mighook schema dump`, `hash` and `check`: the one form in which a schema is committed; and the
# modes and checks of `mighook gate` that compare it with a real database.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }

# What the server writes otherwise once it was dumped and loaded, in a table, a view and a policy.
FIRST='CREATE TABLE team (id bigint PRIMARY KEY, kind varchar(9) CHECK (kind IN ('\''a'\'', '\''b'\'')));
CREATE VIEW kinds AS SELECT id FROM team WHERE kind IN ('\''a'\'', '\''b'\'');
ALTER TABLE team ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON team USING (kind IN ('\''a'\'', '\''b'\''));'
SECOND='ALTER TABLE team ADD COLUMN name text;
CREATE INDEX team_name ON team (name);'

setup() {
	setup_scratch
	unset MIGRATION_VALIDATION_MODE
	postgres_environment
	scratch_environment
	database=d$BATS_TEST_NUMBER
	new_repository r
	merged db/migrations/001_first.up.sql "$FIRST"
	merged db/migrations/002_second.up.sql "$SECOND"
}

# live SQL...: a database in which all of that was executed.
live() {
	database_create "$database"
	export PGDATABASE=$database
	for sql in "$@"; do ask "$database" "$sql" >/dev/null; done
}

# schema STATUS ARGUMENTS...: `output` is what it prints.
schema() {
	local expected=$1
	shift
	run --separate-stderr mighook schema "$@"
	equal "$status $stderr" "$expected "
}

@test "what is written is what is printed, a fixed point, and what the next run leaves alone" {
	mighook schema dump >printed
	schema 0 dump --write
	equal "$output" 'schema.sql: 6 objects written
  hint: git add schema.sql'
	diff printed schema.sql
	equal "$(git status --porcelain)" '?? printed
?? schema.sql'
	git add schema.sql
	touch -d @1 schema.sql
	schema 0 dump --write
	equal "$output $(stat -c %Y schema.sql)" 'schema.sql: up to date 1'
	# nothing in it that a run, a server or a program of another version would change
	! grep -qiE 'restrict|version|^SET default_|[[:space:]]$|OWNER TO' schema.sql
	run -0 mighook drift; equal "$output" 'db/migrations: clean: 2 migrations, schema.sql: no difference (but for privileges: --acl)'
	# loaded elsewhere and dumped by pg_dump itself it is the same schema, and the same text
	live
	psql -Xq -v ON_ERROR_STOP=1 -f schema.sql >/dev/null
	run -0 mighook drift --against db; contains "$output" 'clean: '
	mighook schema dump --db-url "dbname=$database" | diff schema.sql -
	mighook schema hash | sha256sum -c
}

@test "only what changes is another line; the path to a schema is in neither text nor hash" {
	only_with_all
	mighook schema dump --write
	before=$(sha256sum schema.sql)
	# the same columns in the same order, by another way
	git rm -qf db/migrations/001_first.up.sql
	stage db/migrations/001_first.up.sql "CREATE TABLE team (id bigint NOT NULL);
CREATE TABLE gone (id int);
ALTER TABLE team ADD kind varchar(9);
ALTER TABLE team ENABLE ROW LEVEL SECURITY;
CREATE VIEW kinds AS SELECT id FROM team WHERE kind IN ('a', 'b');
CREATE POLICY all_of_it ON team USING (kind IN ('a', 'b'));
ALTER TABLE team ADD CONSTRAINT team_kind_check CHECK (kind IN ('a', 'b'));
DROP TABLE gone;
ALTER TABLE team ADD PRIMARY KEY (id);"
	equal "$(mighook schema hash)" "$before"
	cp schema.sql former
	stage db/migrations/003_third.up.sql 'ALTER TABLE team ALTER COLUMN name SET DEFAULT 1; CREATE SEQUENCE steps;'
	schema 0 dump --write
	equal "${lines[0]}" 'schema.sql: 2 objects changed'
	equal "$(diff former schema.sql | grep -c '^<')" 1
	# one that was written by hand is written anew, with the line ends that it has
	sed 's/$/\r/' schema.sql >crlf; mv crlf schema.sql
	schema 0 dump --write; contains "$output" 'up to date'
	sed -i '1i -- by hand\r' schema.sql
	schema 0 dump --write; contains "$output" 'written in the canonical form; no object has changed'
	equal "$(head -n 1 schema.sql | tr -d '\r')" "$(head -n 1 former)"
	equal "$(grep -c $'\r$' schema.sql)" "$(wc -l <schema.sql)"
}

@test "a migration that fails: nothing is written, told as drift tells it" {
	stage db/migrations/003_third.up.sql 'CREATE TABLE team ();'
	schema 1 dump --write
	contains "$output" 'db/migrations/003_third.up.sql'
	contains "$output" 'relation "team" already exists'
	contains "$output" 'broken-chain'
	equal "$(git status --porcelain)" 'A  db/migrations/003_third.up.sql'
	run -1 --separate-stderr mighook schema hash --json
	equal "$(jq -r '.command, .verdict, .failures[0].line' <<<"$output")" 'schema hash
broken-chain
1'
}

@test "check: the snapshot and its hash in the index, which is what will be committed" {
	run -2 mighook schema check; contains "$output" 'db/migrations has no snapshot: nothing was checked'
	mighook schema dump --write && git add schema.sql
	schema 0 hash --write
	hash=$(sha256sum <schema.sql | cut -c 1-64)
	equal "$output" "schema.sha256: $hash
  hint: git add schema.sha256"
	equal "$(cat schema.sha256)" "$hash  schema.sql"
	sha256sum -c --quiet schema.sha256
	git add schema.sha256; touch -d @1 schema.sha256
	schema 0 hash --write; equal "$output $(stat -c %Y schema.sha256)" 'schema.sha256: up to date 1'
	# in the worktree alone it does not count
	rm schema.sql schema.sha256
	run -0 --separate-stderr mighook schema check
	equal "$output" 'db/migrations: clean: 2 migrations, schema.sql: no difference (but for privileges: --acl)'
	contains "$stderr" 'schema.sql has changes that are not staged'
	git checkout -q -- schema.sql schema.sha256
	stage schema.sha256 "$(printf '%064d' 0)"
	run -1 mighook schema check --json
	equal "$(jq -r '.command, .verdict, (.objects[] | .kind, .name, .right)' <<<"$output")" "schema check
stale-snapshot
hash
schema.sha256
$hash"
	stage schema.sha256 "$hash  schema.sql"; stage db/migrations/003_third.up.sql 'CREATE TABLE more (id int);'
	schema 1 check
	contains "$output" 'table  public.more'; contains "$output" 'hash   schema.sha256'
	contains "$output" 'hint: mighook schema dump --write, then git add it'
	contains "$output" 'hint: mighook schema hash --write, then git add it'
	stage schema.sha256 'nothing'
	run -2 mighook schema check; contains "$output" 'schema.sha256 is no line with a SHA-256'
}

@test "several sets: each into its own file, none into that of another; what cannot be is said" {
	only_with_all
	merged web/prisma/migrations/20250101000000_a/migration.sql 'CREATE TABLE web (id int);'
	stage .mighook.yaml 'version: 1
sets:
  - {path: db/migrations, snapshot: db/structure.sql}
  - {path: web/prisma/migrations, runner: prisma, snapshot: web/schema.sql}'
	schema 0 dump --write --quiet; equal "$output" ''
	contains "$(cat db/structure.sql)" 'CREATE TABLE public.team ('; lacks "$(cat db/structure.sql)" public.web
	contains "$(cat web/schema.sql)" 'CREATE TABLE public.web ('
	schema 0 hash --write --set web/prisma/migrations
	equal "$output" "web/schema.sha256: $(sha256sum <web/schema.sql | cut -c 1-64)
  hint: git add web/schema.sha256"
	run -2 mighook schema dump; contains "$output" 'mighook schema dump --set db/migrations'
	equal "$(mighook schema hash | cut -c 65-)" '  db/structure.sql
  web/schema.sql'
	sed -i 's|web/schema.sql|db/structure.sql|' .mighook.yaml; git add .mighook.yaml
	run -2 mighook schema dump --write; contains "$output" 'would both be written into db/structure.sql'
	sed -i '$ s|db/structure.sql|none|' .mighook.yaml; git add .mighook.yaml
	run -0 --separate-stderr mighook schema dump --write; equal "${lines[0]}" 'db/structure.sql: up to date'
	contains "$stderr" 'web/prisma/migrations has no snapshot: the policy says none'
	run -2 mighook schema dump --write --set web/prisma/migrations; contains "$output" 'the policy says none'
	run -2 mighook schema dump --write --db-url "dbname=$PGDATABASE"; contains "$output" 'a database is named'
	run -2 mighook schema check --write; contains "$output" 'takes neither --write nor a database'
	run -2 mighook schema list --shadow-url x; contains "$output" 'schema list takes no --shadow-url'
	run -2 mighook schema dump it; contains "$output" "schema dump takes no argument 'it'"
	run -2 mighook schema; contains "$output" 'schema takes: list, dump, hash or check'
}

@test "a snapshot behind a link, and a bare repository, are left alone" {
	put elsewhere/schema.sql x; ln -s elsewhere/schema.sql schema.sql
	run -2 mighook schema dump --write
	equal "$(cat elsewhere/schema.sql)" x
	git clone -q --bare . ../bare.git; cd ../bare.git
	run -2 mighook schema dump --write; contains "$output" 'a bare repository has no worktree'
	schema 0 dump; contains "$output" 'CREATE TABLE public.team ('
}

@test "the words are in mighook-db alone, and known without it" {
	mkdir ../alone && cp "$MIGHOOK_BIN" ../alone/mighook
	run -2 env PATH="$PWD/../alone:/usr/bin:/bin" mighook schema dump --write
	contains "$output" '`schema` needs mighook-db, which is not installed here'
	contains "$(env PATH="$PWD/../alone:/usr/bin:/bin" mighook help schema)" 'dump [--write]'
	contains "$(env PATH="$PWD/../alone:/usr/bin:/bin" mighook schema list)" 'public.team'
	# and -C, a password, and the exit code get there
	cd ..
	run -0 mighook -C r schema hash; contains "$output" '  schema.sql'
}

# hints: of the findings on the snapshot in what is staged.
hints() {
	mighook check --staged --json --rule snapshot-not-staged --rule snapshot-out-of-sync |
		jq -r '.diagnostics[] | "\(.rule) \(.hint)"'
}

@test "rules name the command where it can write the snapshot" {
	merged schema.sql "$FIRST$SECOND"
	stage db/migrations/003_third.up.sql 'CREATE TABLE more (id int);'
	equal "$(hints)" 'snapshot-not-staged Run: mighook schema dump --write && git add schema.sql
snapshot-out-of-sync Run: mighook schema dump --write && git add schema.sql'
	merged .mighook.yaml 'version: 1
sets: [{path: db/migrations, snapshot-command: make dump}]'
	stage db/migrations/004_fourth.up.sql
	equal "$(hints | sort -u)" 'snapshot-not-staged Run: make dump && git add schema.sql
snapshot-out-of-sync Run: make dump && git add schema.sql'
	stage .mighook.yaml 'version: 1
sets: [{path: db/migrations}, {path: other/migrations}]'
	equal "$(hints | sort -u | head -n 1)" 'snapshot-not-staged Run: mighook schema dump --write --set db/migrations && git add schema.sql'
	stage .mighook.yaml 'version: 1
sets: [{path: db/migrations, snapshot: schema.rb}]'
	equal "$(hints)" 'snapshot-not-staged Dump the schema anew, then run: git add schema.rb'
}

# gate STATUS FAILURES [ARGUMENTS]: `CHECK MESSAGE` of each failure; `stderr` is what is said besides.
gate() {
	local expected=$1 failures=$2
	shift 2
	run --separate-stderr mighook gate --json "$@"
	equal "$status" "$expected" || fail "$stderr"
	equal "$(jq -r '.failures[] | "\(.check) \(.message)"' <<<"$output")" "$failures"
}

@test "relaxed: the schema counts, however it came about, and no table of what was applied" {
	live "$FIRST" 'ALTER TABLE team ADD name text; CREATE INDEX team_name ON team (name)'
	MIGRATION_VALIDATION_MODE=relaxed gate 0 ''
	equal "$(jq -c '[.ok, .mode, .checks]' <<<"$output") $stderr" '[true,"relaxed",["schema"]] '
	equal "$(jq -r .summary <<<"$output")" "gate passed: postgres@$PGHOST:5432/$database, relaxed, 2 migrations"
	ask "$database" 'ALTER TABLE team ALTER name SET NOT NULL; DROP INDEX team_name; CREATE TABLE hand (id int)'
	gate 1 'schema table public.hand: the database has it, and no migration makes it
schema column public.team.name: the database has `name text NOT NULL`, the migrations lead to `name text`
schema index public.team_name: the database does not have it' --mode relaxed
	contains "$stderr" "mighook drift --against db --diff"
	equal "$(jq -c '.failures[0] | [.version, .path]' <<<"$output")" '[null,null]'
	contains "$(jq -r .summary <<<"$output")" 'relaxed, 2 migrations: 3 schema'
	# severities are the policy's
	stage .mighook.yaml 'version: 1
rules: {schema-drift: warning}'
	gate 0 '' --mode relaxed; contains "$stderr" 'table public.hand: the database has it'
	run -2 mighook gate --mode relaxed --checks pending; contains "$output" 'pending asks what was applied, and --mode relaxed does not'
	run -2 mighook gate --mode relaxed --not-in HEAD~...HEAD; contains "$output" '--not-in asks what was applied'
	run -2 mighook gate --mode relaxed --applied-from x; contains "$output" 'nothing of the schema'
}

@test "hash: the committed one, without executing a migration" {
	# the role is there when the migrations make it: they run before the database is looked at
	third='CREATE ROLE clerk; CREATE POLICY clerks ON team TO clerk USING (true);'
	stage db/migrations/003_third.up.sql "$third"
	live "$FIRST" "$SECOND" "$third"
	run -2 mighook gate --mode hash; contains "$output" 'there is no schema.sha256'
	contains "$output" 'mighook schema hash --write && git add schema.sha256'
	mighook schema hash --write && git add schema.sha256
	gate 0 '' --mode hash --checks schema; equal "$(jq -c .checks <<<"$output")" '["schema","hash"]'
	stage db/migrations/004_fourth.up.sql 'no SQL at all;'
	MIGRATION_VALIDATION_MODE=hash run -0 mighook gate; equal "$output" "gate passed: postgres@$PGHOST:5432/$database, hash"
	ask "$database" 'ALTER TABLE team ALTER name SET NOT NULL'
	run -1 --separate-stderr mighook gate --mode hash --json
	equal "$(jq -r '.failures[] | "\(.check) \(.path)"' <<<"$output")" 'hash schema.sha256'
	contains "$output" "$(mighook schema hash --db-url "dbname=$database" | cut -c 1-64)"
	contains "$stderr" 'mighook drift --against db'
}

@test "schema and replay beside what was applied; --not-in leaves out what may be pending" {
	only_with_all
	live "$FIRST" "$SECOND" 'CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
		INSERT INTO schema_migrations VALUES (2, false)'
	gate 0 '' --checks migrations,schema,replay
	equal "$(jq -c .checks <<<"$output")" '["pending","out-of-order","failed","edited","orphan","mismatch","duplicate","replay","schema"]'
	merged db/migrations/003_third.up.sql 'CREATE TABLE more (id int);'
	gate 1 'pending db/migrations/003_third.up.sql is not applied
schema table public.more: the database does not have it' --checks status,schema
	gate 0 '' --checks status,schema --not-in HEAD~...HEAD
	merged db/migrations/004_fourth.up.sql 'SELECT 1;
CREATE TABLE more (id int);'
	# what needs no database needs none
	echo '[]' >rows.json
	run -1 --separate-stderr mighook gate --checks replay --json --applied-from rows.json
	equal "$(jq -r '.failures[0] | .check, .version, .path' <<<"$output")" 'replay
004
db/migrations/004_fourth.up.sql'
	contains "$(jq -r '.failures[0].message' <<<"$output")" 'db/migrations/004_fourth.up.sql:2: relation "more" already exists'
	# what is to be compared, and cannot be made
	run -1 mighook gate --mode relaxed; contains "$output" 'schema  db/migrations/004_fourth.up.sql:2: '
}

@test "rollback: the newest one, or what is pending; what nobody can take back is no success" {
	echo '[{"version": 2, "dirty": false}]' >rows.json
	rolled() { gate "$@" --checks rollback --applied-from rows.json; }
	rolled 1 'rollback db/migrations/002_second.up.sql has nothing that takes it back'
	equal "$(jq -c '.failures[0] | [.version, .path]' <<<"$output")" '["002","db/migrations/002_second.up.sql"]'
	stage db/migrations/002_second.down.sql 'ALTER TABLE team DROP COLUMN name; CREATE ROLE clerk;'
	rolled 0 ''
	stage db/migrations/003_third.up.sql 'CREATE TABLE more (id int);'
	stage db/migrations/003_third.down.sql 'DROP TABLE more; DROP VIEW kinds; CREATE TABLE left_over (id int);'
	stage db/migrations/002_second.down.sql 'ALTER TABLE team DROP COLUMN names;'
	wrong='rollback db/migrations/003_third.down.sql: table public.left_over is left behind
rollback db/migrations/003_third.down.sql: view public.kinds does not come back'
	rolled 1 "$wrong"
	echo '[{"version": 1, "dirty": false}]' >rows.json
	rolled 1 'rollback db/migrations/002_second.down.sql:1: it cannot be taken back: column "names" of relation "team" does not exist
'"$wrong"
}
