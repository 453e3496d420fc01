# `mighook drift`: migrations, schema.sql and a real database, and which of them is the odd one.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }

FIRST='CREATE TABLE team (id bigint PRIMARY KEY, name text NOT NULL);
CREATE VIEW names AS SELECT name FROM team;'
SECOND='ALTER TABLE team ADD COLUMN kind varchar(10) CHECK (kind IN ('\''a'\'', '\''b'\''));'

setup() {
	setup_scratch
	postgres_environment
	scratch_environment
	database=d$BATS_TEST_NUMBER
	new_repository r
	stage db/migrations/001_first.up.sql "$FIRST"
	stage db/migrations/002_second.up.sql "$SECOND"
}

# live [SQL...]: the database with both migrations, as the runner leaves it, and then more.
live() {
	database_create "$database"
	export PGDATABASE=$database
	for sql in "$FIRST" "$SECOND" 'CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
		INSERT INTO schema_migrations VALUES (2, false)' "$@"; do
		ask "$database" "$sql" >/dev/null
	done
}

# snapshot: schema.sql as pg_dump writes it of the live database.
snapshot() {
	"$(postgres_programs)/pg_dump" --schema-only --no-owner --no-acl -T schema_migrations "$database" >schema.sql
	git add schema.sql
}

# drift_json ARGUMENTS...: verdict and objects, a line each; the exit code is drift's.
drift_json() {
	local status=0
	mighook drift --format json "$@" >drift.json || status=$?
	[ "$status" != 2 ] || return 2
	jq -r '.verdict, (.objects[] | [.change, .kind, .name, .odd // "-"] | join(" "))' drift.json
	return "$status"
}

@test "the three agree: one line, exit 0; the database stays as it was" {
	live
	snapshot
	run -0 --separate-stderr mighook drift --against db
	[ "${#lines[@]}" = 1 ] || fail "$output"
	contains "$output" 'db/migrations: clean: 2 migrations, schema.sql, '
	contains "$output" ': no difference (but for privileges: --acl)'
	equal "$stderr" ''
	contains "$(mighook drift --format junit)" 'name="db/migrations: clean: 2 migrations, schema.sql: no difference'
	equal "$(ask "$database" "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
		WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')")" 'names schema_migrations team'
	equal "$(ask "$database" 'SELECT count(*) FROM pg_database WHERE datname ~ $$schema_|mighook$$')" 0
}

@test "a stale snapshot: it alone is odd, and the command that mends it is said" {
	live
	snapshot
	sed -i '/kind character varying/d; s/name text NOT NULL,/name text NOT NULL/; /CONSTRAINT team_kind_check/d' schema.sql
	git add schema.sql
	run -1 drift_json --against db
	equal "$output" 'stale-snapshot
added column public.team.kind snapshot
added constraint public.team.team_kind_check snapshot'
	run -1 mighook drift
	contains "$output" 'added'
	contains "$output" 'hint: mighook schema dump --write && git add schema.sql'
}

@test "a change that was made by hand in the database" {
	live 'ALTER TABLE team ALTER name DROP NOT NULL; CREATE INDEX by_name ON team (name)'
	ask "$database" 'ALTER VIEW names SET (security_invoker = true); COMMENT ON TABLE team IS $$x$$'
	database_create other
	PGDATABASE=other ask other "$FIRST; $SECOND" >/dev/null
	"$(postgres_programs)/pg_dump" --schema-only --no-owner --no-acl other >schema.sql && git add schema.sql
	database_drop other
	run -1 drift_json --against db
	equal "$(head -n 1 <<<"$output")" outside-change
	equal "$(tail -n +2 <<<"$output" | sort)" 'added index public.by_name database
changed column public.team.name database
changed view public.names database
comment-only table public.team database'
}

@test "migrations that do not lead to what the other two have" {
	live
	snapshot
	stage db/migrations/002_second.up.sql 'ALTER TABLE team ADD COLUMN kind varchar(20) CHECK (kind IN ('\''a'\'', '\''b'\''));'
	run -1 drift_json --against db
	equal "$output" 'broken-chain
changed column public.team.kind migrations'
}

@test "a migration that fails: where, why, and nothing is compared" {
	stage db/migrations/002_second.up.sql $'SELECT 1;\nALTER TABLE teem ADD COLUMN kind text;'
	run -1 mighook drift
	contains "$output" 'db/migrations/002_second.up.sql:2:'
	contains "$output" 'relation "teem" does not exist'
	contains "$output" '[replay-failed]'
	run -1 drift_json
	equal "$output" broken-chain
	equal "$(jq -r '.failures[] | [.path, .line, .statement, .sqlstate] | join(" ")' drift.json)" \
		'db/migrations/002_second.up.sql 2 2 42P01'
}

@test "what the database has not applied yet is not compared with it" {
	live
	snapshot
	stage db/migrations/003_third.up.sql 'CREATE TABLE later (id int);'
	run -1 drift_json --against db
	equal "$output" 'stale-snapshot
added table public.later snapshot'
	run -1 mighook drift --against db
	contains "$output" ' (1 migration pending there, and not compared with it): 1 difference'
	# a role belongs to the whole server: it is made twice all the same
	stage db/migrations/003_third.up.sql 'CREATE ROLE drift_role; CREATE TABLE later (id int);'
	stage db/migrations/001_first.up.sql "CREATE ROLE drift_first; $FIRST"
	run -1 drift_json --against db
	equal "$output" 'stale-snapshot
added table public.later snapshot'
}

@test "an edit that is not staged does not count, and is told" {
	put db/migrations/002_second.up.sql 'broken'
	run -0 --separate-stderr mighook drift
	equal "$stderr" 'mighook: db/migrations/002_second.up.sql has changes that are not staged: what is staged was looked at; git add db/migrations/002_second.up.sql'
	run -2 mighook drift --roundtrip all
	contains "$output" 'nothing was proven'
}

@test "two databases are compared with each other" {
	live
	database_create second
	ask second "$FIRST" >/dev/null
	PGDATABASE=postgres run -1 drift_json --db "dbname=$database" --db dbname=second
	equal "$(head -n 1 <<<"$output")" outside-change
	contains "$output" 'removed column public.team.kind -'
	run -2 mighook drift --db dbname=second
	contains "$output" 'two databases are compared, and 1 named'
	database_drop second
}

@test "columns in another order and comments have severities of their own" {
	only_with_all
	live
	snapshot
	ask "$database" "COMMENT ON TABLE team IS 'x'; ALTER TABLE team ADD COLUMN id2 int;
		ALTER TABLE team DROP COLUMN id2"
	merged .mighook.yaml 'version: 1
rules: {schema-drift: {comment-only: warning}}'
	run -0 drift_json --against db
	equal "$output" 'outside-change
comment-only table public.team database'
	equal "$(jq -r '.objects[].severity' drift.json)" warning
	run -1 mighook drift --against db --fail-on warning
	merged .mighook.yaml 'version: 1
rules: {schema-drift: {comment-only: "off"}}'
	run -0 drift_json --against db
	equal "$output" clean
}

@test "the SQL of what was changed by hand, as a migration, leads to it" {
	live 'ALTER TABLE team ALTER name DROP NOT NULL, ALTER kind SET DEFAULT $$a$$; CREATE INDEX by_name ON team (name)' \
		'DROP VIEW names; CREATE TABLE extra (id serial PRIMARY KEY, team bigint REFERENCES team)' \
		'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$SELECT a$$' \
		'ALTER TABLE team ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON team USING (true)'
	run -1 --separate-stderr mighook drift --against db --emit-sql
	contains "$output" '-- proven on a scratch server'
	echo "$output" >db/migrations/003_third.up.sql
	run -1 mighook drift --against db --emit-sql --format json
	equal "$(jq -r .sql <<<"$output")" "$(grep -v '^-- db/migrations: ' db/migrations/003_third.up.sql)"
	git add db
	ask "$database" 'UPDATE schema_migrations SET version = 3'
	run -0 drift_json --against db
	equal "$output" clean
}

# emitted SQL...: what `drift --emit-sql` prints of a database where that was executed besides.
emitted() {
	live "$@"
	mighook drift --against db --acl --emit-sql >sql || equal $? 1
	cat sql
}

@test "SQL of comments: of what both have, of new columns, of columns of views" {
	only_with_all
	FIRST+=" COMMENT ON TABLE team IS 'is gone'; COMMENT ON COLUMN names.name IS 'old';"
	stage db/migrations/001_first.up.sql "$FIRST"
	run emitted "COMMENT ON TABLE team IS NULL; COMMENT ON COLUMN team.name IS 'it''s A'; COMMENT ON COLUMN names.name IS 'B';
		ALTER TABLE team ADD b int; COMMENT ON COLUMN team.b IS 'new'; COMMENT ON VIEW names IS 'V';
		COMMENT ON CONSTRAINT team_kind_check ON team IS 'C';
		CREATE VIEW more AS SELECT id FROM team; COMMENT ON COLUMN more.id IS 'view''s'"
	contains "$output" '-- proven on a scratch server'
	lacks "$output" ';;'
	equal "$(grep -c '^ALTER TABLE' <<<"$output")" 1
	for line in 'COMMENT ON TABLE public.team IS NULL;' "COMMENT ON COLUMN public.team.name IS 'it''s A';" \
		"COMMENT ON COLUMN public.names.name IS 'B';" 'ALTER TABLE public.team ADD COLUMN b integer;' \
		"COMMENT ON COLUMN public.team.b IS 'new';" "COMMENT ON COLUMN public.more.id IS 'view''s';"; do
		equal "$(grep -cxF "$line" <<<"$output")" 1
	done
}

@test "SQL of privileges: what is granted is revoked and the other way round, each once" {
	only_with_all
	FIRST+=' CREATE ROLE anon; CREATE ROLE writer; GRANT SELECT, INSERT ON team TO anon; GRANT SELECT ON team TO writer;
		CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$; REVOKE ALL ON FUNCTION f() FROM PUBLIC;
		ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon;
		ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;
		ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon;'
	stage db/migrations/001_first.up.sql "$FIRST"
	run emitted 'ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon;
		ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO PUBLIC; GRANT ALL ON FUNCTION f() TO PUBLIC;
		ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE UPDATE ON SEQUENCES FROM anon; REVOKE INSERT ON team FROM anon'
	contains "$output" '-- proven on a scratch server'
	equal "$(sed 's/^ALTER DEFAULT PRIVILEGES FOR ROLE postgres/DEFAULT/; 1,/^$/d' <<<"$output")" \
		'DEFAULT GRANT ALL ON FUNCTIONS TO PUBLIC;
DEFAULT IN SCHEMA public REVOKE ALL ON TABLES FROM anon;
GRANT ALL ON FUNCTION public.f() TO PUBLIC;
REVOKE SELECT,INSERT ON TABLE public.team FROM anon;
GRANT SELECT ON TABLE public.team TO anon;
DEFAULT IN SCHEMA public REVOKE ALL ON SEQUENCES FROM anon;
DEFAULT IN SCHEMA public GRANT SELECT,USAGE ON SEQUENCES TO anon;'
}

@test "SQL that loses data or fails on rows says so before it; renaming is offered" {
	only_with_all
	stage db/migrations/001_first.up.sql "$FIRST CREATE TABLE gone (id int);"
	run emitted 'ALTER TABLE team DROP name CASCADE, ADD title text NOT NULL; ALTER TABLE team ALTER kind SET NOT NULL,
		ALTER kind TYPE text; ALTER TABLE team ADD note int DEFAULT 1 NOT NULL' 'ALTER TABLE team DROP note'
	contains "$output" $'-- loses data: all that is in public.team.name
-- or, if it was renamed: ALTER TABLE public.team RENAME COLUMN name TO title;
ALTER TABLE public.team DROP COLUMN name;'
	contains "$output" $'-- loses data: all that is in public.gone\nDROP TABLE public.gone;'
	contains "$output" $'-- fails where the table has rows
ALTER TABLE public.team ADD COLUMN title text NOT NULL;'
	contains "$output" $'-- fails where a row has NULL
ALTER TABLE public.team ALTER COLUMN kind SET NOT NULL;'
	contains "$output" $'-- may rewrite the table; fails where a value cannot be cast
ALTER TABLE public.team ALTER COLUMN kind TYPE text'
	# it is part of the migration, unlike the head
	up=$(mighook new -q --from-drift sql create x)
	lacks "$(<"$up")" '-- proven'
	contains "$(<"$up")" '-- loses data: all that is in public.team.name'
}

@test "SQL that fails is quoted, and a migration of it does not come about in silence" {
	only_with_all
	run emitted 'DROP VIEW names; CREATE VIEW names AS SELECT id FROM team; DROP TABLE IF EXISTS x; ALTER TABLE team ADD a int, ADD c int'
	contains "$output" '-- by hand: this fails: CREATE OR REPLACE VIEW public.names AS SELECT team.id FROM public.team;: '
	contains "$output" '-- by hand: 1 object still differs after it: view public.names'
	run -1 --separate-stderr mighook new -q --from-drift sql create x
	contains "$(<"$output")" '-- by hand: this fails: '
	contains "$stderr" 'mighook: by hand: this fails: CREATE OR REPLACE VIEW'
	contains "$stderr" 'mighook: by hand: 1 object still differs'
	stage db/migrations/002_second.up.sql 'ALTER TABLE teem ADD COLUMN kind text;'
	mighook drift --against db --emit-sql >sql || equal $? 1
	run -2 mighook new --from-drift sql create y
	contains "$output" 'relation "teem" does not exist'
}

@test "SQL in the order of what depends on what; two transactions where one cannot be" {
	only_with_all
	live "CREATE TYPE state AS ENUM ('a'); CREATE TABLE item (s state DEFAULT 'a')"
	stage db/migrations/002_second.up.sql "$SECOND
		CREATE TYPE state AS ENUM ('a'); CREATE TABLE item (s state DEFAULT 'a');"
	ask "$database" 'ALTER TABLE team ADD COLUMN number serial;
		CREATE VIEW b AS SELECT 1 AS one; CREATE VIEW a AS SELECT one FROM b'
	run -1 --separate-stderr mighook drift --against db --emit-sql
	contains "$output" '-- proven on a scratch server'
	lacks "$output" '-- by hand'
	ask "$database" "ALTER TYPE state ADD VALUE 'c'"
	ask "$database" "ALTER TABLE item ALTER s SET DEFAULT 'c'"
	run -1 --separate-stderr mighook drift --against db --emit-sql
	contains "$output" '-- by hand: it cannot be one transaction, make two migrations of it: the server says: unsafe use of new value'
}

@test "formats: GitHub's words, a summary with the diff, findings for other programs" {
	live
	snapshot
	sed -i 's/name text NOT NULL/name text/' schema.sql && git add schema.sql
	run -1 --separate-stderr mighook drift --format github
	equal "${lines[0]}" '::error::Schema drift detected!'
	contains "${lines[1]}" '::error file=schema.sql,'
	contains "${lines[1]}" 'schema-drift'
	run -1 mighook drift --format markdown
	contains "$output" 'Schema Drift Detected'
	contains "$output" '```diff'
	contains "$output" '-    name text,'
	contains "$output" '+    name text NOT NULL,'
	mighook drift --format sarif | jq -e '.runs[0].results[0].ruleId == "schema-drift"' >/dev/null
	run -1 mighook drift --diff
	contains "$output" '+    name text NOT NULL,'
}

@test "no server programs, no such database, a set without migrations: exit 2" {
	run -2 mighook drift --against db --db-url 'host=/nowhere dbname=x'
	contains "$output" 'cannot connect to the database'
	git rm -qrf db
	stage db/migrations/readme.txt x
	stage .mighook.yaml 'version: 1
sets: [{path: db/migrations, runner: golang-migrate}]'
	run -2 mighook drift
	contains "$output" 'there is no migration: nothing was compared'
	run -2 mighook drift --against file
	contains "$output" "'file' is not db"
}

# platform KEYS: a set that needs Supabase and a role of the team's, and the keys that it has.
platform() { stage .mighook.yaml "sets: [{path: supabase/migrations, runner: supabase, $1}]"; }

@test "a list of preludes: the built-in one, and a file of the team's in the same database" {
	stage supabase/migrations/20250101000000_a.sql 'CREATE TABLE t (id uuid REFERENCES auth.users);
SET ROLE reporting;'
	stage supabase/roles.sql 'CREATE ROLE reporting; ALTER TABLE auth.users ADD COLUMN team text;'
	platform 'snapshot: schema.sql'
	run -1 mighook drift; contains "$output" 'role "reporting" does not exist'
	contains "$output" '.mighook.yaml: sets: [{path: supabase/migrations, prelude: [supabase, FILE]}]'
	platform 'snapshot: schema.sql, prelude: supabase/roles.sql'
	run -2 mighook drift; contains "$output" 'the prelude supabase/roles.sql fails at line 1: schema "auth" does not exist'
	run -0 mighook schema dump --prelude supabase --prelude supabase/roles.sql
	contains "$output" 'CREATE TABLE public.t'; lacks "$output" 'CREATE TABLE auth.'
	printf '%s\n' "$output" >schema.sql; git add schema.sql
	platform 'snapshot: schema.sql, prelude: [supabase, supabase/roles.sql]'
	run -0 mighook drift; contains "$output" ': clean: 1 migration, schema.sql'
	platform 'snapshot: schema.sql, prelude: [none, supabase]'
	run -2 mighook drift; contains "$output" 'the prelude none is not there'
}

@test "acl: the policy says that privileges belong to the schema, as --acl does" {
	only_with_all
	stage db/migrations/003_grant.up.sql 'GRANT SELECT ON team TO PUBLIC;'
	mighook schema dump >without
	stage .mighook.yaml 'sets: [{path: db/migrations, runner: golang-migrate, acl: true}]'
	mighook schema dump --write
	equal "$(mighook schema dump --acl)" "$(cat schema.sql)"
	contains "$(diff without schema.sql)" '> GRANT SELECT ON TABLE public.team TO PUBLIC;'
	cp without schema.sql; git add schema.sql
	run -1 drift_json; contains "$output" 'stale-snapshot'
	stage .mighook.yaml 'sets: [{path: db/migrations, runner: golang-migrate, acl: false}]'
	run -0 mighook drift
}

# wait_for SQL: until the answer is no longer 0.
wait_for() {
	for _ in $(seq 200); do
		[ "$(ask postgres "$1")" = 0 ] || return 0
		sleep 0.05
	done
	fail "$1: $(cat out)"
}

DUMPING="SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"

@test "a table that somebody changes is not waited for longer than --timeout; who is killed leaves no dump" {
	live
	psql -Xqc 'BEGIN; LOCK TABLE team; SELECT pg_sleep(60)' >/dev/null 2>&1 3>&- &
	wait_for "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
	SECONDS=0
	run -2 mighook drift --against db --timeout 1s
	contains "$output" 'somebody changes the schema: try again, or give --timeout'
	[ "$SECONDS" -lt 12 ] || fail "it took $SECONDS seconds"
	# Without it that is 15 seconds, of the five minutes that all the rest may take.
	mighook-db drift --against db >out 2>&1 3>&- &
	wait_for "$DUMPING"
	contains "$(ps -C pg_dump -o args=)" '--lock-wait-timeout=15000 '
	kill -KILL "$!"
	for _ in $(seq 40); do
		[ "$(ask postgres "$DUMPING")" != 0 ] || break
		sleep 0.05
	done
	equal "$(ask postgres "$DUMPING")" 0
	ask postgres "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'" >/dev/null
}

@test "a carriage return in a constant is part of it, in a database, a migration and a snapshot" {
	stage db/migrations/002_second.up.sql "ALTER TABLE team ADD COLUMN kind text DEFAULT E'a\\r\\nb';"
	SECOND="ALTER TABLE team ADD COLUMN kind text DEFAULT E'a\\nb'" live
	run -1 drift_json --against db
	equal "$output" $'outside-change\nchanged column public.team.kind -'
	ask "$database" "ALTER TABLE team ALTER kind SET DEFAULT E'a\\r\\nb'"
	run -0 drift_json --against db
	mighook schema dump --write
	[ "$(grep -c $'\r$' schema.sql)" = 1 ] || fail 'the snapshot is of another text'
	git add schema.sql
	run -0 drift_json --against db
	run -0 mighook schema dump --write
	contains "$output" 'up to date'
}

@test "--schema: that schema alone, named as it is stored, whatever it leans on" {
	only_with_all
	stage db/migrations/001_first.up.sql 'CREATE SCHEMA tools; CREATE EXTENSION citext SCHEMA tools;
		CREATE SCHEMA app; CREATE TABLE app.t (a tools.citext); CREATE SCHEMA "App"; CREATE SCHEMA "a.b"; CREATE TABLE "a.b".t ();'
	stage db/migrations/002_second.up.sql 'CREATE TABLE "App".t (b tools.citext);'
	FIRST=$(git show :db/migrations/001_first.up.sql) SECOND=$(git show :db/migrations/002_second.up.sql) live \
		'ALTER TABLE "App".t ADD c int; CREATE SCHEMA late; CREATE TABLE late.t (); CREATE EXTENSION pg_trgm SCHEMA tools'
	run -1 drift_json --against db --schema App
	equal "$output" $'outside-change\nadded column "App".t.c -'
	run -0 drift_json --against db --schema app --schema a.b --schema public
	equal "$output" clean
	# one that only one side has
	run -1 drift_json --against db --schema late
	equal "$output" $'outside-change\nadded schema late -\nadded table late.t -'
	run -2 mighook drift --against db --schema 'Ap*'
	contains "$output" '--schema Ap*: there is no such schema'
	run -0 mighook schema dump --schema App
	equal "$(grep '^CREATE' <<<"$output")" $'CREATE SCHEMA "App";\nCREATE TABLE "App".t ('
	[ "$(mighook schema hash --schema App)" != "$(mighook schema hash --schema app)" ] || fail 'the hash is of the other schema'
}
