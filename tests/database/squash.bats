# A squash as a database sees it: the dump of what was there becomes the baseline, an empty database
# runs it and is the same, and one that has all of it is told so.
load ../support/common
load ../support/postgres

# One history and the database it leads to, for all.
setup_file() {
	postgres_start
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR
	setup_scratch
	postgres_environment
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
	export APPROVED_BY='A B' REASON='it takes too long'
	database_create old history
	cp -R "$BATS_FILE_TMPDIR/r" r && cd r
}
teardown() {
	psql -Xq -c 'DROP DATABASE IF EXISTS old WITH (FORCE)' -c 'DROP DATABASE IF EXISTS new WITH (FORCE)'
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

# squash [UPTO]: of a database that has no more than that; the SQL for the history in ../history.sql.
squash() {
	dump_of old >../dump.sql
	"$MIGHOOK_TEST_BIN/squash_files" ../dump.sql "$@" >../history.sql
}

@test "an empty database that runs the baseline is the same" {
	dump_of old >../before
	grep -q "set_config('search_path', '', false);" ../before
	squash
	mighook check --staged -q >../out || fail "$(cat ../out)"
	git commit -q -m squash; mighook check --all -q >/dev/null
	database_create new; apply new
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
	squash; git commit -q -m squash
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

@test "a database that lacks one of them is left as it is" {
	squash
	PGDATABASE=old psql -Xqc "DELETE FROM supabase_migrations.schema_migrations WHERE version = '20250501'"
	before=$(history old)
	run run_sql old ../history.sql
	[ "$status" -ne 0 ]; contains "$output" 'not all of the 4 squashed migrations are applied'
	equal "$(history old)" "$before"
	equal "$(PGDATABASE=old psql -XqAtc "SELECT to_regclass('supabase_migrations.schema_migrations_archive')")" ''
}

@test "two at once: one does it, the other finds it done" {
	squash
	run_sql old ../history.sql & first=$!
	run_sql old ../history.sql & second=$!
	wait $first && wait $second
	equal "$(history old)" '20250502|baseline_v1'
	equal "$(history old _archive)" '0001|users 0002|active 20250501|rows 20250502|more'
}

@test "a part is squashed, then that with the rest" {
	PGDATABASE=old psql -Xqc 'DROP TABLE public.more; ALTER TABLE public.users DISABLE ROW LEVEL SECURITY'
	squash 0002; git commit -q -m squash
	run_sql old ../history.sql
	equal "$(history old)" '0002|baseline_v1 20250501|rows 20250502|more'
	database_create new; apply new
	equal "$(history new)" '0002|baseline_v1 20250501|rows 20250502|more'
	database_drop old; database_create old; apply old
	export MIGHOOK_NOW=$((MIGHOOK_NOW + 86400))
	squash; mighook check --staged -q >/dev/null; git commit -q -m again; mighook check --all -q >/dev/null
	equal "$(ls supabase/migrations)" 20250502_baseline_v2.sql
	run_sql old ../history.sql
	equal "$(history old)" '20250502|baseline_v2'
	equal "$(history old _archive)" '0002|baseline_v1 20250501|rows 20250502|more'
}
