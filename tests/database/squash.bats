# A squash as a database sees it: the dump of what was there becomes the baseline, an empty database
# runs it and is the same, and one that has all of it is told so.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load ../support/history_tables

# One history and the database it leads to, for all.
setup_file() {
	postgres_start
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR
	setup_scratch
	postgres_environment
	scratch_environment
	new_repository "$BATS_FILE_TMPDIR/r"
	stage .mighook.yaml 'extends: dated-policy'
	migration 0001_users 'CREATE TABLE public.users (id bigint PRIMARY KEY, name text NOT NULL);'
	migration 0002_active "CREATE FUNCTION public.active() RETURNS SETOF public.users LANGUAGE sql AS \$\$
SELECT pg_catalog.set_config('search_path', '', false) IS NULL; SELECT * FROM public.users;
\$\$;
CREATE VIEW public.names AS SELECT name FROM public.users;
CREATE INDEX users_name ON public.users (name);"
	migration 20250501_rows 'ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;'
	migration 20250502_more 'CREATE TABLE public.more (id bigint PRIMARY KEY REFERENCES public.users);'
	git commit -q -m merged
	database_create history
	apply history
}
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	scratch_environment
	database_create old history
	export PGDATABASE=old
	cp -R "$BATS_FILE_TMPDIR/r" r && cd r
}
teardown() {
	PGDATABASE=postgres psql -Xq -c 'DROP DATABASE IF EXISTS old WITH (FORCE)' -c 'DROP DATABASE IF EXISTS new WITH (FORCE)'
}

# migration NAME SQL: staged.
migration() {
	stage "supabase/migrations/$1.sql" "-- Migration: $1.sql
-- Author: a
-- Purpose: p
-- Rollback: Not applicable
BEGIN;
$2
COMMIT;"
}

# run_sql DATABASE FILE
run_sql() {
	PGDATABASE=$1 psql -Xq -v ON_ERROR_STOP=1 -f "$2"
}

# apply DATABASE: as the runner does, in the order of versions, what its history has not.
apply() {
	local file name applied steps=()
	applied=$(PGDATABASE=$1 psql -XqAt -c 'CREATE SCHEMA IF NOT EXISTS supabase_migrations; CREATE TABLE IF NOT EXISTS
		supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY, statements text[], name text)' \
		-c 'SELECT version FROM supabase_migrations.schema_migrations')
	for file in supabase/migrations/*.sql; do
		name=${file##*/} name=${name%.sql}
		[[ $'\n'$applied$'\n' != *$'\n'${name%%_*}$'\n'* ]] || continue
		steps+=(-f "$file" -c "INSERT INTO supabase_migrations.schema_migrations VALUES ('${name%%_*}', ARRAY['x'], '${name#*_}')")
	done
	[ ${#steps[@]} = 0 ] || PGDATABASE=$1 psql -Xq -v ON_ERROR_STOP=1 "${steps[@]}"
}

dump_of() { pg_dump --schema-only --no-owner --no-acl --exclude-schema supabase_migrations "$1"; }

# history DATABASE [TABLE]
history() {
	PGDATABASE=$1 psql -XqAtc "SELECT version, name FROM supabase_migrations.schema_migrations${2-} ORDER BY 1, 2" | paste -sd ' '
}

# squash [UPTO]: the files, of a database that has no more than that; the SQL for histories, as it is
# printed, in ../history.sql. That the dump is right is squash_proof.bats's to ask.
squash() {
	local options=(--dump ../dump.sql --no-proof --approved-by 'A B' --reason 'it takes too long' ${1:+--upto "$1"})
	dump_of old >../dump.sql
	mighook squash "${options[@]}" >../history.sql
	mighook squash "${options[@]}" --execute >../executed
}

# squashed [UPTO]: committed.
squashed() {
	squash "$@"
	git commit -q -m squash
}

rewrite() { mighook squash --history-only --execute "$@"; }

# contents: all rows of both tables, byte for byte.
contents() {
	psql -XqAtc 'SELECT to_jsonb(t) FROM supabase_migrations.schema_migrations t ORDER BY version'
}

states() { mighook status --json | jq -r '.migrations[] | .version + " " + .state' | sort | paste -sd ' '; }

@test "an empty database that runs the baseline is the same" {
	dump_of old >../before
	grep -q "set_config('search_path', '', false);" ../before
	squash
	mighook check --staged -q >../out || fail "$(cat ../out)"
	git commit -q -m squash; mighook check --all -q >/dev/null
	PGDATABASE=postgres database_create new; apply new
	equal "$(dump_of new | grep -v '^.\(un\)\{0,1\}restrict ')" "$(grep -v '^.\(un\)\{0,1\}restrict ' ../before)"
	equal "$(history new)" '20250502|baseline_v1'
	# the next one finds the session as it was
	echo 'CREATE TABLE later (id bigint);' >../later.sql
	PGDATABASE=new psql -Xq -v ON_ERROR_STOP=1 -f supabase/migrations/20250502_baseline_v1.sql -f ../later.sql 2>&1 | grep -q 'already exists'
	PGDATABASE=old psql -Xqc 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'
	PGDATABASE=old psql -Xq -v ON_ERROR_STOP=1 -f supabase/migrations/20250502_baseline_v1.sql -f ../later.sql
	equal "$(PGDATABASE=old psql -XqAtc "SELECT schemaname FROM pg_tables WHERE tablename = 'later'")" public
}

@test "a database that has all of it runs nothing, and its rows are kept" {
	squashed
	# not rewritten yet: the baseline has the version of the last one
	apply old
	run_sql old ../history.sql
	equal "$(history old)" '20250502|baseline_v1'
	equal "$(history old _archive)" '0001|users 0002|active 20250501|rows 20250502|more'
	equal "$(PGDATABASE=old psql -XqAtc 'SELECT statements FROM supabase_migrations.schema_migrations')" '{"-- Baseline squash 2025-06-01"}'
	apply old
	# a second time it does nothing
	run_sql old ../history.sql
	equal "$(history old)" '20250502|baseline_v1'
	equal "$(history old _archive)" '0001|users 0002|active 20250501|rows 20250502|more'
	equal "$(PGDATABASE=old psql -XqAtc 'SELECT DISTINCT squash_id FROM supabase_migrations.schema_migrations_archive')" \
		"$(sed -n 's/^-- SQUASH_HASH: //p' supabase/migrations/20250502_baseline_v1.sql)"
}

@test "the script: a database that lacks one of them is left as it is; of two at once one does it" {
	squash
	psql -Xqc "DELETE FROM supabase_migrations.schema_migrations WHERE version = '20250501'"
	before=$(history old)
	run run_sql old ../history.sql
	[ "$status" -ne 0 ]; contains "$output" 'not all of the 4 squashed migrations are applied'
	equal "$(history old)" "$before"
	equal "$(psql -XqAtc "SELECT to_regclass('supabase_migrations.schema_migrations_archive')")" ''
	psql -Xqc "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250501', NULL, 'rows')"
	run_sql old ../history.sql & first=$!
	run_sql old ../history.sql & second=$!
	wait $first && wait $second
	equal "$(history old)" '20250502|baseline_v1'
	equal "$(history old _archive)" '0001|users 0002|active 20250501|rows 20250502|more'
}

@test "files, commit, history: nothing is left to do, and the gate is content" {
	squashed
	mighook check --all -q
	# with the files alone the old rows are explained
	equal "$(states)" '0001 squashed 0002 squashed 20250501 squashed 20250502 baseline'
	contains "$(mighook status --long)" 'mighook squash --history-only'
	mighook gate -q >/dev/null; mighook status -q
	local before
	before=$(contents)
	run -0 mighook squash --history-only
	contains "$output" '-- archive  20250502'; contains "$output" 'nothing was written: --execute does it'
	contains "$output" 'the gate: it is asked once'
	local script=$output
	equal "$(contents)" "$before"
	run -0 rewrite
	contains "$output" 'gate passed: strict, 1 migration'; lacks "$output" 'not checked'
	local undo=$output
	equal "$(history old)" '20250502|baseline_v1'
	equal "$(history old _archive)" '0001|users 0002|active 20250501|rows 20250502|more'
	equal "$(psql -XqAtc 'SELECT statements FROM supabase_migrations.schema_migrations')" '{"-- Baseline squash 2025-06-01"}'
	equal "$(states)" '20250502 baseline'
	mighook status -q; mighook gate -q >/dev/null
	# one that has begun with the baseline has nothing to rewrite
	PGDATABASE=postgres database_create new
	mighook baseline --init --commit --db-url dbname=new >/dev/null
	run -0 rewrite --db-url dbname=new; contains "$output" 'nothing to do'
	equal "$(PGDATABASE=new states)" '20250502 baseline'
	# once is enough
	run -0 rewrite
	contains "$output" 'nothing to do'
	equal "$(rewrite --json | jq -c '[.executed, .squashes, .open, .plan]')" '[true,1,0,[]]'
	# what it printed takes it back
	psql -Xq -v ON_ERROR_STOP=1 <<<"$undo"
	equal "$(contents)" "$before"
	equal "$(psql -XqAtc 'SELECT count(*) FROM supabase_migrations.schema_migrations_archive')" 0
	# what was shown does the same, and once
	psql -Xq -v ON_ERROR_STOP=1 <<<"$script"; psql -Xq -v ON_ERROR_STOP=1 <<<"$script"
	equal "$(history old)" '20250502|baseline_v1'
	equal "$(history old _archive)" '0001|users 0002|active 20250501|rows 20250502|more'
	# rows that come back are not archived twice
	psql -Xqc "INSERT INTO supabase_migrations.schema_migrations VALUES ('0001'), ('0002'), ('20250501')"
	run -2 rewrite
	contains "$output" 'has rows again that this squash has put into'
}

@test "a database is asked before its files are moved" {
	run -0 mighook squash --dump <(dump_of old) --approved-by a --reason b --db-url dbname=old
	contains "$output" 'has applied all that is squashed'; contains "$output" '-- WITH kept AS'
	contains "$output" 'RETURNING "version", "statements", "name"'
	psql -Xqc "DELETE FROM supabase_migrations.schema_migrations WHERE version = '0002'"
	run -2 mighook squash --dump <(dump_of old) --approved-by a --reason b --db-url dbname=old --execute
	contains "$output" 'has not 1 of the 4 squashed migrations: 0002: nothing was written'
	equal "$(git status --porcelain)" ''
}

@test "a history is refused, and stays as it is" {
	squash
	run -2 rewrite; contains "$output" '20250502_baseline_v1.sql is not committed'
	git commit -q -m squash
	psql -Xqc "UPDATE supabase_migrations.schema_migrations SET version = '0003' WHERE version = '0002'"
	local before
	before=$(contents)
	run -2 rewrite; contains "$output" 'has not 1 of the 4 squashed migrations: 0002'
	# a version of the same span is not what was squashed
	equal "$(states)" '0001 squashed 0003 orphan 20250501 squashed 20250502 pending'
	psql -Xqc "UPDATE supabase_migrations.schema_migrations SET version = '0002' WHERE version = '0003'"
	before=$(contents)
	stage .mighook.yaml 'extends: dated-policy
sets: [{path: supabase/migrations, runner: supabase, history-writes: "false"}]'
	run -2 rewrite; contains "$output" 'history-writes: false'
	git reset -q --hard
	# another set has a file of that version
	stage .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase}, {path: other, runner: supabase}]'
	stage other/0002_theirs.sql 'SELECT 1;'
	run -2 rewrite; contains "$output" 'the row 0002 is that of a file that is there'
	git reset -q --hard
	psql -Xqc 'ALTER SCHEMA supabase_migrations RENAME TO away'
	run -2 rewrite; contains "$output" 'there is no table supabase_migrations.schema_migrations'
	psql -Xqc 'CREATE SCHEMA supabase_migrations; CREATE VIEW supabase_migrations.schema_migrations AS TABLE away.schema_migrations'
	run -2 rewrite; contains "$output" 'is a view'
	psql -Xqc 'DROP SCHEMA supabase_migrations CASCADE; ALTER SCHEMA away RENAME TO supabase_migrations'
	# the last statement fails
	psql -Xqc "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';
		CREATE TRIGGER no BEFORE INSERT ON supabase_migrations.schema_migrations FOR EACH ROW EXECUTE FUNCTION no()"
	run -2 rewrite; contains "$output" 'nothing was written, as this failed: insert 20250502'
	equal "$(contents)" "$before"
	equal "$(psql -XqAtc "SELECT to_regclass('supabase_migrations.schema_migrations_archive')")" ''
	psql -Xqc 'DROP TRIGGER no ON supabase_migrations.schema_migrations'
	# the marker does not say what the archive keeps
	rm archive/*/0001*; git commit -qam broken --no-verify
	run -2 rewrite; contains "$output" 'the marker of supabase/migrations/20250502_baseline_v1.sql does not say'
	equal "$(contents)" "$before"
}

@test "killed in the middle: all or nothing" {
	squashed
	local before
	before=$(contents)
	psql -Xqc "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(30); RETURN NEW; END';
		CREATE TRIGGER slow BEFORE INSERT ON supabase_migrations.schema_migrations FOR EACH ROW EXECUTE FUNCTION slow()"
	mighook squash --history-only --execute >/dev/null 2>&1 & pid=$!
	until [ "$(psql -XqAtc "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")" = 1 ]; do
		kill -0 "$pid" 2>/dev/null || fail 'it has ended before it wrote anything'
		sleep 0.02
	done
	kill -KILL "$pid"
	wait "$pid" || true
	psql -XqAtc "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'" >/dev/null
	equal "$(contents)" "$before"
	psql -Xqc 'DROP TRIGGER slow ON supabase_migrations.schema_migrations'
	rewrite & first=$!
	rewrite & second=$!
	wait $first && wait $second
	equal "$(history old)" '20250502|baseline_v1'
	equal "$(history old _archive)" '0001|users 0002|active 20250501|rows 20250502|more'
}

@test "the first of two squashes, then the second one: the archive is added to, and other rows are not touched" {
	psql -Xqc "INSERT INTO supabase_migrations.schema_migrations VALUES ('0009', NULL, 'a stranger')"
	psql -Xqc 'DROP TABLE public.more; ALTER TABLE public.users DISABLE ROW LEVEL SECURITY'
	squashed 0002
	psql -Xqc 'CREATE TABLE public.more (id bigint PRIMARY KEY REFERENCES public.users); ALTER TABLE public.users ENABLE ROW LEVEL SECURITY'
	run -1 rewrite
	equal "$(history old)" '0002|baseline_v1 0009|a stranger 20250501|rows 20250502|more'
	PGDATABASE=postgres database_create new; apply new
	equal "$(history new)" '0002|baseline_v1 20250501|rows 20250502|more'
	export MIGHOOK_NOW=$((MIGHOOK_NOW + 86400))
	PGDATABASE=postgres database_create never old; PGDATABASE=never psql -Xqc 'DROP TABLE supabase_migrations.schema_migrations_archive;
		TRUNCATE supabase_migrations.schema_migrations;
		INSERT INTO supabase_migrations.schema_migrations (version) VALUES ($$0001$$), ($$0002$$), ($$20250501$$), ($$20250502$$)'
	squashed
	mighook check --all -q >/dev/null; equal "$(ls supabase/migrations)" 20250502_baseline_v2.sql
	run -1 rewrite; contains "$output" 'gate failed'; contains "$output" '0009 (a stranger) is applied, and there is no file'
	equal "$(history old)" '0009|a stranger 20250502|baseline_v2'
	equal "$(history old _archive)" '0001|users 0002|active 0002|baseline_v1 20250501|rows 20250502|more'
	equal "$(psql -XqAtc 'SELECT count(DISTINCT squash_id) FROM supabase_migrations.schema_migrations_archive')" 2
	# one that has missed the first
	export PGDATABASE=never
	equal "$(states)" '0001 squashed 0002 squashed 20250501 squashed 20250502 baseline'
	rewrite >/dev/null
	equal "$(history never)" '20250502|baseline_v2'
	equal "$(history never _archive)" '0001| 0002| 20250501| 20250502|'
	PGDATABASE=postgres database_drop never
}

@test "other tables" {
	stage .mighook.yaml 'sets: [{path: p, runner: prisma, archive: old/p}, {path: g, runner: golang-migrate, archive: old/g}, {path: f, runner: flyway, archive: old/f}, {path: o, runner: goose, archive: old/o}]'
	for n in 1 2; do
		stage p/2025010${n}000000_t$n/migration.sql "CREATE TABLE t$n (id int);"
		stage g/0${n}_x.up.sql "CREATE TABLE g$n (id int);"; stage g/0${n}_x.down.sql "DROP TABLE g$n;"
		stage f/V1_${n}__t.sql "CREATE TABLE f$n (id int);"
		stage o/0000${n}_t.sql "-- +goose Up
CREATE TABLE o$n (id int);"
	done
	git commit -q --no-verify -m history
	history_create old prisma p/*/migration.sql; history_create old golang-migrate g/*.up.sql
	history_create old flyway f/*.sql; history_create old goose o/*.sql
	local tables=(_prisma_migrations flyway_schema_history goose_db_version schema_migrations) table
	snapshot() { for table in "${tables[@]}"; do psql -XqAtc "SELECT to_jsonb(t) FROM $table t ORDER BY 1"; done; }
	before=$(snapshot)
	echo 'CREATE TABLE t (id int);' >../dump.sql
	for set in p g f o; do
		mighook squash --set $set --dump ../dump.sql --no-proof --approved-by a --reason b --execute >/dev/null
	done
	git commit -q --no-verify -m squash
	# Prisma goes by names, and would execute the baseline
	equal "$(states)" \
		'00002 baseline 02 baseline 1 squashed 1.1 squashed 1.2 squashed 1_2 baseline 20250101000000 squashed 20250102000000 pending 20250102000000 squashed'
	rewrite >../undo
	equal "$(psql -XqAtc 'SELECT migration_name FROM _prisma_migrations')" 20250102000000_baseline_v1
	equal "$(psql -XqAtc 'SELECT version, dirty FROM schema_migrations')" '2|f'
	equal "$(psql -XqAtc 'SELECT version, script, type FROM flyway_schema_history')" '1.2|B1_2__baseline_v1.sql|SQL_BASELINE'
	equal "$(psql -XqAtc 'SELECT version_id FROM goose_db_version ORDER BY 1')" $'0\n2'
	mighook status -q; mighook gate -q >/dev/null
	rewrite | grep -q 'nothing to do'
	psql -Xq -v ON_ERROR_STOP=1 -f ../undo
	equal "$(snapshot)" "$before"
}

@test "a hook that asks the database lets the commit of a squash pass" {
	stage .mighook.yaml 'extends: dated-policy
database: {on-commit: warn, environments: {dev: {url-env: DEV_URL}}}
sets: [{path: supabase/migrations, runner: supabase, immutable: applied}]'
	git commit -q --no-verify -m policy
	mighook install -q
	export DEV_URL=dbname=old
	squash
	run git commit -m squash
	equal "$status" 0; lacks "$output" applied-migration-modified; lacks "$output" version-already-applied
	# whereas this is refused
	git mv supabase/migrations/20250502_baseline_v1.sql supabase/migrations/20250503_baseline_v1.sql
	run git commit -m moved
	equal "$status" 1; contains "$output" applied-migration-modified
}

@test "a database that has the last of the squashed migrations alone does not pass for squashed" {
	squashed
	psql -Xqc "DELETE FROM supabase_migrations.schema_migrations WHERE version <> '20250502'"
	run mighook squash --history-only --execute; equal "$status" 2; contains "$output" 'nothing was written'
	run mighook gate; equal "$status" 1
	contains "$(mighook status)" 'the database has 1 of the 4 migrations that it replaces'
}

@test "the gate behind a rewrite asks the database that was named by a variable" {
	squashed
	export APP_URL="host=$PGHOST user=postgres dbname=old"
	PGDATABASE=postgres run mighook squash --history-only --execute --db-url APP_URL
	equal "$status" 0; contains "$output" 'gate passed'
}
