# Sets that are no PostgreSQL, and how each runner executes a file.
load ../support/common

setup() {
	setup_scratch
	new_repository r
}

mysql='ALTER TABLE `users` ADD COLUMN `age` INT UNSIGNED AFTER `name`;'

@test "dialect: other turns rules on SQL off, says so, and leaves the rest" {
	merged .mighook.yaml 'sets: [{path: db, runner: plain, dialect: other}]'
	stage db/0001_a.sql "$mysql"; stage db/Bad.sql "$mysql"
	run mighook check; equal "$status" 1
	contains "$output" "db: not PostgreSQL's SQL (dialect: other): rules on SQL are not asked"
	contains "$output" '[name-malformed]'; lacks "$output" '[sql-syntax]'
	# not at every commit
	lacks "$(mighook hook pre-commit 2>&1)" 'not PostgreSQL'
}

@test "Prisma's provider tells" {
	stage prisma/migrations/20250101000000_a/migration.sql "$mysql"
	stage prisma/migrations/migration_lock.toml 'provider = "mysql"'
	run mighook check; equal "$status" 0; contains "$output" 'the provider in its lock file'
	stage prisma/migrations/migration_lock.toml 'provider = "postgresql"'
	run mighook check; equal "$status" 1; contains "$output" '[sql-syntax]'
}

@test "more than half of at least five files unparsable: another database's, however few are staged" {
	for i in 1 2 3 4; do put "db/migrations/00000${i}_x.up.sql" "$mysql"; done
	git add . && git commit -q -m four
	stage db/migrations/000005_x.up.sql "$mysql"
	run mighook check; equal "$status" 0; contains "$output" "more than half of its files"
	# four are too few to tell
	git rm -q db/migrations/00000[12]_x.up.sql; git commit -q -m three; stage db/migrations/000006_x.up.sql "$mysql"
	run mighook check --rule sql-syntax; equal "$status" 1
	# and the policy has the last word
	for i in 1 2; do put "db/migrations/00000${i}_x.up.sql" "$mysql"; done; git add .
	merged .mighook.yaml 'sets: [{path: db/migrations, runner: golang-migrate, dialect: postgresql}]'
	stage db/migrations/000007_x.up.sql "$mysql"
	run mighook check --rule sql-syntax; equal "$status" 1
}

# outside FILE TEXT: not-transactional's findings on a staged file.
outside() {
	git rm -rq --cached . 2>/dev/null || true; rm -rf ./*
	stage "$@"
	mighook check --rule not-transactional --json | rules_of
}

concurrently='CREATE INDEX CONCURRENTLY i ON t (a);'

@test "each runner's own wrapping, and how a file opts out" {
	equal "$(outside supabase/migrations/20250101000000_a.sql "$concurrently")" not-transactional
	equal "$(outside prisma/migrations/20250101000000_a/migration.sql "$concurrently")" ''
	equal "$(outside prisma/migrations/20250101000000_a/migration.sql "SELECT 1; $concurrently")" not-transactional
	equal "$(outside migrations/000001_a.up.sql "$concurrently")" ''
	equal "$(outside migrations/000001_a.up.sql "SELECT 1; $concurrently")" not-transactional
	equal "$(outside sql/V1__a.sql "$concurrently")" ''
	equal "$(outside sql/V1__a.sql "SELECT 1; $concurrently")" not-transactional
	equal "$(outside db/migrations/20250101000000_a.sql "-- migrate:up
$concurrently
-- migrate:down")" not-transactional
	equal "$(outside db/migrations/20250101000000_a.sql "-- migrate:up transaction:false
$concurrently
-- migrate:down")" ''
	equal "$(outside db/migrations/00001_a.sql "-- +goose Up
$concurrently
-- +goose Down")" not-transactional
	equal "$(outside db/migrations/00001_a.sql "-- +goose NO TRANSACTION
-- +goose Up
$concurrently
-- +goose Down")" ''
	put Cargo.toml
	equal "$(outside migrations/2025-01-01-000000_a/up.sql "$concurrently")" not-transactional
	rm -rf ./*; put migrations/2025-01-01-000000_a/metadata.toml 'run_in_transaction = false # CONCURRENTLY'
	stage migrations/2025-01-01-000000_a/up.sql "$concurrently"; git add .
	equal "$(mighook check --rule not-transactional --json | rules_of)" ''
	git rm -rq --cached .; rm -rf ./*; put Cargo.toml '[dependencies]'; git add .
	stage migrations/20250101000000_a.up.sql "-- no-transaction
$concurrently"; put .mighook.yaml 'sets: [{path: migrations, runner: sqlx}]'; git add .
	equal "$(mighook check --rule not-transactional --json | rules_of)" ''
	stage migrations/20250101000000_a.up.sql "SELECT 1; -- no-transaction
$concurrently"
	equal "$(mighook check --rule not-transactional --json | rules_of)" not-transactional
}

@test "the policy's transaction overrides the runner" {
	put .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase, transaction: none}]'
	stage supabase/migrations/20250101000000_a.sql "$concurrently"; git add .
	equal "$(mighook check --rule not-transactional --json | rules_of)" ''
	put .mighook.yaml 'sets: [{path: supabase/migrations, runner: plain, transaction: each}]'; git add .
	equal "$(mighook check --rule not-transactional --json | rules_of)" not-transactional
}
