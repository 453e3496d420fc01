# What a squash does to files, and what is asked of it for ever after. No database is needed: nothing
# is proven of the dump. tests/database/squash.bats and squash_proof.bats have the other half.
load ../support/common

setup() {
	setup_scratch
	export APPROVED_BY='A B' REASON='it takes too long' DUMP=$PWD/dump.sql
	put dump.sql '\restrict x
SET statement_timeout = 0;
SELECT pg_catalog.set_config('"'search_path', '', false"');
CREATE SCHEMA public;
CREATE TABLE public.users (id bigint NOT NULL);
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.users FOR SELECT USING (id = 1);
\unrestrict x'
	new_repository r
}

# history FOLDER: three migrations and one that is left, merged.
history() {
	for name in 0001_users 0002_orders 0003_items 20250501_rest; do
		stage "$1/$name.sql" "-- Migration: $name.sql
-- Author: a
-- Purpose: p
-- Rollback: Not applicable
BEGIN;
CREATE TABLE IF NOT EXISTS ${name#*_} (id bigint PRIMARY KEY);
ALTER TABLE ${name#*_} ENABLE ROW LEVEL SECURITY;
COMMIT;"
	done
	git commit -q --no-verify -m history
}

# squash [UPTO [NAME]]
squash() {
	mighook squash --dump "$DUMP" --no-proof --approved-by "$APPROVED_BY" --reason "$REASON" \
		${1:+--upto "$1"} ${2:+--name "$2"} --execute
}

# shown [UPTO [NAME]]: the same, not executed.
shown() {
	mighook squash --dump "$DUMP" --no-proof --approved-by "$APPROVED_BY" --reason "$REASON" \
		${1:+--upto "$1"} ${2:+--name "$2"}
}

# refuses MESSAGE [ARGUMENT...]: and index and worktree are what they were.
refuses() {
	local before message=$1
	before=$(git status --porcelain && git ls-files -s)
	shift
	run squash "$@"
	equal "$status" 2; contains "$output" "$message"
	equal "$(git status --porcelain && git ls-files -s)" "$before"
}

errors() { mighook check "$@" --format json | grep -B1 '"severity": "error"' | rules_of | uniq; }

@test "dated-policy: archived along with rollbacks, bytes as they were, one commit that passes" {
	stage .mighook.yaml 'extends: dated-policy'
	stage rollback/0002_orders.rollback.sql 'BEGIN; DROP TABLE IF EXISTS orders; COMMIT;'
	history supabase/migrations
	git ls-files -s supabase/migrations rollback | awk '{ print $2 }' | sort >../before
	shown 0003 >../history.sql; equal "$(git status --porcelain)" ''
	squash 0003 >../out
	equal "$(git status --porcelain)" 'R  supabase/migrations/0001_users.sql -> archive/migrations_20250601/0001_users.sql
R  supabase/migrations/0002_orders.sql -> archive/migrations_20250601/0002_orders.sql
R  supabase/migrations/0003_items.sql -> archive/migrations_20250601/0003_items.sql
R  rollback/0002_orders.rollback.sql -> archive/migrations_20250601/rollback/0002_orders.rollback.sql
A  supabase/migrations/0003_baseline_v1.sql'
	equal "$(git ls-files -s archive supabase/migrations/2* | awk '{ print $2 }' | sort)" "$(<../before)"
	equal "$(mighook check --staged --fail-on info)" 'mighook: 0 errors, 0 warnings in 2 migrations (5 changed files)'
	git commit -q -m squash
	mighook check --all; mighook check --range HEAD~...HEAD; equal "$(mighook audit --rev HEAD -q | grep squash)" ''
	baseline=supabase/migrations/0003_baseline_v1.sql
	equal "$(grep SQUASH_ "$baseline" | grep -v HASH)" '-- SQUASH_BASELINE: 2025-06-01
-- SQUASH_COUNT: 3
-- SQUASH_REPLACES: 0001..0003
-- SQUASH_APPROVED_BY: A B
-- SQUASH_REASON: it takes too long'
	equal "$(grep -cE 'restrict|search_path|statement_timeout|SCHEMA' "$baseline")" 0
	# the hash as the manual tells it
	hash=$(cd archive/migrations_20250601 && find . -type f -printf '%P\n' | LC_ALL=C sort | while read -r name; do
		printf '%s\t%s\n' "$name" "$(sha256sum <"$name" | cut -c 1-64)"; done | sha256sum | cut -c 1-64)
	equal "$(sed -n 's/^-- SQUASH_HASH: sha256://p' "$baseline")" "$hash"
	contains "$(<../history.sql)" "'0001', '0002', '0003')"; lacks "$(<../history.sql)" 20250501
	contains "$(<../history.sql)" '-- move     -     rollback/0002_orders.rollback.sql  -> archive/migrations_20250601/rollback/0002_orders.rollback.sql'
	contains "$(<../history.sql)" "--   $(grep HASH supabase/migrations/0003_baseline_v1.sql)"; contains "$(<../history.sql)" '-- NOT PROVEN (--no-proof): that supabase/migrations/0003_baseline_v1.sql leads to'
	contains "$(<../out)" 'staged, not committed. Next: git commit; then for each database:'; lacks "$(<../out)" COMMIT
}

@test "the archive is asked of whenever it changes, and by --all" {
	history supabase/migrations; squash 0003 >/dev/null; git commit -q -m squash
	mighook install -q
	archived=archive/migrations_20250601/0002_orders.sql
	printf ' ' >>$archived; git add .
	run git commit -m tampered; equal "$status" 1; contains "$output" 'SQUASH_HASH is not that of the files'
	git commit -q --no-verify -m tampered
	equal "$(errors --all)" squash-marker-invalid
	equal "$(errors --range HEAD~...HEAD)" squash-marker-invalid
	contains "$(mighook audit)" squash-marker-invalid
	# another change is not refused for it
	stage supabase/migrations/20250601_more.sql 'SELECT 1;'; equal "$(errors --staged)" ''
	git reset -q --hard HEAD~
	git rm -q $archived
	equal "$(mighook check --staged --format json | rules_of)" $'squash-marker-invalid\nsquash-marker-invalid'
	contains "$(mighook check --staged)" 'SQUASH_COUNT says 3, and archive/migrations_20250601 keeps 2 migrations'
	git rm -q -r archive; contains "$(mighook check --staged)" 'has no archive: there is no file in archive/migrations_20250601'
	# gone for good, as merged: excused by its file, and the baseline is still none of an author's
	stage .mighook.yaml 'extends: dated-policy
grandfather: [{rule: squash-marker-invalid, path: supabase/migrations/0003_baseline_v1.sql}]'
	git commit -q --no-verify -m retired; equal "$(errors --all --rule header-missing --rule squash-marker-invalid)" ''
}

@test "a marker excuses nothing before it is proven, and no more than it replaces" {
	stage .mighook.yaml 'extends: dated-policy'; history supabase/migrations; squash 0003 >/dev/null
	sed -i s/COUNT:.*/COUNT:\ 2/ supabase/migrations/0003_baseline_v1.sql; git mv supabase/migrations/{0003_baseline_v1,Base}.sql; git add .
	equal "$(errors --staged)" $'header-missing\nname-malformed\nsquash-marker-invalid'
	sed -i s/COUNT:.*/COUNT:\ 3/ supabase/migrations/Base.sql; git add .
	equal "$(errors --staged)" ''
	mkdir -p archive/migrations_20250601; git mv supabase/migrations/2*.sql archive/migrations_20250601
	equal "$(errors --staged)" $'header-missing\nmerged-migration-deleted\nname-malformed\nsquash-marker-invalid'
}

@test "snapshots, rollbacks and guards of other policies are not asked of a squash" {
	stage schema.sql 'CREATE TABLE users (id bigint NOT NULL);'; history supabase/migrations; squash 0003 >/dev/null
	lacks "$(mighook check --staged)" snapshot-not-staged
	for policy in ci-writer schema-snapshot; do
		stage .mighook.yaml "extends: $policy"; equal "$(errors --staged --rule name-malformed --rule guard-missing --rule rollback-missing --rule snapshot-not-staged --rule version-out-of-order)" ''
	done
	# a migration that comes with it is asked
	stage supabase/migrations/20250601120000_more.sql 'CREATE TABLE IF NOT EXISTS more (id bigint);'
	contains "$(mighook check --staged --rule snapshot-not-staged)" 'supabase/migrations/20250601120000_more.sql:1:1: error'
}

@test "the manifest declares the squash in the same step" {
	stage .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase, manifest: m.yaml}]'; history supabase/migrations
	mighook manifest create -q; printf '# ours\n' >>m.yaml; git add .; git commit -q --no-verify -m manifest
	squash 0003 >/dev/null
	equal "$(git diff --cached m.yaml | grep '^+ *[a-z-]')" '+squash_points:
+  - version: "0003_baseline_v1"
+    replaces: ["0001..0003"]'
	mighook manifest check; equal "$(errors --staged)" ''
	# without the marker the manifest alone allows it
	sed -i /SQUASH_/d supabase/migrations/0003_baseline_v1.sql; git add .; equal "$(errors --staged --rule merged-migration-deleted)" ''
}

@test "other layouts" {
	stage .mighook.yaml 'sets: [{path: p, runner: prisma}, {path: g, runner: golang-migrate, archive: p-old/g}, {path: f, runner: flyway, archive: f-old}, {path: o, runner: goose, archive: o-old}]'
	stage g/02_other.down.sql 'DROP TABLE other;'
	stage p/migration_lock.toml 'provider = "postgresql"'
	for n in 1 2; do
		stage p/2025010${n}000000_t$n/migration.sql "CREATE TABLE t$n (id int);"; stage p/2025010${n}000000_t$n/README.md x
		stage g/0$n.x.up.sql "CREATE TABLE g$n (id int);"; git mv g/0$n.x.up.sql g/0${n}_x.up.sql
		stage g/0${n}_x.down.sql "DROP TABLE g$n;"
		stage f/sub/V1_${n}__t.sql "CREATE TABLE f$n (id int);"; stage f/sub/V1_${n}__t.sql.conf executeInTransaction=false
		stage o/0000${n}_t.sql "-- +goose Up
CREATE TABLE o$n (id int);
-- +goose Down
DROP TABLE o$n;"
	done
	git commit -q --no-verify -m history
	touch p/20250101000000_t1/.untracked
	# two of one second, which Prisma tells by their names
	merged p/20250102000000_also/migration.sql 'CREATE TABLE also (id int);'
	(cd p && ! squash 20250102000000_also 2>&1) | grep -q 'has the version of'
	(cd p && squash >/dev/null)
	equal "$(git ls-files archive p)" 'archive/migrations_20250601/20250101000000_t1/README.md
archive/migrations_20250601/20250101000000_t1/migration.sql
archive/migrations_20250601/20250102000000_also/migration.sql
archive/migrations_20250601/20250102000000_t2/README.md
archive/migrations_20250601/20250102000000_t2/migration.sql
p/20250102000000_baseline_v1/migration.sql
p/migration_lock.toml'
	# no folder is left that Prisma would stumble over
	equal "$(ls p)" $'20250102000000_baseline_v1\nmigration_lock.toml'; [ -e archive/migrations_20250601/20250101000000_t1/.untracked ]
	(cd g && squash >/dev/null); equal "$(ls g p-old/g/*)" 'g:
02_baseline_v1.up.sql

p-old/g/migrations_20250601:
01_x.down.sql
01_x.up.sql
02_other.down.sql
02_x.down.sql
02_x.up.sql'
	(cd f && squash >/dev/null); equal "$(git ls-files f f-old)" 'f-old/migrations_20250601/sub/V1_1__t.sql
f-old/migrations_20250601/sub/V1_1__t.sql.conf
f-old/migrations_20250601/sub/V1_2__t.sql
f-old/migrations_20250601/sub/V1_2__t.sql.conf
f/B1_2__baseline_v1.sql'
	contains "$(<f/B1_2__baseline_v1.sql)" 'SQUASH_REPLACES: 1.1..1.2'
	(cd o && squash >/dev/null)
	equal "$(grep -A1 '+goose' o/00002_baseline_v1.sql | head -n 3)" '-- +goose Up
-- +goose StatementBegin
-- bodies may name what is created further down'
	equal "$(errors --staged)" ''; git commit -q -m squash; equal "$(errors --all)" ''
}

@test "a name of the user's" {
	history supabase/migrations
	refuses "has not the version of a migration that it replaces" 0003 0004_baseline.sql
	refuses "is no name of a migration" 0003 ../0003_baseline.sql
	refuses "is no name of a migration" 0003 0003_baseline.txt
	shown 0003 0001_baseline_v1.sql >../history.sql; squash 0003 0001_baseline_v1.sql >/dev/null; [ -f supabase/migrations/0001_baseline_v1.sql ]
	contains "$(<../history.sql)" "SELECT '0001', 'baseline_v1', ARRAY['-- Baseline squash 2025-06-01']"
	equal "$(errors --staged)" ''
}

@test "nothing is squashed where something is not clear" {
	refuses 'there is no migration folder here'
	stage .mighook.yaml 'sets: [{path: m, runner: supabase}]'; stage m/0001_a.sql; git commit -q --no-verify -m one
	refuses 'there are not two migrations to squash in m'
	git rm -q m/0001_a.sql; history m
	refuses "no migration of m is '0009'" 0009
	run mighook squash --no-proof --approved-by a --reason b --execute; equal "$status" 2
	contains "$output" 'needs --dump FILE'; contains "$output" 'pg_dump --schema-only --no-owner --no-acl --exclude-schema=supabase_migrations > schema_baseline_20250601.sql'
	run mighook squash --history-only --reason b; equal "$status" 2; contains "$output" '--history-only and --reason exclude each other'
	APPROVED_BY= refuses 'a squash needs --approved-by NAME'; REASON=' ' refuses 'a squash needs --reason TEXT'
	REASON=$'a\n-- SQUASH_COUNT: 1' refuses '--reason TEXT must be one line'
	git checkout -q -b work; stage m/0002_more.sql; refuses 'm/0002_more.sql has the version of m/0002_orders.sql'; git rm -qf m/0002_more.sql
	stage m/0002_1.sql; git mv m/0002_1.sql m/00021_x.sql; refuses 'm/00021_x.sql is not merged' 0003; git rm -qf m/00021_x.sql
	put m/0002_orders.sql; refuses 'm/0002_orders.sql has unstaged changes'
	git add .; refuses 'm/0002_orders.sql has changes that are not committed'; git reset -q --hard
	rm m/0002_orders.sql; refuses 'm/0002_orders.sql is not in the worktree'; git reset -q --hard
	put archive/migrations_20250601/x; refuses 'archive/migrations_20250601 is there already'; rm -r archive
	put m/0003_baseline_v1.sql; refuses 'm/0003_baseline_v1.sql is there already' 0003; rm m/0003_baseline_v1.sql
	printf 'PGDMP\0' >../dump.sql; refuses 'no dump in plain SQL'
	printf 'CREATE TABLE t (a int);\nCOPY t (a) FROM stdin;\n1\n\\.\n' >../dump.sql; refuses 'it holds rows'
	echo 'SET lock_timeout = 0;' >../dump.sql; refuses 'there is no statement in it'
	echo 'CREATE TABLE supabase_migrations.schema_migrations (version text);' >../dump.sql
	refuses '--exclude-schema=supabase_migrations'
	echo 'CREATE TABLE t (a int);' >../dump.sql
	stage .mighook.yaml 'sets: [{path: m, runner: flyway, archive: m/old}]'; git mv m/0001_users.sql m/V1__a.sql; git mv m/0002_orders.sql m/V2__b.sql; git commit -q --no-verify -m flyway
	refuses 'lies where flyway would run what is in it'; git reset -q --hard HEAD~
	git checkout -q main; ln -sf x m/0002_orders.sql; git add .; git commit -q --no-verify -m link; refuses 'm/0002_orders.sql is no regular file'; git reset -q --hard HEAD~
	GIT_INDEX_FILE=$PWD/../other git read-tree HEAD; GIT_INDEX_FILE=$PWD/../other refuses 'GIT_INDEX_FILE'
	git checkout -q work; put m/0002_orders.sql a; git commit -qam a; git checkout -q main; put m/0002_orders.sql b; git commit -qam b; git merge -q work >/dev/null || true
	refuses 'unmerged paths'; git merge --abort
	touch .git/index.lock; refuses 'nothing was changed'; rm .git/index.lock
	# an archive that a file is in the way of
	echo >archive; refuses 'archive'; rm archive
	squash >/dev/null
}
