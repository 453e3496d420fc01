#!/bin/bash
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2154,SC2016 # run.sh has set what is used
# The row `status` of run.sh, which starts it: `mighook status` beside what the Supabase CLI and psql
# take for the same history, and `--applied-from` beside git.
set -eu
trap postgres_stop EXIT
# shellcheck source=SCRIPTDIR/../support/postgres.bash
. "$source/tests/support/postgres.bash"
# shellcheck source=SCRIPTDIR/measure.sh
. "$source/tests/bench/measure.sh"
export SUPABASE_TELEMETRY_DISABLED=1 SUPABASE_NO_UPDATE_NOTIFIER=1

# history ROWS FILES: the database `rows`, and a repository with the files of the first, entered.
history() {
	database_drop "$1" 2>/dev/null
	database_create "$1"
	psql -Xqd "$1" -c "CREATE SCHEMA supabase_migrations;
		CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
		INSERT INTO supabase_migrations.schema_migrations
		SELECT to_char(timestamp '2020-01-01' + i * interval '1 minute', 'YYYYMMDDHH24MISS'), ARRAY[
			'-- table ' || i || E'\nCREATE TABLE table_' || i || ' (id bigint PRIMARY KEY, name text NOT NULL)',
			'ALTER TABLE table_' || i || ' ENABLE ROW LEVEL SECURITY'], 'table_' || i
		FROM generate_series(1, $1) i;
		ANALYZE"
	git init -q "$work/repositories/status-$1" && cd "$work/repositories/status-$1"
	mkdir -p supabase/migrations
	psql -XAtd "$1" -c "SELECT version || '_' || name || E'\t' || replace(array_to_string(statements, E';\n\n') || ';', E'\n', '~')
		FROM supabase_migrations.schema_migrations ORDER BY version LIMIT $2" |
		awk -F'\t' '{ file = "supabase/migrations/" $1 ".sql"; gsub("~", "\n", $2); print $2 > file; close(file) }'
	git add . && git commit -q -m base && git gc -q
	export PGDATABASE=$1
}

# beside_psql ROWS: reading the same.
beside_psql() {
	beside - "\`psql\`, $1 rows" 0 "$(postgres_programs)/psql -XAtqo $work/rows -f $work/rows.sql"
}

postgres_start
echo 'TABLE supabase_migrations.schema_migrations' >"$work/rows.sql"

history 1000 1000
url="postgresql://postgres@localhost/1000?host=$PGHOST"
compare status '`mighook status`, 1,000 files and rows'
ours 0 "$mighook status --db-url $url"
if [ -n "$supabase" ]; then
	beside - '`supabase migration list`' 0 "$supabase --agent no migration list --db-url $url"
else
	missing - '`supabase migration list`' 'it cannot be had from npm here'
fi
beside_psql 1,000
run_in_turns

psql -XAtq -c 'SELECT json_agg(t) FROM supabase_migrations.schema_migrations t' >"$work/rows.json"
compare status '`mighook status --applied-from FILE`, 1,000 files'
ours 0 "$mighook status --applied-from $work/rows.json"
beside - '`git ls-files -s`' 0 "$git ls-files -s"
run_in_turns

history 1000000 1000
compare status '`mighook status`, 1,000 files, 1,000,000 rows'
ours 1 "$mighook status --timeout 60s"
beside_psql 1,000,000
run_in_turns
