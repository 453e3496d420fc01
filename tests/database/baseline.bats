# `mighook baseline`: rows as the tools themselves write them, in one transaction or not at all.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load ../support/history_tools
load ../support/history_tables

setup_file() {
	postgres_start
	database_create app
	database_create reference
}
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	export PGDATABASE=app
	database_empty app
	new_repository r
}

# database_empty NAME: nobody is connected with it, and nothing is in it; quicker than a new one.
database_empty() {
	ask "$1" 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
		DROP SCHEMA IF EXISTS public, supabase_migrations, ops CASCADE; CREATE SCHEMA public' >/dev/null
}

# supabase_table: as its CLI makes it.
supabase_table() {
	ask app 'CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations
		(version text NOT NULL PRIMARY KEY, statements text[], name text)'
}

# three_files: of Supabase's.
three_files() {
	merged supabase/migrations/20250101000000_one.sql 'CREATE TABLE one (id int);'
	merged supabase/migrations/20250102000000_two_words.sql $'-- it\'s\nCREATE TABLE two (id int);\nSELECT \'a;b\';'
	merged supabase/migrations/20250103000000_three.sql 'CREATE TABLE three (id int);'
}

versions() { ask app 'SELECT version FROM supabase_migrations.schema_migrations ORDER BY 1'; }

@test "the dry run writes nothing, shows what it would do, and is a script that does it" {
	three_files
	supabase_table
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000')"
	run --separate-stderr mighook baseline
	equal "$status" 0
	equal "$(versions)" 20250101000000
	contains "$output" '-- present  20250101000000  supabase/migrations/20250101000000_one.sql'
	contains "$output" '-- insert   20250102000000  supabase/migrations/20250102000000_two_words.sql'
	contains "$output" '2 to insert, 1 already present; nothing was written: --commit does it'
	local script=$output
	psql -Xq -d app -v ON_ERROR_STOP=1 <<<"$script"
	equal "$(versions)" $'20250101000000\n20250102000000\n20250103000000'
	equal "$(mighook baseline --dry-run | head -n 1)" "-- postgres@$PGHOST:5432/app: supabase_migrations.schema_migrations"
	run mighook baseline --dry-run --commit
	equal "$status" 2
	# what it shows in comments takes that back
	sed -n '/^-- what takes it back/,/^$/s/^-- //p' <<<"$script" | tail -n +2 | psql -Xq -d app -v ON_ERROR_STOP=1
	equal "$(versions)" 20250101000000
}

@test "a second run inserts nothing" {
	three_files
	supabase_table
	run mighook baseline --commit
	equal "$status" 0
	contains "$output" '3 inserted, 0 already present'
	run --separate-stderr mighook baseline --commit --json
	equal "$status" 0
	equal "$(jq -c '[.command, .executed, .inserted, .present, .left, (.plan | map(.action) | unique)]' <<<"$output")" \
		'["baseline",true,0,3,0,["present"]]'
	equal "$(ask app 'SELECT count(*) FROM supabase_migrations.schema_migrations')" 3
}

@test "--commit prints what takes it back, and nothing else that would be executed" {
	three_files
	supabase_table
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250102000000', ARRAY['x'], 'old')"
	local before
	before=$(ask app 'TABLE supabase_migrations.schema_migrations')
	run --separate-stderr mighook baseline --commit
	equal "$(versions | wc -l)" 3
	psql -Xq -d app -v ON_ERROR_STOP=1 <<<"$output"
	equal "$(ask app 'TABLE supabase_migrations.schema_migrations')" "$before"
}

# set_of RUNNER FOLDER [HISTORY]: a policy with this one set.
set_of() {
	put .mighook.yaml "version: 1
sets:
  - path: $2
    runner: $1
    history: [${3-{adapter: $1\}}]"
	git add .mighook.yaml
}

# table_of DATABASE TABLE COLUMNS: what the table is made of, and its rows.
table_of() {
	ask "$1" "SELECT attname, format_type(atttypid, atttypmod), attnotnull, attidentity, pg_get_expr(adbin, adrelid)
		FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
		WHERE attrelid = '$2'::regclass AND attnum > 0 ORDER BY attnum;
		SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '$2'::regclass ORDER BY 1;
		SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '$2'::regclass ORDER BY 1;
		SELECT $3 FROM $2 ORDER BY 1, 2"
}

# same_rows TOOL COLUMNS TABLE FILE...: baseline --init makes the table that the tool makes, with the
# rows that the tool itself writes for these files.
same_rows() {
	local tool=$1 columns=$2 table=$3
	shift 3
	database_empty reference
	history_create reference "$tool" "$@"
	run mighook baseline --init --commit
	equal "$status" 0
	equal "$(table_of app "$table" "$columns")" "$(table_of reference "$table" "$columns")"
	run mighook status
	equal "$status" 0
	run mighook baseline --commit
	equal "$status" 0
	contains "$output" '0 inserted'
}

@test "Supabase: version, name, statements; only the columns that are there" {
	merged supabase/migrations/20250101000000_one.sql $'CREATE TABLE one (id int);\nCREATE TABLE two (id int);'
	merged supabase/migrations/20250102000000_two_words.sql 'CREATE TABLE three (id int);'
	same_rows supabase-3 'version, name, statements' supabase_migrations.schema_migrations supabase/migrations/*
	local number
	for number in 1 2 6; do
		ask app 'DROP SCHEMA supabase_migrations CASCADE'
		history_create app "supabase-$number"
		mighook baseline --commit >/dev/null
		equal "$(ask app 'SELECT version FROM supabase_migrations.schema_migrations ORDER BY 1')" \
			$'20250101000000\n20250102000000'
	done
	equal "$(ask app "SELECT name, cardinality(statements), created_by, idempotency_key, rollback
		FROM supabase_migrations.schema_migrations ORDER BY 1")" $'one|2|||\ntwo_words|1|||'
}

@test "Flyway: rank, dotted version, description, checksum; and what is repeated" {
	set_of flyway db
	merged db/V1__first_one.sql 'CREATE TABLE one ();'
	merged db/V2_1__second.sql
	merged db/V10__tenth.sql
	merged db/R__a_view.sql
	same_rows flyway 'installed_rank, version, description, type, script, checksum, installed_by, success' \
		flyway_schema_history db/V1__first_one.sql db/V2_1__second.sql db/V10__tenth.sql db/R__a_view.sql
	equal "$(ask app 'SELECT DISTINCT execution_time FROM flyway_schema_history')" 0
	# what is repeated has a row for each of its contents
	put db/R__a_view.sql 'SELECT 2;'
	git add .
	run mighook baseline --commit
	contains "$output" '1 inserted, 3 already present'
	equal "$(ask app "SELECT count(DISTINCT checksum), max(installed_rank) FROM flyway_schema_history WHERE script = 'R__a_view.sql'")" '2|5'
	run mighook baseline --commit
	contains "$output" '0 inserted, 4 already present'
}

@test "Flyway: a baseline file stands for what is before it where nothing was applied" {
	set_of flyway db
	merged db/V1__first.sql
	merged db/B2__base.sql
	merged db/V2__second.sql
	merged db/V3__third.sql
	run mighook baseline --init --commit
	equal "$(ask app 'SELECT version, type, script FROM flyway_schema_history ORDER BY installed_rank')" \
		$'2|SQL_BASELINE|B2__base.sql\n3|SQL|V3__third.sql'
}

@test "golang-migrate: one row, raised to the last version and never lowered" {
	set_of golang-migrate db
	merged db/000001_one.up.sql
	merged db/000002_two.up.sql
	merged db/000003_three.up.sql
	run mighook baseline --init --commit --upto 2
	equal "$status" 0
	contains "$output" '2 inserted, 0 already present'
	equal "$(ask app 'TABLE schema_migrations')" '2|f'
	run mighook baseline --commit --upto 1
	contains "$output" '0 inserted, 1 already present'
	run --separate-stderr mighook baseline --commit
	equal "$(ask app 'TABLE schema_migrations')" '3|f'
	psql -Xq -d app -v ON_ERROR_STOP=1 <<<"$output"
	equal "$(ask app 'TABLE schema_migrations')" '2|f'
	run mighook baseline --only 3
	equal "$status" 2
	contains "$output" 'keeps the last version alone'
	ask app 'UPDATE schema_migrations SET dirty = true'
	run mighook baseline --commit
	equal "$status" 1
	contains "$output" 'dirty at version 2'
	equal "$(ask app 'TABLE schema_migrations')" '2|t'
}

@test "goose: its row 0, and a version that was rolled back is marked anew" {
	set_of goose db
	merged db/00001_one.sql $'-- +goose Up\nSELECT 1;'
	merged db/20250102000000_two.sql $'-- +goose Up\nSELECT 1;'
	same_rows goose 'id, version_id, is_applied' goose_db_version db/00001_one.sql db/20250102000000_two.sql
	ask app 'INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, false)'
	run --separate-stderr mighook baseline --commit
	equal "$status" 0
	equal "$(ask app 'SELECT id, is_applied FROM goose_db_version WHERE version_id = 1 ORDER BY id')" $'2|t\n4|f\n5|t'
	psql -Xq -d app -v ON_ERROR_STOP=1 <<<"$output"
	equal "$(ask app 'SELECT id, is_applied FROM goose_db_version WHERE version_id = 1 ORDER BY id')" $'2|t\n4|f'
}

@test "sqlx, Diesel, dbmate, golang-migrate, Rails: the rows of their own" {
	set_of sqlx db
	merged db/0001_one.sql
	merged db/20250102000000_two_words.up.sql 'SELECT 2;'
	same_rows sqlx 'version, description, success, checksum' _sqlx_migrations db/0001_one.sql db/20250102000000_two_words.up.sql
	set_of diesel diesel
	merged diesel/2025-01-02-030405_create_users/up.sql
	merged diesel/00000000000000_diesel_initial_setup/up.sql
	same_rows diesel 'version, 1' __diesel_schema_migrations diesel/*/up.sql
	set_of dbmate mates
	merged mates/20250101000000_one.sql $'-- migrate:up\nSELECT 1;'
	same_rows dbmate 'version, 1' schema_migrations mates/20250101000000_one.sql
	ask app 'DROP TABLE schema_migrations'
	set_of golang-migrate going
	merged going/7_one.up.sql
	same_rows golang-migrate 'version, dirty' schema_migrations going/7_one.up.sql
	ask app 'DROP TABLE schema_migrations'
	set_of plain rails '{adapter: rails}'
	merged rails/20250102030405_create_users.sql
	same_rows rails 'version, 1' schema_migrations rails/20250102030405_create_users.sql
}

@test "several sets: each in its own table, in one transaction; a second history of one by its name" {
	put .mighook.yaml 'version: 1
sets:
  - {path: one, runner: supabase, history: [{adapter: supabase}, {adapter: dragonfly_migrations}]}
  - {path: two, runner: goose}'
	git add .mighook.yaml
	merged one/0070_last.sql
	merged two/00001_one.sql $'-- +goose Up\nSELECT 1;'
	history_create app dragonfly_migrations
	ask app 'CREATE TABLE goose_db_version (version_id int NOT NULL, is_applied boolean NOT NULL, must text NOT NULL)'
	run mighook baseline --commit
	equal "$status" 2
	equal "$(versions)" ''
	ask app 'ALTER TABLE goose_db_version DROP must'
	run mighook baseline --commit
	equal "$status" 0
	equal "$(versions)" 0070
	equal "$(ask app 'TABLE goose_db_version')" '1|t'
	run mighook baseline --commit --source dragonfly_migrations
	equal "$status" 0
	contains "$output" 'supabase_migrations.schema_migrations has it'
	equal "$(ask app 'SELECT version, name, success FROM dragonfly_migrations')" '0070|last|t'
}

@test "Prisma: a uuid, the checksum, no steps" {
	merged prisma/migrations/20250101000000_one/migration.sql $'SELECT 1;\r\n'
	merged prisma/migrations/20250102000000_two/migration.sql
	same_rows prisma 'migration_name, checksum, rolled_back_at, finished_at IS NULL' _prisma_migrations prisma/migrations/*/migration.sql
	equal "$(ask app "SELECT count(DISTINCT id), bool_and(id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\$'),
		bool_and(started_at = finished_at), min(logs), sum(applied_steps_count) FROM _prisma_migrations")" '2|t|t||0'
}

@test "migrations_history and _migrations: whoever is connected, checksum, time" {
	set_of plain db '{adapter: migrations_history}'
	merged db/20250101000000_feature_one.sql
	same_rows migrations_history 'id, migration_name, applied_by, checksum, execution_time, rollback_applied, metadata' \
		migrations_history db/20250101000000_feature_one.sql
	set_of plain db '{adapter: _migrations}'
	same_rows _migrations 'version, name, checksum, applied_by, success' _migrations db/20250101000000_feature_one.sql
}

@test "a table of the policy: its columns; one that must be filled and nobody knows is refused" {
	set_of plain db '{table: ops.done, columns: {version: number, name: file_name, applied-at: moment}}'
	merged db/20250101000000_one.sql
	run mighook baseline --init
	equal "$status" 2
	contains "$output" 'nobody knows what it is made of'
	ask app 'CREATE SCHEMA ops; CREATE TABLE ops.done (id int GENERATED ALWAYS AS IDENTITY, number bigint,
		file_name text NOT NULL, moment timestamptz NOT NULL, ticket text NOT NULL)'
	run mighook baseline --commit
	equal "$status" 2
	contains "$output" 'wants a value in its column ticket'
	equal "$(ask app 'SELECT count(*) FROM ops.done')" 0
	ask app "ALTER TABLE ops.done ALTER ticket SET DEFAULT 'none'"
	run mighook baseline --commit
	equal "$status" 0
	equal "$(ask app 'SELECT id, number, file_name, moment IS NULL, ticket FROM ops.done')" '1|20250101000000|20250101000000_one.sql|f|none'
	run mighook status
	equal "$status" 0
}

@test "--init makes the table under the name that the policy gives it" {
	set_of flyway db '{adapter: flyway, table: ops.history}'
	merged db/V1__one.sql
	ask app 'CREATE SCHEMA ops'
	run mighook baseline --init --commit
	equal "$status" 0
	equal "$(ask app "SELECT indexname FROM pg_indexes WHERE schemaname = 'ops' ORDER BY 1")" $'history_pk\nhistory_s_idx'
	equal "$(ask app 'SELECT script FROM ops.history')" V1__one.sql
}

@test "a view is refused, --source names the table" {
	set_of supabase supabase/migrations '{table: v_status}, {adapter: supabase}'
	three_files
	supabase_table
	ask app 'CREATE VIEW v_status AS SELECT version, name FROM supabase_migrations.schema_migrations'
	run mighook baseline --commit --source v_status
	equal "$status" 2
	contains "$output" 'v_status is a view'
	run mighook baseline --commit --source v_stat
	equal "$status" 2
	contains "$output" 'supabase'
	run mighook baseline --commit --source supabase
	equal "$status" 0
	equal "$(versions | wc -l)" 3
}

@test "without a table: exit 2 and the option that makes it" {
	three_files
	run mighook baseline --commit
	equal "$status" 2
	contains "$output" 'there is no table supabase_migrations.schema_migrations'
	contains "$output" '--init'
	run mighook baseline --init
	equal "$status" 0
	equal "$(ask app "SELECT to_regnamespace('supabase_migrations')")" ''
}

@test "--upto and --only, and names that are none" {
	three_files
	supabase_table
	mighook baseline --commit --upto 20250102000000 >/dev/null
	equal "$(versions)" $'20250101000000\n20250102000000'
	mighook baseline --commit --only 20250103000000_three >/dev/null
	equal "$(versions | wc -l)" 3
	run mighook baseline --commit --only 20250101000000 --only 20250102000001
	equal "$status" 2
	contains "$output" "there is no migration '20250102000001'"
	contains "$output" "did you mean '20250102000000'?"
	run mighook baseline --upto 3
	equal "$status" 2
}

@test "what is wrong is told and left, the rest is marked: exit 1" {
	set_of plain db '{adapter: _migrations}'
	merged db/20250101000000_one.sql
	merged db/20250102000000_two.sql
	merged db/20250103000000_a.sql
	merged db/20250103000000_b.sql
	history_create app _migrations
	ask app "INSERT INTO _migrations VALUES ('20250101000000', 'one', NULL, now(), NULL, NULL, false)"
	run --separate-stderr mighook baseline --commit --json
	equal "$status" 1
	equal "$(jq -r '.plan[] | "\(.action) \(.path) \(.reason)"' <<<"$output")" "left db/20250101000000_one.sql failed
insert db/20250102000000_two.sql null
insert db/20250103000000_a.sql null
left db/20250103000000_b.sql duplicate: version 20250103000000 is that of 20250103000000_a"
	equal "$(ask app 'SELECT version, success FROM _migrations ORDER BY 1')" \
		$'20250101000000|f\n20250102000000|t\n20250103000000|t'
}

@test "a row that says rolled back stands in the way where the table can have only one" {
	set_of plain db '{adapter: migrations_history}'
	merged db/20250101000000_create_one.sql
	history_create app migrations_history
	ask app "INSERT INTO migrations_history (migration_name, applied_at, applied_by, rollback_applied)
		VALUES ('20250101000000_create_one', now(), 'me', true)"
	run mighook baseline --commit
	equal "$status" 1
	contains "$output" 'rolled back'
	equal "$(ask app 'SELECT count(*), bool_and(rollback_applied) FROM migrations_history')" '1|t'
}

@test "history-writes: false: only CI writes, everybody may look" {
	put .mighook.yaml 'version: 1
sets: [{path: supabase/migrations, runner: supabase, history-writes: false}]'
	git add .mighook.yaml
	three_files
	supabase_table
	run mighook baseline
	equal "$status" 0
	run mighook baseline --commit
	equal "$status" 2
	contains "$output" 'history-writes: false'
	equal "$(versions)" ''
	CI=true run mighook baseline --commit
	equal "$status" 0
	equal "$(versions | wc -l)" 3
}

# The sessions of others, in the background: `other SQL...` runs until other_ends.
other() {
	local commands=() sql
	for sql in "$@"; do commands+=(-c "$sql"); done
	PGAPPNAME=other psql -Xq -d app "${commands[@]}" -c 'SELECT pg_sleep(60)' >/dev/null 2>&1 3>&- &
	until_is "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'other' AND wait_event = 'PgSleep'" 1
}

other_ends() {
	ask postgres "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'other'" >/dev/null
}

# until_is SQL ANSWER: waits for it.
until_is() {
	local deadline=$((SECONDS + 20))
	until [ "$(ask postgres "$1" 2>/dev/null)" = "$2" ]; do
		[ $SECONDS -lt $deadline ] || fail "never $2: $1"
		sleep 0.1
	done
}

# mighooks_wait COUNT: that many wait for a lock.
mighooks_wait() {
	until_is "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'mighook' AND wait_event_type = 'Lock'" "$1"
}

# stops_at TIMING: a row of the second version waits for a lock that `other` holds: when it is
# inserted, or at COMMIT.
stops_at() {
	ask app "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN
		IF NEW.version = '20250102000000' THEN PERFORM pg_advisory_xact_lock(7); END IF;
		RETURN NEW; END \$\$"
	case $1 in
	insert) ask app 'CREATE TRIGGER stop BEFORE INSERT ON supabase_migrations.schema_migrations FOR EACH ROW EXECUTE FUNCTION stop()' ;;
	commit) ask app 'CREATE CONSTRAINT TRIGGER stop AFTER INSERT ON supabase_migrations.schema_migrations
		DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stop()' ;;
	esac
	other 'SELECT pg_advisory_lock(7)'
}

@test "killed between two rows it leaves nothing, killed while it commits all; the next run does the rest" {
	three_files
	supabase_table
	local moment
	for moment in insert:0 commit:3; do
		stops_at "${moment%:*}"
		mighook baseline --commit >out 2>&1 3>&- &
		mighooks_wait 1
		kill -KILL $!
		wait $! || equal $? 137
		other_ends
		until_is "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'mighook'" 0
		equal "$(versions | wc -l)" "${moment#*:}"
		ask app 'DROP FUNCTION stop CASCADE'
		mighook baseline --commit >/dev/null
		equal "$(versions | wc -l)" 3
		ask app 'TRUNCATE supabase_migrations.schema_migrations'
	done
}

@test "a server that crashes in between: exit 2, and nothing was written" {
	three_files
	supabase_table
	stops_at insert
	mighook baseline --commit >out 2>&1 3>&- &
	mighooks_wait 1
	# the server ends every session then, and recovers from its log, which it must have written
	ask postgres CHECKPOINT
	kill -KILL "$(ask postgres "SELECT pid FROM pg_stat_activity WHERE application_name = 'other'")"
	local status=0
	wait $! || status=$?
	equal "$status" 2
	contains "$(cat out)" 'nothing was written'
	until_is 'SELECT 1' 1
	equal "$(versions)" ''
	ask app 'DROP FUNCTION stop CASCADE'
	mighook baseline --commit >/dev/null
	equal "$(versions | wc -l)" 3
}

# two_at_once: both are started while another session holds what it was told to; both end well.
two_at_once() {
	local first second
	other "$@"
	mighook baseline --init --commit --json >first 2>first.err 3>&- &
	first=$!
	mighook baseline --init --commit --json >second 2>second.err 3>&- &
	second=$!
	mighooks_wait 2
	other_ends
	wait "$first" && wait "$second" || fail "$(cat first.err second.err)"
	equal "$(jq .inserted first second | sort -n | paste -sd ' ')" '0 2'
}

@test "two at once: each row is there once" {
	merged prisma/migrations/20250101000000_one/migration.sql
	merged prisma/migrations/20250102000000_two/migration.sql
	history_create app prisma
	two_at_once 'BEGIN' 'LOCK TABLE _prisma_migrations'
	equal "$(ask app 'SELECT count(*), count(DISTINCT migration_name) FROM _prisma_migrations')" '2|2'
}

@test "a lock that nobody gives up: exit 2 in time" {
	three_files
	supabase_table
	other BEGIN 'LOCK TABLE supabase_migrations.schema_migrations IN SHARE MODE'
	run mighook baseline --commit --timeout 200ms
	equal "$status" 2
	contains "$output" 'cannot lock the history table'
	run mighook baseline --timeout 5s
	equal "$status" 0
	other_ends
}

@test "two at once that make the table: one does" {
	set_of goose db
	merged db/00001_one.sql $'-- +goose Up\nSELECT 1;'
	merged db/00002_two.sql $'-- +goose Up\nSELECT 1;'
	two_at_once 'SELECT pg_advisory_lock(30796665316142955)'
	equal "$(ask app 'SELECT version_id FROM goose_db_version ORDER BY id')" $'0\n1\n2'
}

@test "who may only read sees the plan, and writes nothing" {
	three_files
	supabase_table
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000');
		DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN;
		GRANT USAGE ON SCHEMA supabase_migrations TO reader;
		GRANT SELECT ON supabase_migrations.schema_migrations TO reader"
	PGUSER=reader run mighook baseline
	equal "$status" 0
	contains "$output" '2 to insert, 1 already present'
	PGUSER=reader run mighook baseline --commit
	equal "$status" 2
	contains "$output" 'permission denied'
	equal "$(versions)" 20250101000000
	PGUSER=reader PGOPTIONS='-c default_transaction_read_only=on' run mighook baseline
	equal "$status" 0
}

@test "a sequence that lags behind is an error, not a row that is silently left out" {
	set_of plain db '{adapter: migrations_history}'
	merged db/20250101000000_create_one.sql
	history_create app migrations_history
	ask app "INSERT INTO migrations_history (id, migration_name, applied_at, applied_by) VALUES (1, 'x', now(), 'me')"
	run mighook baseline --commit
	equal "$status" 2
	contains "$output" '23505'
	equal "$(ask app 'SELECT migration_name FROM migrations_history')" x
}

@test "hostile names and contents are stored as they are" {
	put .mighook.yaml 'version: 1
sets: [{path: supabase/migrations, runner: supabase}]'
	git add .mighook.yaml
	local name=$'20250101000000_a\'; DROP TABLE x; --\\"$$\e[31m.sql' content=$'SELECT \'\\x41\e[0m\', $a$;\\$a$;'
	merged "supabase/migrations/$name" "$content"
	run --separate-stderr mighook baseline --init --commit
	equal "$status" 0
	lacks "$output$stderr" $'\e'
	name=${name#*_}
	equal "$(ask app 'SELECT name FROM supabase_migrations.schema_migrations')" "${name%.sql}"
	equal "$(ask app 'SELECT statements[1] FROM supabase_migrations.schema_migrations')" "${content%;}"
	run mighook status
	equal "$status" 0
}

@test "statements are divided where the Supabase CLI divides them" {
	merged supabase/migrations/20250101000000_one.sql $'\xef\xbb\xbf-- a;\r\nSELECT \'x;y\';; -- b
CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
DO $$ BEGIN PERFORM 1; END $$\n;\nnot SQL; at all\n;\n/* c; */\n'
	merged supabase/migrations/20250102000000_none.sql $'\n;\n'
	mighook baseline --init --commit >/dev/null
	equal "$(ask app 'SELECT to_json(statements) FROM supabase_migrations.schema_migrations ORDER BY version')" \
		'["-- a;\r\nSELECT '"'x;y'"'","-- b\nCREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END","DO $$ BEGIN PERFORM 1; END $$","not SQL","at all","/* c; */"]
[]'
}

# The tools themselves.

@test "the Supabase CLI stores the same statements, and takes the rows for its own" {
	needs_history_tools
	merged supabase/migrations/1_comments.sql $'-- Author: me\n\n/* two;\n   lines */\nCREATE TABLE t (\n\tid int, -- the key;\n\tname text\n);
INSERT INTO t VALUES (1, \'a;b\');  -- behind\nSELECT 1\n;\n;\nSELECT 2;;\n-- trailing;'
	merged supabase/migrations/2_bodies.sql $'DO $$\nBEGIN\n\tPERFORM 1; PERFORM 2;\nEND\n$$;
CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;'
	merged supabase/migrations/3_crlf.sql $'\xef\xbb\xbfCREATE TABLE crlf (\r\n\tid int\r\n);\r\n\r\n-- next\r\nSELECT 1;\r\n'
	merged supabase/migrations/4_comment.sql '-- nothing'
	merged supabase/migrations/20250102000000_create_two.sql $'BEGIN;\nSELECT 1;\nCOMMIT'
	database_empty reference
	supabase_up reference >up 2>&1 3>&- &
	mighook baseline --init --commit >/dev/null
	wait $!
	equal "$(ask app 'TABLE supabase_migrations.schema_migrations ORDER BY 1')" \
		"$(ask reference 'TABLE supabase_migrations.schema_migrations ORDER BY 1')"
	ask app "DELETE FROM supabase_migrations.schema_migrations WHERE version = '2'"
	run --separate-stderr mighook baseline --commit --json
	equal "$(jq .inserted <<<"$output")" 1
	equal "$(supabase_list app | cut -f 2 | sort -u)" both
}

@test "dbmate and prisma have nothing left to do" {
	needs_history_tools
	merged db/migrations/20250101000000_one.sql $'-- migrate:up\nCREATE TABLE one (id int);'
	merged db/migrations/20250102000000_two.sql $'-- migrate:up\nCREATE TABLE two (id int);'
	mighook baseline --init --commit >/dev/null
	equal "$(dbmate_status app | cut -f 2 | sort -u)" applied
	git rm -rqf db
	prisma_init
	merged prisma/migrations/20250101000000_one/migration.sql $'-- one\r\nCREATE TABLE one (id int);'
	merged prisma/migrations/20250102000000_two/migration.sql
	mighook baseline --init --commit >/dev/null
	run prisma_cli app migrate status
	equal "$status" 0
	contains "$output" 'Database schema is up to date'
}
