# `mighook status`: the migrations of the index side by side with what a real server has of them.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	database_drop app
	database_create app
	export PGDATABASE=app
	new_repository r
}

# supabase_table: as its CLI makes it.
supabase_table() {
	ask app 'CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations
		(version text NOT NULL PRIMARY KEY, statements text[], name text)'
}

# states: `VERSION STATE` of each migration that the JSON on stdin has, the oldest first.
states() { jq -r '.migrations | reverse | .[] | "\(.version) \(.state)"'; }

@test "applied, pending, orphan, edited: each by its name, the newest first" {
	supabase_table
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	merged supabase/migrations/20250102000000_b.sql 'CREATE TABLE b (id int);'
	merged supabase/migrations/20250104000000_d.sql 'CREATE TABLE d (id int);'
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES
		('20250101000000', ARRAY['CREATE TABLE a (id int)'], 'a'),
		('20250102000000', ARRAY['CREATE TABLE b (id bigint)'], 'b'),
		('20250103000000', ARRAY['SELECT 1'], 'c')"
	run --separate-stderr mighook status --json
	equal "$status" 1
	equal "$(states <<<"$output")" "20250101000000 applied
20250102000000 edited
20250103000000 orphan
20250104000000 pending"
	equal "$(jq -c '[.local_count, .pending_count, .sources]' <<<"$output")" \
		'[3,1,[{"name":"supabase","table":"supabase_migrations.schema_migrations","applied":3,"failed":0}]]'
	run mighook status
	contains "$output" '20250104000000  20250104000000_d.sql  PENDING'
	contains "$output" 'Supabase: 3 applied, 1 pending, 0 failed.'
}

@test "a table that is not there has applied nothing, and that is said" {
	merged supabase/migrations/20250101000000_a.sql
	run --separate-stderr mighook status --json
	equal "$status" 1
	equal "$(states <<<"$output")" '20250101000000 pending'
	contains "$stderr" 'no table supabase_migrations.schema_migrations'
}

@test "all applied: exit 0" {
	supabase_table
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000', NULL, 'a')"
	run mighook status
	equal "$status" 0
}
