#!/bin/bash
# Prints how `mighook drift` compares with the bare steps that it consists of, and with what people do
# by hand (initdb, psql for each file, pg_dump, diff), measured side by side in one run:
#     bash tests/bench/drift.bash [PAIRS] [MIGRATIONS]
# A B C A B C ..., so that a drifting machine cancels out; the medians of the ratios are what counts.
# A benchmark, not a test: it has no bound that could fail.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
pairs=${1-10} count=${2-300}
for name in $(compgen -e | grep -E '^(CI$|GITHUB_|GITLAB_|GIT_|GITHEAD_|MIGHOOK|PG|NO_COLOR$)'); do
	unset "$name"
done
HOME=$(mktemp -d)
export HOME
# shellcheck source=SCRIPTDIR/../support/postgres.bash
. "$source/tests/support/postgres.bash"
programs=
server=
# stop: ends the server of a turn and removes all of it.
stop() {
	if [ -n "$server" ]; then
		kill -QUIT "$server" 2>/dev/null || :
		wait "$server" 2>/dev/null || :
	fi
	server=
	rm -rf "$HOME/turn"
}
trap 'stop; rm -rf "$HOME"' EXIT

sh "$source/install/deps.sh" postgresql >"$HOME/log"
cmake -S "$source" -B "$source/build" >"$HOME/log" 2>&1
cmake --build "$source/build" -j "$(nproc)" --target mighook mighook-db >>"$HOME/log" 2>&1 || { cat "$HOME/log" && exit 2; }
mighook=$source/build/mighook
programs=$(postgres_programs)
git config --global user.name Bench
git config --global user.email bench@example.com
chmod 755 "$HOME"

# A repository of small files: tables, columns, indexes, views, policies.
git init -q "$HOME/r" && cd "$HOME/r"
mkdir migrations
for ((i = 1; i <= count; i++)); do
	printf -v file 'migrations/%04d_step_%d.up.sql' "$i" "$i"
	case $((i % 4)) in
	1) echo "CREATE TABLE t$i (id bigint PRIMARY KEY, kind varchar(9) CHECK (kind IN ('a', 'b')), at timestamptz DEFAULT now());" ;;
	2) echo "ALTER TABLE t$((i - 1)) ADD COLUMN name text NOT NULL DEFAULT ''; CREATE INDEX ON t$((i - 1)) (name);" ;;
	3) echo "CREATE VIEW v$i AS SELECT id, name FROM t$((i - 2)) WHERE kind IN ('a', 'b');" ;;
	*) echo "ALTER TABLE t$((i - 3)) ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t$((i - 3)) USING (name = current_user);" ;;
	esac >"$file"
done
git add . && "$mighook" schema dump --write -q && git add . && git commit -q -m all

# now: microseconds.
now() { printf '%s\n' "${EPOCHREALTIME/./}"; }

# start: the server in turn/data, and waits until it answers.
start() {
	(cd "$HOME/turn" && as_postgres_user "$programs/postgres" -D data -k "$HOME/turn" "${POSTGRES_SETTINGS[@]}") \
		>"$HOME/turn/log" 2>&1 &
	server=$!
	for ((i = 0; i < 2000; i++)); do
		! "$programs/pg_isready" -qh "$HOME/turn" || return 0
		sleep 0.002
	done
	cat "$HOME/turn/log" && exit 2
}

ours() { "$mighook" drift -q; }

# What has to be done in any case: a server, one connection for all files, two schemas loaded and dumped.
bare() {
	local psql="$programs/psql -Xqh $HOME/turn -U postgres -v ON_ERROR_STOP=1" name
	mkdir "$HOME/turn" && cp -R --reflink=auto "$HOME/template" "$HOME/turn/data" && chown -R "$(postgres_user)" "$HOME/turn"
	start
	cat migrations/*.sql | $psql -d postgres -f - >/dev/null
	"$programs/pg_dump" -sOxh "$HOME/turn" -U postgres postgres >"$HOME/turn/dump"
	for name in dump snapshot; do
		[ -e "$HOME/turn/$name" ] || cp schema.sql "$HOME/turn/$name"
		$psql -d postgres -c "CREATE DATABASE $name"
		$psql -d "$name" -f "$HOME/turn/$name" >/dev/null
		"$programs/pg_dump" -sOxh "$HOME/turn" -U postgres "$name" >"$HOME/turn/$name.sql"
	done
	stop
}

by_hand() {
	local file
	mkdir "$HOME/turn" && chown "$(postgres_user)" "$HOME/turn"
	(cd "$HOME/turn" && as_postgres_user "$programs/initdb" -D data -U postgres >/dev/null 2>&1)
	(cd "$HOME/turn" && as_postgres_user "$programs/pg_ctl" -w -D data -o "-k $HOME/turn -c listen_addresses=" -l log start >/dev/null)
	for file in migrations/*.sql; do
		"$programs/psql" -Xqh "$HOME/turn" -U postgres -d postgres -f "$file" >/dev/null
	done
	"$programs/pg_dump" -sOxh "$HOME/turn" -U postgres postgres >"$HOME/turn/schema.sql"
	diff -u schema.sql "$HOME/turn/schema.sql" >/dev/null || :
	(cd "$HOME/turn" && as_postgres_user "$programs/pg_ctl" -w -D data -m immediate stop >/dev/null)
	rm -rf "$HOME/turn"
}

# taken COMMAND: milliseconds.
taken() {
	local begin
	begin=$(now)
	"$1" >/dev/null
	awk -v begin="$begin" -v end="$(now)" 'BEGIN { print (end - begin) / 1000 }'
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

mkdir "$HOME/template.made" && chown "$(postgres_user)" "$HOME/template.made"
make_cluster "$HOME/template.made" && mv "$HOME/template.made/data" "$HOME/template"
ours && bare
for ((pair = 0; pair < pairs; pair++)); do
	echo "$(taken ours) $(taken bare) $(taken by_hand)"
done >"$HOME/times"
echo "| $count migrations, $pairs turns | ms | ratio |"
echo '| --- | --- | --- |'
printf '| mighook drift | %.0f | |\n' "$(awk '{ print $1 }' "$HOME/times" | median)"
printf '| its bare steps: one server, one connection, three dumps, two loads | %.0f | %.2f |\n' \
	"$(awk '{ print $2 }' "$HOME/times" | median)" "$(awk '{ print $1 / $2 }' "$HOME/times" | median)"
printf '| initdb, pg_ctl, psql for each file, pg_dump, diff | %.0f | %.2f |\n' \
	"$(awk '{ print $3 }' "$HOME/times" | median)" "$(awk '{ print $1 / $3 }' "$HOME/times" | median)"
