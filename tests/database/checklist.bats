# `mighook doctor --checklist`: what a real server, git and the migrations prove is ticked.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() { postgres_start && database_create dev && database_create prod; }
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	unset MIGRATION_VALIDATION_MODE
	postgres_environment
	for database in dev prod; do
		ask "$database" 'DROP SCHEMA IF EXISTS supabase_migrations CASCADE; CREATE SCHEMA supabase_migrations;
			CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY, statements text[], name text)'
	done
	new_repository r
	environments='database: {environments: {dev: {url-env: DEV_URL}, prod: {url-env: PROD_URL}}}'
	stage .mighook.yaml "version: 1
$environments"
	export DEV_URL="host=$PGHOST dbname=dev" PROD_URL="host=$PGHOST dbname=prod"
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
}

# recorded DATABASE VERSION...
recorded() {
	ask "$1" "INSERT INTO supabase_migrations.schema_migrations SELECT version, NULL, 'm' FROM unnest('{$(IFS=,; echo "${*:2}")}'::text[]) version"
}

# list STATUS [ARGUMENTS]: the list as JSON in $output.
list() {
	run --separate-stderr mighook doctor --json --checklist "${@:2}"
	equal "$status" "$1"
}

# box VERDICT NAME [REASON [COMMAND]]
box() {
	local found
	found=$(jq -r --arg name "$2" '.boxes[] | select(.name | startswith($name)) | "\(.verdict) \(.ticked)\n\(.reason)\n\(.run)"' <<<"$output")
	equal "$(sed -n 1p <<<"$found")" "$1 $([ "$1" = proven ] && echo true || echo false)"
	[ $# -lt 3 ] || contains "$(sed -n 2p <<<"$found")" "$3"
	[ $# -lt 4 ] || equal "$(sed -n 3p <<<"$found")" "$4"
}

@test "daily: the database is asked" {
	list 1 daily
	box disproven 'The record' 'gate failed: prod, strict, 1 migration: 1 pending' 'mighook gate --env prod'
	box disproven 'No migration is pending' '1 migration is not applied' 'mighook status --env prod'
	box open Alerts
	recorded prod 20250101000000 20240101000000; list 1 daily
	box disproven 'The record' '1 orphan'; box proven 'No migration is pending'
	list 1 daily --env dev; box disproven 'No migration is pending' '1 migration is not applied' 'mighook status --env dev'
	recorded dev 20250101000000; list 0 daily --env dev; box proven 'The record'
	run mighook doctor --checklist daily --env dev; equal "$status" 0
	equal "$output" 'Every day:
  [x] The record of the migrations is in order
  [x] No migration is pending
  [ ] Alerts about failed migrations are read: by hand

mighook: 2 of 3 proven, 1 left to people'
}

@test "a database that cannot be asked ticks nothing, and that is exit 2" {
	PROD_URL="host=$PWD/nowhere" list 2 daily
	box unknown 'The record' 'nowhere'; box unknown 'No migration is pending'
	contains "$stderr" 'not all could be asked'
	unset PROD_URL; list 2 daily; box unknown 'The record' 'PROD_URL is not set'
	# the program that would ask is not there
	mkdir ../bin; cp "$MIGHOOK_BIN" ../bin/mighook; PATH=$(realpath ../bin):${PATH#*:}
	list 2 daily; box unknown 'The record' 'mighook-db is not installed here'
	export PROD_URL="host=$PGHOST password=se-cret dbname=nowhere"; list 2 daily; lacks "$output$stderr" se-cret
}

@test "nothing is taken for production that is not called so" {
	stage .mighook.yaml 'version: 1
database: {environments: {live: {url-env: PROD_URL}}}'
	list 0 daily; box open 'The record' 'no environment prod or production; --env names another'
	list 1 daily --env live; box disproven 'The record' 'gate failed: live'
	list 2 daily --env liv; box unknown 'The record' "no environment 'liv'"
	stage .mighook.yaml 'version: 1'; PGDATABASE=prod list 1 daily; box disproven 'No migration' '' 'mighook status'
	recorded prod 20250101000000; PGDATABASE=prod list 0 daily
}

@test "deploy: from the test database to the gate of production" {
	recorded prod 20250101000000
	git checkout -qb work
	stage supabase/migrations/20250201000000_b.sql 'CREATE TABLE b (id int);'; git commit -q --no-verify -m b
	stage supabase/migrations/20250202000000_c.sql 'DROP TABLE a;'
	list 1 deploy
	box disproven 'The test database has every' '3 migrations are not applied' 'mighook status --env dev'
	box disproven 'The test database passes' '3 pending' 'mighook gate --env dev'
	box disproven 'It is merged' 'supabase/migrations/20250201000000_b.sql is not'
	box open 'There is a rollback' 'no rollback'; box open 'The pull request tells' '1 change is no addition'
	box open 'The approvals' 'lacks approvals'
	box disproven 'Production has every' '2 migrations are not applied'; box open 'There is a backup'
	equal "$(jq -r '[.boxes[].stage] | unique | join(" ")' <<<"$output")" 'After Before During'
	# one that is additive, merged, and can be taken back
	git rm -qf supabase/migrations/20250202000000_c.sql
	stage supabase/rollbacks/20250201000000_b.sql 'DROP TABLE b;'
	stage .mighook.yaml "version: 1
$environments
sets: [{path: supabase/migrations, runner: supabase, down: 'supabase/rollbacks/{name}.sql'}]"
	git commit -q --no-verify -m rollback; git checkout -q main; git merge -q work
	recorded dev 20250101000000 20250201000000
	list 1 deploy
	for name in 'The test database has' 'The test database passes' 'It is merged' 'There is a rollback' 'The pull request' 'The approvals'; do box proven "$name"; done
	box disproven 'Production passes the gate' '1 pending' 'mighook gate --env prod'
	# what is not added yet is not merged
	put supabase/migrations/20250203000000_d.sql; list 1 deploy; box disproven 'It is merged' '20250203000000_d.sql is not'
	rm supabase/migrations/20250203000000_d.sql; recorded prod 20250201000000; list 0 deploy
	box proven 'Production has every'; box proven 'Production passes'; box open 'It is merged' 'nothing is left to deploy'
	run mighook doctor --checklist deploy; contains "$output" '[x] Production passes the gate'
}

@test "deploy by a manifest: what it requires is pending, the manifest itself is not" {
	stage .mighook.yaml "version: 1
$environments
sets: [{path: supabase/migrations, runner: supabase, manifest: manifest.yaml}]"
	stage manifest.yaml 'required_migrations: ["20250101000000", "20250201000000"]'
	MIGRATION_VALIDATION_MODE=manifest list 1 deploy
	box disproven 'Production has every' '2 migrations are not applied'; box proven 'It is merged'; box open 'There is a rollback' 'no rollback'
}

@test "quarterly: sets and archives, without a database" {
	export PROD_URL=; list 0 quarterly; box proven 'No set is due'; box proven 'No archive of a squash'
	merged archive/migrations_20240530/0001_a.sql; merged supabase/migrations/20250201000000_b.sql
	stage .mighook.yaml 'version: 1
rules: {migration-count: {max: 1}}'
	list 1 quarterly; box disproven 'No set is due' 'supabase/migrations holds 2 migrations, more than 1'
	box disproven 'No archive of a squash' 'migrations_20240530 is older than a year' 'git rm -r archive/migrations_20240530'
}

@test "another list, or --env without one, is refused" {
	list 2 weekly; contains "$stderr" "'weekly' is none of daily, deploy, quarterly"
	run mighook doctor --env prod; equal "$status" 2; contains "$output" '--env goes with --checklist'
}
