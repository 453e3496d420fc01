# mighook rollback, and new --down-from: which migration, in which form, written where.
# shellcheck disable=SC2016 # Markdown's backticks
load ../support/common
bats_require_minimum_version 1.5.0

setup() {
	setup_scratch
	git init -q -b main .
}

# commit_all SUBJECT
commit_all() {
	git add -A
	git -c user.name=a -c user.email=a@b commit -qm "$1"
}

# A set of supabase's, its second migration not committed.
make_set() {
	put schema.sql ''
	put supabase/migrations/20250101000000_add_users.sql $'CREATE TABLE users (id bigint PRIMARY KEY, age int);\nCREATE INDEX by_age ON users (age);'
	commit_all 'add users'
	put supabase/migrations/20250102000000_drop_age.sql 'ALTER TABLE users DROP COLUMN age;'
	git add -A
}

@test "a migration is named by its path, its file, its name or its version" {
	make_set
	for name in supabase/migrations/20250102000000_drop_age.sql ./supabase/migrations/20250102000000_drop_age.sql \
		20250102000000_drop_age.sql 20250102000000_drop_age 20250102000000; do
		equal "$(mighook rollback --sql "$name")" "-- Takes back supabase/migrations/20250102000000_drop_age.sql

BEGIN;

-- data loss: it comes back empty (line 1)
ALTER TABLE public.users ADD COLUMN IF NOT EXISTS age integer;
CREATE INDEX IF NOT EXISTS by_age ON public.users (age);

COMMIT;"
	done
}

@test "what cannot be looked at is an error" {
	make_set
	run -2 mighook rollback 20240101
	contains "$output" "there is no migration '20240101' in the index"
	run -2 mighook rollback
	contains "$output" 'rollback takes one migration, or --range A...B'
	run -2 mighook rollback 20250102000000 --format sarif
	contains "$output" "'sarif' is none of text, markdown, json"
	put other/migrations/20250102000000_more.sql 'SELECT 1;'
	put .mighook.yaml $'version: 1\nsets: [{path: supabase/migrations, runner: supabase}, {path: other/migrations, runner: plain}]'
	git add -A
	run -2 mighook rollback 20250102000000
	contains "$output" "'20250102000000' may be"
	mighook rollback 20250102000000_more >guide
}

@test "the exit code tells whether something has no inverse" {
	make_set
	mighook rollback --sql 20250101000000 >/dev/null
	put supabase/migrations/20250103000000_fill.sql 'UPDATE users SET id = 1;'
	git add -A
	run -1 mighook rollback --sql 20250103000000
	contains "$output" '-- no inverse: what rows of users held before is lost (line 1)'
}

@test "a range is taken back the newest first" {
	make_set
	git checkout -qb topic
	commit_all 'drop age'
	put supabase/migrations/20250103000000_mood.sql "CREATE TYPE mood AS ENUM ('a');"
	commit_all 'add mood'
	equal "$(mighook rollback --sql --range main...topic | grep Takes)" "-- Takes back supabase/migrations/20250103000000_mood.sql
-- Takes back supabase/migrations/20250102000000_drop_age.sql"
	run -0 mighook rollback --range topic...topic
	equal "$output" 'mighook: the range adds no migration'
}

@test "JSON says what each statement takes back" {
	make_set
	mighook rollback --json 20250102000000 >out.json
	equal "$(jq -c '[.schema, .tool, .command]' out.json)" '[1,"mighook","rollback"]'
	equal "$(jq -c '.migrations[0] | [.path, .no_inverse, .data_loss, .down, .history_row]' out.json)" \
		"[\"supabase/migrations/20250102000000_drop_age.sql\",false,true,null,\"DELETE FROM supabase_migrations.schema_migrations WHERE version = '20250102000000'\"]"
	equal "$(jq -c '.migrations[0].statements[] | [.mark, .reason, .undoes_line]' out.json)" '["data loss","it comes back empty",1]
[null,null,1]'
}

@test "the guide: not applied, applied, history, snapshot, archive" {
	make_set
	mighook rollback 20250102000000 >guide
	mighook rollback --format markdown 20250102000000 | diff guide -
	contains "$(cat guide)" '## 1. Not applied yet'
	contains "$(cat guide)" 'git rm -r -- supabase/migrations/20250102000000_drop_age.sql'
	contains "$(cat guide)" '-- schema.sql'
	contains "$(cat guide)" 'revert(data)'
	contains "$(cat guide)" '## 2. Applied'
	contains "$(cat guide)" '**data loss** (line 1): it comes back empty'
	contains "$(cat guide)" 'psql "$DATABASE_URL" -v ON_ERROR_STOP=1 --single-transaction -f backup-file.sql'
	contains "$(cat guide)" 'DELETE FROM supabase_migrations.schema_migrations WHERE version ='
	contains "$(cat guide)" 'git mv supabase/migrations/20250102000000_drop_age.sql archive/failed/20250102000000_drop_age.sql.FAILED'
	contains "$(cat guide)" 'Bring `schema.sql` up to date'
	# The one before it is used by the later one.
	contains "$(mighook rollback 20250101000000)" 'take it back first: `supabase/migrations/20250102000000_drop_age.sql`'
}

@test "a rollback that somebody wrote is shown first" {
	put .mighook.yaml $'version: 1\nsets: [{path: m, runner: supabase, down: "rollback/{name}.sql"}]'
	put m/20250101000000_a.sql 'CREATE TABLE a (id int);'
	put rollback/20250101000000_a.sql 'DROP TABLE a;'
	git add -A
	put m/20250102000000_i.sql 'CREATE INDEX i ON a (id);'
	git add -A
	lacks "$(mighook rollback 20250102000000)" backup
	contains "$(mighook rollback 20250101000000)" 'Somebody wrote the way back: `rollback/20250101000000_a.sql`'
	contains "$(mighook rollback 20250101000000)" '-f rollback/20250101000000_a.sql'
}

# history_row RUNNER FILE...: what the guide takes out for the last one.
history_row() {
	local runner=$1 file
	shift
	rm -rf m && mkdir m
	put .mighook.yaml "sets: [{path: m, runner: $runner, dialect: postgresql}]
version: 1"
	for file; do put "m/$file" 'CREATE TABLE a (id int);'; done
	git add -A
	mighook rollback --json "m/$file" | jq -r '.migrations[0].history_row'
}

@test "the row of each runner's history has the key that the runner wrote" {
	equal "$(history_row supabase 20260118_bad_change.sql)" "DELETE FROM supabase_migrations.schema_migrations WHERE version = '20260118'"
	equal "$(history_row prisma 20250101000000_a/migration.sql)" "DELETE FROM _prisma_migrations WHERE migration_name = '20250101000000_a'"
	equal "$(history_row flyway V1_2__a.sql)" "DELETE FROM flyway_schema_history WHERE version = '1.2'"
	equal "$(history_row dbmate 20250101000000_a.sql)" "DELETE FROM schema_migrations WHERE version = '20250101000000'"
	equal "$(history_row goose 00001_a.sql)" 'DELETE FROM goose_db_version WHERE version_id = 1'
	equal "$(history_row sqlx 20250101000000_a.sql)" 'DELETE FROM _sqlx_migrations WHERE version = 20250101000000'
	equal "$(history_row diesel 2025-01-01-000000_a/up.sql)" "DELETE FROM __diesel_schema_migrations WHERE version = '20250101000000'"
	equal "$(history_row golang-migrate 000001_a.up.sql)" 'DELETE FROM schema_migrations WHERE version = 1'
	equal "$(history_row golang-migrate 000001_a.up.sql 000002_b.up.sql)" 'UPDATE schema_migrations SET version = 1, dirty = false'
	equal "$(history_row plain 0001_a.sql)" null
	put .mighook.yaml $'version: 1\nsets: [{path: m, runner: plain, history: [{table: _migrations, columns: {version: number}}]}]'
	git add -A
	equal "$(mighook rollback --json 0001 | jq -r '.migrations[0].history_row')" "DELETE FROM _migrations WHERE number = '0001'"
}

@test "new --down-from: the template of the policy, never over a file, clean under check" {
	put .mighook.yaml "$(cat <<'END'
version: 1
extends: typed-governance
sets: [{path: supabase/migrations, runner: supabase, dialect: postgresql, snapshot: none, down: 'supabase/rollback/{name}.down.sql'}]
END
)"
	put supabase/migrations/20250127093045_create_users.sql "$(cat <<'SQL'
-- Migration: 20250127093045_create_users.sql
-- Author: me
-- Ticket: A-1
-- Description: users
BEGIN;
DO $$ BEGIN
	IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('a'); END IF;
END $$;
INSERT INTO migrations_history (migration_name, applied_at, applied_by) VALUES ('20250127093045_create_users', NOW(), current_user);
COMMIT;
SQL
)"
	git add -A
	equal "$(mighook new --down-from 20250127093045)" supabase/rollback/20250127093045_create_users.down.sql
	equal "$(cat supabase/rollback/20250127093045_create_users.down.sql)" "-- Rollback: 20250127093045_create_users.down.sql
-- CAUTION: Review data loss implications before running

BEGIN;

DROP TYPE IF EXISTS public.mood;
DELETE FROM migrations_history
WHERE migration_name = '20250127093045_create_users';

COMMIT;"
	git add -A
	run -0 mighook check --all
	contains "$output" '0 errors, 0 warnings'
	put supabase/rollback/20250127093045_create_users.down.sql mine
	run -2 mighook new --down-from 20250127093045
	contains "$output" 'is there already'
	equal "$(cat supabase/rollback/20250127093045_create_users.down.sql)" mine
}

@test "new --down-from: where each runner looks for it, and never where it would be executed" {
	# written RUNNER FILE DOWN [KEYS]: the SQL of the file that is written.
	written() {
		rm -rf m rollback && mkdir m
		put .mighook.yaml "version: 1
sets: [{path: m, runner: $1, dialect: postgresql${4-}}]"
		put "m/$2" "CREATE TYPE t AS ENUM ('a');"
		git add -A
		equal "$(mighook new --down-from "m/$2" 2>note)" "$3"
		grep -vE '^($|--)' "$3" | paste -sd ' '
	}
	equal "$(written golang-migrate 000001_a.up.sql m/000001_a.down.sql)" 'BEGIN; DROP TYPE IF EXISTS public.t; COMMIT;'
	equal "$(written sqlx 20250101000000_a.up.sql m/20250101000000_a.down.sql)" 'DROP TYPE IF EXISTS public.t;'
	equal "$(grep -h Rollback: m/*.down.sql)" '-- Rollback: 20250101000000_a.down.sql'
	equal "$(written diesel 2025-01-01-000000_a/up.sql m/2025-01-01-000000_a/down.sql)" 'DROP TYPE IF EXISTS public.t;'
	equal "$(grep -h Rollback: m/*/down.sql)" '-- Rollback: 2025-01-01-000000_a'
	equal "$(written prisma 20250101000000_a/migration.sql m/20250101000000_a/down.sql)" 'BEGIN; DROP TYPE IF EXISTS public.t; COMMIT;'
	equal "$(written plain 0001_a.sql rollback/0001_a.down.sql)" 'BEGIN; DROP TYPE IF EXISTS public.t; COMMIT;'
	equal "$(written supabase 20250101000000_a.sql rollback/20250101000000_a.down.sql ', down: sibling')" \
		'BEGIN; DROP TYPE IF EXISTS public.t; COMMIT;'
	contains "$(cat note)" 'where supabase would execute it'
}

@test "new --down-from: a section is filled if it is empty" {
	put db/migrations/20250101000000_a.sql $'-- migrate:up\nCREATE TYPE t AS ENUM (\'a\');\n\n-- migrate:down'
	git add -A
	equal "$(mighook new --down-from 20250101000000)" db/migrations/20250101000000_a.sql
	equal "$(cat db/migrations/20250101000000_a.sql)" "-- migrate:up
CREATE TYPE t AS ENUM ('a');

-- migrate:down
DROP TYPE IF EXISTS public.t;"
	git add -A
	run -2 mighook new --down-from 20250101000000
	contains "$output" 'is there already'
	chmod 640 db/migrations/20250101000000_a.sql
	put db/migrations/20250101000000_a.sql $'-- migrate:up\nCREATE TYPE t AS ENUM (\'a\');'
	git add -A
	mighook new --down-from 20250101000000
	equal "$(tail -n 2 db/migrations/20250101000000_a.sql)" "-- migrate:down
DROP TYPE IF EXISTS public.t;"
	equal "$(stat -c %a db/migrations/20250101000000_a.sql)" 640
}

@test "new --down-from: goose needs marks around a body" {
	put m/20250101000000_a.sql $'-- +goose Up\nDROP FUNCTION f();\n-- +goose Down\n'
	put m/20240101000000_b.sql $'-- +goose Up\n-- +goose StatementBegin\nCREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN 1; END$$;\n-- +goose StatementEnd\n-- +goose Down\nDROP FUNCTION f();'
	put .mighook.yaml $'version: 1\nsets: [{path: m, runner: goose}]'
	git add -A
	mighook new --down-from 20250101000000
	equal "$(sed -n '/Down/,$p' m/20250101000000_a.sql | grep -c 'goose Statement')" 2
}

@test "new --down-from: what has no inverse is left to be written, and check says so" {
	put .mighook.yaml $'version: 1\nsets: [{path: m, runner: plain, down: "down/{name}.sql", dialect: postgresql}]\nrules: {placeholder-left: error}'
	put m/0001_a.sql 'DELETE FROM users WHERE id = 1;'
	git add -A
	run -1 mighook new --down-from 0001
	contains "$output" 'some of it has no inverse'
	git add -A
	run -1 mighook check --all
	contains "$output" 'placeholder-left'
}
