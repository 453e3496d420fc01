# The server that the other tests of this folder ask is unprivileged, theirs alone, and leaves nothing.
load ../support/common
load ../support/postgres

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }
setup() {
	setup_scratch
	postgres_environment
}

# gone PID: waits until the process has ended.
gone() {
	local _
	for _ in {1..300}; do
		kill -0 "$1" 2>/dev/null || return 0
		sleep 0.02
	done
	fail "process $1 is still there"
}

@test "the server runs as an unprivileged user, without a port" {
	[ "$(stat -c %u "/proc/$(cat "$POSTGRES_FOLDER/postmaster")")" != 0 ]
	equal "$(ask postgres "SHOW listen_addresses")" ''
	equal "$(stat -c %a "$POSTGRES_FOLDER/data")" 700
}

@test "databases are made from templates, and files are run whole or not at all" {
	database_create one
	put good.sql 'CREATE TABLE t (id int); INSERT INTO t VALUES (1);'
	run_sql one good.sql
	database_create two one
	equal "$(ask two 'SELECT id FROM t')" 1
	put bad.sql $'CREATE TABLE u ();\nSELECT nothing;'
	run run_sql two bad.sql
	[ "$status" != 0 ]
	contains "$output" 'bad.sql:2: ERROR'
	equal "$(ask two "SELECT to_regclass('u') IS NULL")" t
	database_drop two
	equal "$(ask postgres "SELECT count(*) FROM pg_database WHERE datname = 'two'")" 0
}

@test "nothing of the caller's PG variables is left" {
	export PGSERVICE=production PGOPTIONS='-c search_path=x'
	postgres_environment
	[ -z "${PGSERVICE-}" ]
	equal "$(ask postgres 'SHOW search_path')" '"$user", public'
}

@test "a server that is stopped leaves no process, socket or file" {
	(
		postgres_start
		psql -XAtqc 'SELECT 1' >answer
		echo "$POSTGRES_FOLDER $(cat "$POSTGRES_FOLDER/postmaster")" >started
		postgres_stop
	)
	equal "$(cat answer)" 1
	read -r folder postmaster <started
	[ ! -e "$folder" ]
	gone "$postmaster"
	# The file's own server is not touched.
	ask postgres 'SELECT 1'
}

@test "a server whose starter is killed goes, with its folder" {
	bash -c '. "$1"; postgres_start && echo "$POSTGRES_FOLDER $(cat "$POSTGRES_FOLDER/postmaster")" && kill -9 $$' \
		starter "$MIGHOOK_SOURCE/tests/support/postgres.bash" 3>&- >started 2>/dev/null || [ $? = 137 ]
	read -r folder postmaster <started
	gone "$postmaster"
	for _ in {1..100}; do
		[ -e "$folder" ] || break
		sleep 0.02
	done
	[ ! -e "$folder" ]
}

@test "what initdb makes is kept where it may be kept" {
	export MIGHOOK_POSTGRES_CACHE=$PWD/cache
	for _ in 1 2; do
		(
			postgres_start
			ask postgres 'SELECT 1'
			[ -e "$POSTGRES_FOLDER/initdb.log" ] && echo made >>made
			postgres_stop
		)
	done
	equal "$(wc -l <made)" 1
}
