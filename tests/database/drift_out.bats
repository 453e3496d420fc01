# `mighook drift --out DIR`, and what it tells a job of GitHub: what is left for who was not there.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	scratch_environment
	new_repository r
	stage db/migrations/001_team.up.sql 'CREATE TABLE team (id bigint PRIMARY KEY, name text NOT NULL);'
	stage db/migrations/001_team.down.sql 'DROP TABLE team;'
	stage db/migrations/002_kind.up.sql 'ALTER TABLE team ADD COLUMN kind text;'
	stage schema.sql 'CREATE TABLE public.team (id bigint NOT NULL, name text NOT NULL, CONSTRAINT team_pkey PRIMARY KEY (id));'
}

# as_dumped: schema.sql is what the migrations lead to.
as_dumped() {
	cp out/schema.sql schema.sql && git add schema.sql
}

@test "a drift: report, diff, the schema, what ran and how the newest is taken back; other files stay" {
	put a/out/mine.txt kept
	run -1 mighook drift --out a/out --format json
	mv a/out out
	equal "$(ls out | tr '\n' ' ')" 'drift.diff mine.txt report.json report.md rollback.md schema.sql status.json '
	equal "$(<out/mine.txt)" kept
	equal "$(<out/report.json)" "$output"
	equal "$(jq -r .verdict out/report.json)" stale-snapshot
	contains "$(<out/report.md)" 'Schema Drift Detected'
	equal "$(grep '^[-+]  ' out/drift.diff)" '-    name text NOT NULL
+    name text NOT NULL,
+    kind text'
	equal "$(jq -c '.migrations[] | [.version, .path, .state]' out/status.json)" '["001","db/migrations/001_team.up.sql","executed"]
["002","db/migrations/002_kind.up.sql","executed"]'
	equal "$(head -n 1 out/rollback.md)" '# Rollback of 002_kind'
	contains "$(<out/rollback.md)" 'DROP COLUMN IF EXISTS kind;'
	# it is the schema, and as a snapshot there is no drift: what the first run said is gone
	as_dumped
	run -0 mighook drift --out out
	equal "$(ls out | tr '\n' ' ')" 'mine.txt report.json report.md rollback.md schema.sql status.json '
	cmp out/schema.sql schema.sql
	equal "$(jq -r .verdict out/report.json)" clean
}

@test "a migration that fails: what ran, what did not, and no schema" {
	mkdir out && echo old >out/schema.sql
	stage db/migrations/002_kind.up.sql 'ALTER TABLE teem ADD COLUMN kind text;'
	stage db/migrations/003_late.up.sql 'SELECT 1;'
	run -1 mighook drift --out out
	equal "$(jq -r '.migrations[].state' out/status.json | tr '\n' ' ')" 'executed failed not-executed '
	[ ! -e out/schema.sql ]
	equal "$(jq -r '.failures[].path' out/report.json)" db/migrations/002_kind.up.sql
}

@test "with a database: its status, and how what it lacks is taken back" {
	database_create app
	export PGDATABASE=app
	ask app 'CREATE TABLE team (id bigint PRIMARY KEY, name text NOT NULL);
		CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL); INSERT INTO schema_migrations VALUES (1, false)'
	stage db/migrations/003_late.up.sql 'CREATE TABLE late (id bigint PRIMARY KEY);'
	run -1 mighook drift --against db --out out
	equal "$(<out/status.json)" "$(mighook status --json)"
	equal "$(jq -r .pending_count out/status.json)" 2
	equal "$(grep '^# ' out/rollback.md)" '# Rollback of 003_late
# Rollback of 002_kind'
}

@test "two databases: what differs, and nothing of migrations" {
	only_with_all
	database_create left; ask left 'CREATE TABLE team (id bigint)'
	database_create right; ask right 'CREATE TABLE team (id int)'
	mkdir out; echo old >out/status.json
	PGDATABASE=postgres run -1 mighook drift --db dbname=left --db dbname=right --out out
	equal "$(ls out | tr '\n' ' ')" 'drift.diff report.json report.md '
	contains "$(<out/drift.diff)" '-    id bigint'
}

@test "two sets: both schemas, each under its path" {
	only_with_all
	stage other/migrations/001_pets.up.sql 'CREATE TABLE pets (id bigint PRIMARY KEY);'
	stage .mighook.yaml 'version: 1
sets: [{path: db/migrations, runner: golang-migrate, snapshot: none}, {path: other/migrations, runner: golang-migrate, snapshot: none}]'
	run -0 mighook drift --out out
	equal "$(grep -E '^-- (db|other)/|^CREATE TABLE' out/schema.sql)" '-- db/migrations
CREATE TABLE public.team (
-- other/migrations
CREATE TABLE public.pets ('
}

@test "a folder that cannot be written to: the reason, and exit 2" {
	put taken
	run -2 mighook drift --out taken; contains "$output" taken
	run -2 mighook drift --out taken/out; contains "$output" taken
	mkdir -p out/report.json
	run -2 mighook drift --out out; contains "$output" 'out/report.json'
	equal "$(ls out)" report.json
}

@test "the summary of a job gets the first 100 lines of the differences, once" {
	stage db/migrations/003_many.up.sql "$(for i in $(seq 120); do echo "CREATE TABLE t$i (id int);"; done)"
	export GITHUB_STEP_SUMMARY=$PWD/summary
	put summary 'before'
	run -1 mighook drift --format github
	equal "${lines[0]}" '::error::Schema drift detected!'
	equal "$(head -n 1 summary)" before
	contains "$(<summary)" 'Schema Drift Detected'
	equal "$(sed -n '/^```diff/,/^```$/p' summary | wc -l)" 102
	cp summary once
	run -1 mighook drift; cmp summary once
	run -1 mighook drift --format github --format markdown=apart; cmp summary once
	contains "$(<apart)" 'Schema Drift Detected'
	GITHUB_STEP_SUMMARY=$PWD/nowhere/summary run -2 mighook drift --format github
	contains "$output" nowhere/summary
}
