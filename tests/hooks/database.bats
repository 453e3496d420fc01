# The database that a hook asks at a commit (database: on-commit): real commits, a real server.
load ../support/common
load ../support/postgres

setup_file() {
	postgres_start
	ask postgres 'CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY)'
	ask postgres "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000')"
}

teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	new_repository r
	mighook install -q
	commit_policy 'sets: [{path: supabase/migrations}]' 'database: {on-commit: warn, environments: {dev: {url-env: APP_URL}}}'
	export APP_URL="host=$PGHOST user=postgres dbname=postgres password=a-Secret-w0rd"
	merged supabase/migrations/20250101000000_a.sql '-- a'$'\n''SELECT 1;'
	merged supabase/migrations/20250102000000_b.sql '-- b'$'\n''SELECT 1;'
	git checkout -q -b work
}

# commit_policy LINE...
commit_policy() {
	printf '%s\n' 'version: 1' "$@" >.mighook.yaml
	git add .mighook.yaml
	git commit -q --no-verify -m policy
}

@test "a version that the database has is a warning, and the commit is made" {
	git checkout -q main; git rm -q supabase/migrations/20250101000000_a.sql; git commit -q --no-verify -m lost
	git checkout -q -b more
	stage supabase/migrations/20250101000000_other.sql
	run git commit -m more; equal "$status" 0
	contains "$output" 'warning: the database has applied 20250101000000 already'
	lacks "$output" a-Secret
}

@test "what is not applied is not spoken of, and what touches no migration asks nobody" {
	stage supabase/migrations/20250103000000_c.sql
	run git commit -m more; equal "$status" 0; lacks "$output" database
	APP_URL=host=/nowhere
	stage README 'words'; run git commit -m words; equal "$status" 0; lacks "$output" database
}

@test "immutable: applied: an error where it is applied; free where it is not, though it is merged" {
	commit_policy 'sets: [{path: supabase/migrations, immutable: applied}]' 'database: {on-commit: warn, environments: {dev: {url-env: APP_URL}}}'
	stage supabase/migrations/20250102000000_b.sql 'SELECT 2;'
	run git commit -m edited; equal "$status" 0; lacks "$output" merged-migration
	stage supabase/migrations/20250101000000_a.sql 'SELECT 2;'
	run git commit -m edited; equal "$status" 1
	contains "$output" '[applied-migration-modified]'; lacks "$output" merged-migration
	# nobody tells: it is as if it were merged
	APP_URL="host=$PWD"
	run git commit -m edited; equal "$status" 1
	contains "$output" '[merged-migration-modified]'; contains "$output" 'mighook: the database has not told what is applied: cannot connect'
}

# goes_on WORDS: a commit of a new migration is made, with one line besides.
goes_on() {
	stage supabase/migrations/20250103000000_c.sql
	run git commit -q -m more
	equal "$status" 0; contains "$output" "$1"; equal "${#lines[@]}" 1
	lacks "$output" a-Secret
}

@test "no server, a server that hangs, no variable, no mighook-db: a line, and the commit is made" {
	APP_URL="host=$PWD password=a-Secret-w0rd" goes_on 'the database has not told what is applied: cannot connect'
	git reset -q --hard HEAD~1
	# a server that takes the connection and never says a word
	python3 - "$PWD/.git/port" <<'END' &
import socket, sys, time
server = socket.socket(); server.bind(('127.0.0.1', 0)); server.listen(8)
open(sys.argv[1], 'w').write(str(server.getsockname()[1]))
time.sleep(60)
END
	silent=$!
	until [ -s .git/port ]; do sleep 0.02; done
	APP_URL="host=127.0.0.1 port=$(cat .git/port) password=a-Secret-w0rd" goes_on 'has not told within 380 ms'
	kill "$silent"
	git reset -q --hard HEAD~1
	APP_URL= goes_on 'was not asked what is applied: APP_URL is not set'
	git reset -q --hard HEAD~1
	PATH=/usr/bin:/bin goes_on 'mighook-db is not installed here'
}

@test "a table that may not be read, and one that is not there" {
	ask postgres 'DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN'
	APP_URL="host=$PGHOST user=guest dbname=postgres" goes_on 'permission denied for schema supabase_migrations'
	git reset -q --hard HEAD~1
	database_drop empty; database_create empty
	stage supabase/migrations/20250103000000_c.sql
	APP_URL="host=$PGHOST user=postgres dbname=empty" run git commit -q -m more
	equal "$status" 0; equal "$output" ''
}

@test "check --staged asks as the hook does; ranges and --all ask nobody" {
	stage supabase/migrations/20250101000000_a.sql 'SELECT 2;'
	run mighook check; contains "$output" '[applied-migration-modified]'
	run mighook check --all; lacks "$output" '[applied-migration-modified]'
	git commit -q --no-verify -m edited
	run mighook check --range main...work; lacks "$output" '[applied-migration-modified]'
}
