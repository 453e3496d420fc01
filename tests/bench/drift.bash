#!/bin/bash
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2154,SC2016 # run.sh has set what is used
# The row `drift` of run.sh, which starts it: `mighook drift` beside the bare steps that it consists
# of, and beside what people do by hand (initdb, psql for each file, pg_dump, diff).
#     bash tests/bench/drift.bash bare|by_hand
# is one turn of these, in the repository, with the template of a cluster in $work.
set -eu
# shellcheck source=SCRIPTDIR/../support/postgres.bash
. "$source/tests/support/postgres.bash"
programs=$(postgres_programs)
turn=$work/drift-turn server=

# stop: ends the server of a turn and removes all of it.
stop() {
	if [ -n "$server" ]; then
		kill -QUIT "$server" 2>/dev/null || :
		wait "$server" 2>/dev/null || :
	fi
	server=
	rm -rf "$turn"
}
trap stop EXIT

# start: the server in turn/data, and waits until it answers.
start() {
	(cd "$turn" && as_postgres_user "$programs/postgres" -D data -k "$turn" "${POSTGRES_SETTINGS[@]}") \
		>"$turn/log" 2>&1 &
	server=$!
	for ((i = 0; i < 2000; i++)); do
		! "$programs/pg_isready" -qh "$turn" || return 0
		sleep 0.002
	done
	cat "$turn/log" && exit 2
}

# What has to be done in any case: a server, one connection for all files, two schemas loaded and dumped.
bare() {
	local psql="$programs/psql -Xqh $turn -U postgres -v ON_ERROR_STOP=1" name
	mkdir "$turn" && cp -R --reflink=auto "$work/template" "$turn/data" && chown -R "$(postgres_user)" "$turn"
	start
	cat migrations/*.sql | $psql -d postgres -f - >/dev/null
	"$programs/pg_dump" -sOxh "$turn" -U postgres postgres >"$turn/dump"
	cp schema.sql "$turn/snapshot"
	for name in dump snapshot; do
		$psql -d postgres -c "CREATE DATABASE $name"
		$psql -d "$name" -f "$turn/$name" >/dev/null
		"$programs/pg_dump" -sOxh "$turn" -U postgres "$name" >"$turn/$name.sql"
	done
}

by_hand() {
	local file
	mkdir "$turn" && chown "$(postgres_user)" "$turn"
	(cd "$turn" && as_postgres_user "$programs/initdb" -D data -U postgres >/dev/null 2>&1)
	(cd "$turn" && as_postgres_user "$programs/pg_ctl" -w -D data -o "-k $turn -c listen_addresses=" -l log start >/dev/null)
	for file in migrations/*.sql; do
		"$programs/psql" -Xqh "$turn" -U postgres -d postgres -f "$file" >/dev/null
	done
	"$programs/pg_dump" -sOxh "$turn" -U postgres postgres >"$turn/schema.sql"
	diff -u schema.sql "$turn/schema.sql" >/dev/null || :
	(cd "$turn" && as_postgres_user "$programs/pg_ctl" -w -D data -m immediate stop >/dev/null)
}

case ${1-} in bare | by_hand) "$1" && exit ;; esac

# shellcheck source=SCRIPTDIR/measure.sh
. "$source/tests/bench/measure.sh"
# A repository of small files: tables, columns, indexes, views, policies.
git init -q "$work/repositories/drift" && cd "$work/repositories/drift"
mkdir migrations
for ((i = 1; i <= 300; i++)); do
	printf -v file 'migrations/%04d_step_%d.up.sql' "$i" "$i"
	case $((i % 4)) in
	1) echo "CREATE TABLE t$i (id bigint PRIMARY KEY, kind varchar(9) CHECK (kind IN ('a', 'b')), at timestamptz DEFAULT now());" ;;
	2) echo "ALTER TABLE t$((i - 1)) ADD COLUMN name text NOT NULL DEFAULT ''; CREATE INDEX ON t$((i - 1)) (name);" ;;
	3) echo "CREATE VIEW v$i AS SELECT id, name FROM t$((i - 2)) WHERE kind IN ('a', 'b');" ;;
	*) echo "ALTER TABLE t$((i - 3)) ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t$((i - 3)) USING (name = current_user);" ;;
	esac >"$file"
done
git add . && "$mighook" schema dump --write -q && git add . && git commit -q -m all
mkdir "$work/template.made" && chown "$(postgres_user)" "$work/template.made"
make_cluster "$work/template.made" && mv "$work/template.made/data" "$work/template"

compare drift '`mighook drift`, 300 migrations'
ours 0 "$mighook drift -q"
beside - 'its bare steps: server, psql, pg_dump' 0 "bash $source/tests/bench/drift.bash bare"
beside - 'initdb, psql for each file, pg_dump, diff' 0 "bash $source/tests/bench/drift.bash by_hand"
run_in_turns
