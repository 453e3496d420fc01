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
