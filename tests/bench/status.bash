#!/bin/bash
# Prints how `mighook status` compares with what the Supabase CLI and psql take for the same history,
# measured side by side in one run: bash tests/bench/status.bash [PAIRS] [ROWS]
# A B A B ..., so that a drifting machine cancels out; the medians of the pairs' ratios are what
# counts. A benchmark, not a test: it has no bound that could fail.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
pairs=${1-20} rows=${2-1000}
for name in $(compgen -e | grep -E '^(CI$|GITHUB_|GITLAB_|GIT_|GITHEAD_|MIGHOOK|PG|NO_COLOR$|npm_)'); do
	unset "$name"
done
HOME=$(mktemp -d)
export HOME
trap 'postgres_stop; rm -rf "$HOME"' EXIT
# shellcheck source=SCRIPTDIR/../support/postgres.bash
. "$source/tests/support/postgres.bash"

sh "$source/install/deps.sh" hyperfine time postgresql >"$HOME/log"
cmake -S "$source" -B "$source/build" >"$HOME/log" 2>&1
cmake --build "$source/build" -j "$(nproc)" --target mighook mighook-db >>"$HOME/log" 2>&1 || { cat "$HOME/log" && exit 2; }
mighook=$source/build/mighook
(cd "$HOME" && sh "$source/tests/support/npm_packages.sh" "$source/build/npm") >"$HOME/log" 2>&1 || true
supabase=$source/build/npm/tools/node_modules/@supabase/cli-linux-x64/bin/supabase
export SUPABASE_TELEMETRY_DISABLED=1 SUPABASE_NO_UPDATE_NOTIFIER=1
git config --global user.name Bench
git config --global user.email bench@example.com
git config --global init.defaultBranch main

# history ROWS FILES: the database `rows`, and a repository with the files of the first.
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
	git init -q "$HOME/$1" && cd "$HOME/$1"
	mkdir -p supabase/migrations
	psql -XAtd "$1" -c "SELECT version || '_' || name || E'\t' || replace(array_to_string(statements, E';\n\n') || ';', E'\n', '~')
		FROM supabase_migrations.schema_migrations ORDER BY version LIMIT $2" |
		awk -F'\t' '{ file = "supabase/migrations/" $1 ".sql"; gsub("~", "\n", $2); print $2 > file; close(file) }'
	git add . && git commit -q -m base && git gc -q
	export PGDATABASE=$1
}

milliseconds() {
	hyperfine -N -w 0 -r 1 -i --style none --export-csv "$HOME/time.csv" "$1" >/dev/null 2>&1
	awk -F, 'NR == 2 { print $2 * 1000 }' "$HOME/time.csv"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# compare TITLE OURS THEIRS
compare() {
	local i ratio peak
	: >"$HOME/pairs"
	for ((i = 0; i < pairs; i++)); do
		echo "$(milliseconds "$2") $(milliseconds "$3")" >>"$HOME/pairs"
	done
	ratio=$(awk '{ print $1 / $2 }' "$HOME/pairs" | median)
	# shellcheck disable=SC2086 # a command line
	command time -f %M -o "$HOME/peak" $2 >/dev/null 2>&1 || true
	peak=$(awk 'END { print $1 / 1024 }' "$HOME/peak")
	printf '| %-52s | %8.2f | %8.2f | %6.3f | %8.1f |\n' "$1" "$(awk '{ print $1 }' "$HOME/pairs" | median)" \
		"$(awk '{ print $2 }' "$HOME/pairs" | median)" "$ratio" "$peak"
}

postgres_start
echo "| $pairs pairs | mighook ms | other ms | ratio | peak MiB |"
echo "| --- | --- | --- | --- | --- |"
history "$rows" "$rows"
url="postgresql://postgres@localhost/$rows?host=$PGHOST"
if [ -x "$supabase" ]; then
	compare "status, $rows files and rows; supabase migration list" "$mighook status --db-url $url" \
		"$supabase --agent no migration list --db-url $url"
fi
compare "status, $rows files and rows; psql, the same rows" "$mighook status" \
	"$(postgres_programs)/psql -XAtqo /dev/null -c TABLE\ supabase_migrations.schema_migrations"
for count in 319 500; do
	history $count $count
	psql -XAtq -c "SELECT json_agg(t) FROM supabase_migrations.schema_migrations t" >rows.json
	compare "status --applied-from, $count files; git ls-files" "$mighook status --applied-from rows.json" \
		'git ls-files -s'
done
pairs=1
history 1000000 1000
compare 'status, 1000000 rows, 1000 files; psql' "$mighook status --timeout 60s" \
	"$(postgres_programs)/psql -XAtqo /dev/null -c TABLE\ supabase_migrations.schema_migrations"
