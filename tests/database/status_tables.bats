# `mighook status` over the table of every tool, made with the tool's own DDL.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load ../support/history_tables

setup_file() {
	postgres_start
	database_create app
}
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	export PGDATABASE=app
	empty_database
	new_repository r
}

empty_database() {
	ask app 'DROP SCHEMA IF EXISTS supabase_migrations, ops, public CASCADE; CREATE SCHEMA public'
}

# set_of RUNNER [KEYS]: the set db/m, by that runner.
set_of() {
	stage .mighook.yaml "sets: [{path: db/m, runner: $1${2:+, $2}}]"
}

# files NAME...: a migration each, of another content.
files() {
	local name
	for name; do stage "db/m/$name" "SELECT '$name';"; done
}

# states: `VERSION STATE` of each, the oldest first; the summary.
states() {
	mighook status --json | jq -r '.migrations | reverse | .[] | "\(.version) \(.state)"'
}

reason() { # VERSION
	mighook status --json | jq -r --arg version "$1" '.migrations[] | select(.version == $version).reason'
}

@test "Supabase: 1, 2, 3 and 6 columns" {
	for columns in 1 2 3 6; do
		empty_database
		stage supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int); CREATE TABLE b (id int);'
		stage supabase/migrations/20250102000000_b.sql 'CREATE TABLE c (id int);'
		stage supabase/migrations/20250103000000_c.sql 'CREATE TABLE d (id int);'
		history_create app "supabase-$columns"
		history_record app "supabase-$columns" supabase/migrations/2025010[12]*
		stage supabase/migrations/20250102000000_b.sql 'CREATE TABLE c (id bigint);'
		edited=edited; [ "$columns" != 1 ] || edited=applied # nothing to compare with
		equal "$(states)" "20250101000000 applied
20250102000000 $edited
20250103000000 pending"
	done
	contains "$(mighook status --long)" 'by owner@example.com'
}

@test "Prisma: several rows for a migration, failed, rolled back, edited" {
	for n in 1 2 3 4 5; do stage "prisma/migrations/2025010${n}000000_m/migration.sql" "SELECT $n;"; done
	stage prisma/migrations/migration_lock.toml 'provider = "postgresql"'
	history_create app prisma
	history_record app prisma prisma/migrations/2025010[1-4]*/migration.sql
	ask app "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name ~ '^2025010[234]'"
	ask app "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name ~ '^2025010[34]'"
	history_record app prisma prisma/migrations/20250104*/migration.sql
	equal "$(states)" '20250101000000 applied
20250102000000 failed
20250103000000 rolled-back
20250104000000 applied
20250105000000 pending'
	equal "$(reason 20250102000000)" 'begun and never finished'
	stage prisma/migrations/20250101000000_m/migration.sql $'SELECT 1;\r'; equal "$(reason 20250101000000)" 'applied with other line ends'
	contains "$(mighook status)" 'prisma migrate resolve --rolled-back NAME'
}

@test "Flyway: repeatables, undo, a baseline, Java, versions between dots" {
	set_of flyway
	files V1__a.sql V2__b.sql V2_1__c.sql V3.0__d.sql V4__e.sql V10__f.sql B2__base.sql R__view.sql
	history_create app flyway
	insert() { ask app "INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, $1, 'x', '$2', '$3', NULL, 'me', now(), 1, true FROM flyway_schema_history"; }
	ask app "INSERT INTO flyway_schema_history VALUES (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '\"s\"', NULL, 'me', now(), 0, true)"
	insert "'2'" BASELINE '<< Flyway Baseline >>'
	history_record app flyway db/m/{V2_1__c,V3.0__d,V4__e,R__view}.sql
	insert "'4'" UNDO_SQL U4__e.sql
	insert "'2.5'" JDBC db.migration.V2_5__x
	insert "'2.6'" SQL V2_6__gone.sql
	insert "'2.6'" DELETE V2_6__gone.sql
	ask app "UPDATE flyway_schema_history SET version = '3' WHERE version = '3.0'"
	equal "$(states | sort)" '1 baseline
10 pending
2 baseline
2 baseline
2.5 applied
2_1 applied
3.0 applied
4 rolled-back
null applied'
	# one that fails; one that runs again
	ask app "UPDATE flyway_schema_history SET success = false WHERE version = '2.1'"
	stage db/m/R__view.sql 'SELECT 2;'
	equal "$(states | grep -E '^(2_1|null)')" '2_1 failed
null pending'
	contains "$(mighook status)" 'flyway repair'
}

@test "golang-migrate: one row, dirty, none" {
	set_of golang-migrate
	files 000001_a.up.sql 000002_b.up.sql 000010_c.up.sql
	history_create app golang-migrate
	equal "$(states | cut -d' ' -f2 | xargs)" 'pending pending pending'
	history_record app golang-migrate db/m/000002_b.up.sql
	equal "$(states | cut -d' ' -f2 | xargs)" 'applied applied pending'
	ask app 'UPDATE schema_migrations SET dirty = true'
	equal "$(states | cut -d' ' -f2 | xargs)" 'applied failed pending'
	contains "$(mighook status)" 'golang-migrate: 1 applied, 1 pending, 1 failed.'
	ask app 'UPDATE schema_migrations SET version = 3, dirty = false'
	equal "$(states | xargs)" '000001 applied 000002 applied 3 orphan 000010 pending'
}

@test "goose: the last of more than nine rows counts, and the first is none" {
	set_of goose
	for n in 1 2 3 4 5 6 7 8 9 10 11; do files "$(printf '%05d' "$n")_a.sql"; done
	history_create app goose
	history_record app goose db/m/0000* db/m/00010*
	ask app 'INSERT INTO goose_db_version (version_id, is_applied) VALUES (3, false), (4, false), (4, true)'
	equal "$(states | grep -v applied)" '00003 rolled-back
00011 pending'
	equal "$(states | wc -l)" 11
}

@test "sqlx: SHA-384, and what did not succeed" {
	set_of sqlx
	files 0001_a_b.sql 0002_b.sql 0003_c.sql 0004_d.sql
	history_create app sqlx
	history_record app sqlx db/m/000[123]*
	ask app 'UPDATE _sqlx_migrations SET success = false WHERE version = 3'
	stage db/m/0002_b.sql 'SELECT 22;'
	equal "$(states | cut -d' ' -f2 | xargs)" 'applied edited failed pending'
	equal "$(reason 0001)" null
}

@test "Diesel, dbmate, Rails: versions alone" {
	set_of diesel
	stage db/m/2025-01-01-000000_a/up.sql; stage db/m/2025-01-02-000000_b/up.sql
	history_create app diesel
	history_record app diesel db/m/2025-01-01-000000_a/up.sql
	equal "$(states)" '2025-01-01-000000 applied
2025-01-02-000000 pending'
	git rm -rqf db/m; set_of dbmate
	files 20250101000000_a.sql 20250102000000_b.sql
	history_create app dbmate
	history_record app dbmate db/m/20250101000000_a.sql
	equal "$(states)" '20250101000000 applied
20250102000000 pending'
	git rm -rqf db/m; set_of plain 'history: [{adapter: rails}]'; ask app 'DROP TABLE schema_migrations'
	files 0001_a.sql 0002_b.sql
	history_create app rails
	history_record app rails db/m/0001_a.sql
	equal "$(states)" '0001 applied
0002 pending'
	equal "$(mighook rollback --json 0002 | jq -r '.migrations[0].history_row')" "DELETE FROM schema_migrations WHERE version = '2'"
}

@test "migrations_history beside Supabase's: either has applied it" {
	stage .mighook.yaml 'extends: typed-governance'
	for n in 1 2 3 4 5; do stage "supabase/migrations/2025010${n}000000_create_t$n.sql" "SELECT $n;"; done
	history_create app migrations_history; history_create app supabase-3
	history_record app migrations_history supabase/migrations/2025010[1234]*
	history_record app supabase-3 supabase/migrations/20250102*
	ask app "UPDATE migrations_history SET rollback_applied = true, rollback_at = now() WHERE migration_name ~ '^2025010[23]';
		UPDATE migrations_history SET execution_time = '7 s' WHERE migration_name ~ '^20250101';
		UPDATE migrations_history SET execution_time = '1 min' WHERE migration_name ~ '^20250104'"
	equal "$(states)" '20250101000000 applied
20250102000000 applied
20250103000000 rolled-back
20250104000000 applied
20250105000000 pending'
	run mighook status --long
	contains "$output" 'migrations_history: 2 applied. Supabase: 1 applied, 2 pending, 0 failed.'
	contains "$output" 'took 7.000 s (more than 5 s)'; contains "$output" 'took 60.000 s (more than 30 s)'
	# one name, one version: a row for each in the one table, one for both in the other
	git rm -qf supabase/migrations/20250105*; stage supabase/migrations/20250101000000_create_u.sql
	equal "$(states | head -n 2)" '20250101000000 applied
20250101000000 duplicate'
	history_record app migrations_history supabase/migrations/20250101000000_create_u.sql
	equal "$(states | head -n 2)" '20250101000000 applied
20250101000000 applied'
}

@test "_migrations, in a schema that is not on the search path" {
	stage .mighook.yaml 'extends: schema-snapshot'
	for n in 1 2 3; do stage "supabase/migrations/2025010${n}000000_t.sql" "SELECT $n;"; done
	history_create app _migrations
	history_record app _migrations supabase/migrations/2025010[12]*
	ask app "UPDATE _migrations SET success = false WHERE version ~ '^20250102'; ALTER DATABASE app SET search_path = nowhere"
	run --separate-stderr mighook status --json
	equal "$(jq -c '[.migrations[].state], .sources' <<<"$output")" '["pending","failed","applied"]
[{"name":"supabase","table":"supabase_migrations.schema_migrations","applied":0,"failed":0},{"name":"_migrations","table":"public._migrations","applied":1,"failed":1}]'
	contains "$stderr" 'no table supabase_migrations.schema_migrations'
	ask app 'ALTER DATABASE app RESET search_path'
}

@test "S1: the legacy table and Supabase's in one line, and the view over both" {
	stage .mighook.yaml 'extends: ci-writer'
	mkdir -p supabase/migrations
	for n in $(seq 1 70); do echo "SELECT $n;" >"supabase/migrations/$(printf '%04d' "$n")_old.sql"; done
	for n in $(seq 101 210); do echo "SELECT $n;" >"supabase/migrations/20250101000${n}_new.sql"; done
	git add .
	history_create app dragonfly_migrations
	history_record app dragonfly_migrations supabase/migrations/00*
	history_record app supabase-3 supabase/migrations/2025*
	run mighook status
	equal "$status" 0
	equal "${lines[-1]}" 'Legacy: 70 applied. Supabase: 110 applied, 0 pending, 0 failed.'
	stage .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase, history: [{table: public.v_migration_status}]}]'
	run mighook status
	equal "$status" 0; equal "${lines[-1]}" 'Legacy: 70 applied. Supabase: 110 applied, 0 pending, 0 failed.'
	equal "$(grep -c v_migration_status <<<"$output")" 1
	ask app "UPDATE dragonfly_migrations SET success = false WHERE version = '0007'"
	equal "$(states | grep -v applied)" '0007 failed'
}

@test "a table that the policy describes; words that it does not know" {
	files 0001_a.sql 0002_b.sql
	ask app "CREATE SCHEMA ops; CREATE TABLE ops.ledger (nummer text, wann timestamptz, ging_gut int); INSERT INTO ops.ledger VALUES ('0001', '2025-05-31 12:30+00', 1), ('0002', NULL, 0)"
	set_of plain 'history: [{table: ops.ledger, columns: {version: nummer, applied-at: wann, success: ging_gut}}]'
	equal "$(states)" '0001 applied
0002 failed'
	equal "$(mighook status --json | jq -r '.migrations[1] | .source, .applied_at')" 'ops.ledger
2025-05-31T12:30:00Z'
	# columns alone are those of the runner's own table
	ask app "CREATE TABLE schema_migrations (number varchar PRIMARY KEY); INSERT INTO schema_migrations VALUES ('0001')"
	set_of dbmate 'history: [{columns: {version: number}}]'
	equal "$(states)" '0001 applied
0002 pending'
	equal "$(mighook rollback --json 0001 | jq -r '.migrations[0].history_row')" "DELETE FROM schema_migrations WHERE number = '0001'"
	refused() { run -2 --separate-stderr mighook "${@:2}"; contains "$stderr" "$1"; }
	set_of plain 'history: [{table: ops.ledger, columns: {version: numer}}]'
	refused "did you mean 'nummer'?" status
	set_of plain 'history: [{table: ops.ledger}]'
	refused 'no column of ops.ledger is known to hold versions or names' status
	set_of plain 'history: [{adapter: supbase}]'
	refused ".mighook.yaml:1: sets[0].history[0].adapter: 'supbase' is no known history table; did you mean 'supabase'?" check --all
	set_of plain 'history: [{table: t, columns: {versoin: x}}]'
	refused "did you mean 'version'?" check --all
}

@test "two sets with one table: --set leaves the other one's rows to it" {
	stage .mighook.yaml 'sets: [{path: a/migrations, runner: supabase}, {path: b/migrations, runner: supabase}]'
	stage a/migrations/20250101000000_init.sql 'CREATE TABLE t (id int);'
	stage b/migrations/20250102000000_init.sql 'CREATE TABLE t (id int);'
	git commit -q --no-verify -m sets
	history_create app supabase-1 a/migrations/20250101000000_init.sql
	equal "$(mighook status --json --set b/migrations | jq -c '[.migrations[] | [.version, .state]]')" '[["20250102000000","pending"]]'
	run mighook repair --set b/migrations; equal "$status" 0; contains "$output" 'nothing to repair'
	run mighook gate --set b/migrations; equal "$status" 1; lacks "$output" orphan
	run mighook gate --set a/migrations; equal "$status" 0
}
