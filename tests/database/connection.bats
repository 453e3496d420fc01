# `mighook status` where the server, or what is in it, is not as one would like: a clear message,
# exit 2, in time; never a report that lacks something.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

SECRET=s3cretpw

setup_file() {
	postgres_start
	sed -i '1i local all guarded scram-sha-256' "$POSTGRES_FOLDER/data/pg_hba.conf"
	database_create hostile
	ask hostile "CREATE ROLE guarded LOGIN PASSWORD '$SECRET'; CREATE ROLE stranger LOGIN;
		SELECT pg_reload_conf();
		CREATE SCHEMA supabase_migrations;
		CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
		INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000', NULL, 'a');
		GRANT USAGE ON SCHEMA supabase_migrations TO guarded;
		GRANT SELECT ON supabase_migrations.schema_migrations TO guarded" >/dev/null
}
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	export PGDATABASE=hostile
	new_repository r
	merged supabase/migrations/20250101000000_a.sql
}

teardown() {
	[ -z "${LISTENER-}" ] || kill "$LISTENER"
}

# history TABLE: the policy's one table.
history_is() {
	put .mighook.yaml "version: 1
sets:
  - path: supabase/migrations
    runner: supabase
    history: [{table: '$1'}]"
	git add .mighook.yaml
}

# refuses SECONDS COMMAND...: it exits with 2 within that time, and says nothing on stdout; $stderr
# is what it says.
refuses() {
	local limit=$1 begin
	shift
	begin=$(date +%s%N)
	run --separate-stderr timeout -k 1 30 "$@"
	[ $(($(date +%s%N) - begin)) -lt $((limit * 1000000000)) ] || fail "more than $limit s: $*"
	equal "$status" 2
	equal "$output" ''
	lacks "$stderr" "$SECRET"
	contains "$stderr" 'mighook: error: '
}

# listen_silently: a server at `silent/.s.PGSQL.5432` that takes connections and never answers.
listen_silently() {
	mkdir -p "$BATS_TEST_TMPDIR/silent"
	python3 -c 'import socket, sys, time
s = socket.socket(socket.AF_UNIX)
s.bind(sys.argv[1])
s.listen()
time.sleep(60)' "$BATS_TEST_TMPDIR/silent/.s.PGSQL.5432" 3>&- &
	LISTENER=$!
	until [ -S "$BATS_TEST_TMPDIR/silent/.s.PGSQL.5432" ]; do sleep 0.01; done
}

@test "no server: no socket, a refused port, a host that nobody knows" {
	refuses 2 mighook status --db-url "host=$BATS_TEST_TMPDIR"
	contains "$stderr" 'no server listens there'
	refuses 2 mighook status --db-url "postgresql://u:$SECRET@localhost:1/app"
	contains "$stderr" 'Connection refused'
	refuses 5 mighook status --db-url "postgresql://u:$SECRET@nowhere.invalid/app"
}

@test "a password: right, wrong, none; from .pgpass, a service file, libpq's variable" {
	local url="postgresql://guarded@/hostile?host=$POSTGRES_FOLDER"
	run mighook status --db-url "postgresql://guarded:$SECRET@/hostile?host=$POSTGRES_FOLDER"
	equal "$status" 0
	refuses 2 mighook status --db-url "postgresql://guarded:${SECRET}x@/hostile?host=$POSTGRES_FOLDER"
	contains "$stderr" 'password authentication failed'
	contains "$stderr" 'the address is from --db-url'
	refuses 2 mighook status --db-url "$url"
	contains "$stderr" 'the server wants a password'
	PGPASSWORD=$SECRET run mighook status --db-url "$url"
	equal "$status" 0
	PGPASSWORD=${SECRET}x refuses 2 mighook status --db-url "$url"
	printf '*:*:*:guarded:%s\n' "$SECRET" >"$HOME/.pgpass" && chmod 600 "$HOME/.pgpass"
	run mighook status --db-url "$url"
	equal "$status" 0
	rm "$HOME/.pgpass"
	printf '[it]\nhost=%s\nuser=guarded\npassword=%s\ndbname=hostile\n' "$POSTGRES_FOLDER" "$SECRET" \
		>"$HOME/.pg_service.conf"
	unset PGHOST PGUSER PGDATABASE
	PGSERVICE=it run mighook status
	equal "$status" 0
	run mighook status --db-url service=it
	equal "$status" 0
	sed -i s/^password=.*/password=wrong/ "$HOME/.pg_service.conf"
	PGSERVICE=it refuses 2 mighook status
}

@test "an address that is none, or is put where none belongs: its password is not repeated" {
	local url number=0
	for url in "postgresql://u:$SECRET@@h:1x/d" "postgresql://u:a@$SECRET@localhost:1/d" \
		"postgresql://u:a/$SECRET@localhost:1/d" "postgresql://u:a:$SECRET@localhost:1/d" \
		"postgresql://u:a#$SECRET@localhost:1/d" "postgresql://u:a?$SECRET@localhost:1/d" \
		"postgresql://u:$SECRET%zz@localhost:1/d" "postgresql://u:$SECRET%00@localhost:1/d" \
		"postgresql://u@localhost:1/d?password=$SECRET" "postgresql://u@h:1/d?password=x&$SECRET" \
		"postgresql//u:$SECRET@h/d" "u:$SECRET@h/d" "host=127.0.0.1 port=1 password=$SECRET" \
		"host=127.0.0.1 port=1 password = '$SECRET'" "host=h $SECRET" "password='$SECRET" \
		"postgresql://u:%73%33cretpw@localhost:1/d" "mysql://u:$SECRET@h/d" \
		"postgresql://u:$SECRET@localhost:1/d?sslmode=$SECRET"; do
		# each in one of the ways
		case $((number++ % 3)) in
		0) refuses 3 mighook status --db-url "$url" ;;
		1) refuses 3 mighook status "--db-u=$url" ;;
		2) APP=$url refuses 3 mighook status --db-url APP --json ;;
		esac
		lacks "$stderr" 3cretpw
	done
	url=postgresql://u:$SECRET@h/d
	for arguments in "status $url" "status --env $url" "$url" "status --db-url APP $url" "status --nope=$url"; do
		# shellcheck disable=SC2086 # a list of words
		refuses 2 mighook $arguments
	done
	put .mighook.yaml "database: {environments: {dev: {url-env: 'postgresql://u:$SECRET@h/d'}}}"
	git add .mighook.yaml
	refuses 2 mighook status --env dev
	contains "$stderr" 'is no name of a variable'
}

@test "a server that does not answer: in time, and nobody else reads the password meanwhile" {
	local program pid=
	listen_silently
	refuses 2 mighook status --timeout 300ms --db-url "host=$BATS_TEST_TMPDIR/silent"
	contains "$stderr" 'no answer within 300 ms'
	for program in "$MIGHOOK_BIN" "$(dirname "$MIGHOOK_BIN")/mighook-db"; do
		for arguments in "--db-url postgresql://u:$SECRET@/d?host=$BATS_TEST_TMPDIR/silent" \
			"--db-url=postgresql://u:$SECRET@/d?host=$BATS_TEST_TMPDIR/silent" \
			"--db postgresql://u:$SECRET@/d?host=$BATS_TEST_TMPDIR/silent" "--env dev"; do
			put .mighook.yaml 'database: {environments: {dev: {url-env: APP_URL}}}'
			unset APP_URL
			[ "$arguments" != '--env dev' ] || export APP_URL="postgresql://u:$SECRET@/d?host=$BATS_TEST_TMPDIR/silent"
			# shellcheck disable=SC2086 # a list of words
			PGPASSWORD=$SECRET "$program" -C . status --timeout 20s $arguments \
				>"$BATS_TEST_TMPDIR/out" 2>&1 3>&- &
			pid=$!
			until [ -e "/proc/$pid/fd" ] && find "/proc/$pid/fd" -lname 'socket:*' | grep -q .; do sleep 0.01; done
			sleep 0.05
			run ! grep -aq "$SECRET" "/proc/$pid/cmdline"
			run ! grep -aq "$SECRET" "/proc/$pid/environ"
			grep -Eq 'Max core file size +0 +0' "/proc/$pid/limits"
			kill "$pid"
			wait "$pid" || true
			equal "$(cat "$BATS_TEST_TMPDIR/out")" ''
		done
	done
}

@test "the programs that are started get no password along" {
	mkdir "$BATS_TEST_TMPDIR/bin"
	printf '#!/bin/sh\nenv >>%s/seen\nexec %s "$@"\n' "$BATS_TEST_TMPDIR" "$(type -P git)" >"$BATS_TEST_TMPDIR/bin/git"
	chmod +x "$BATS_TEST_TMPDIR/bin/git"
	PATH=$BATS_TEST_TMPDIR/bin:$PATH PGPASSWORD=$SECRET MIGHOOK_REST_KEY=$SECRET \
		run mighook status --db-url "postgresql://guarded:$SECRET@/hostile?host=$POSTGRES_FOLDER"
	equal "$status" 0
	grep -q '^PATH=' "$BATS_TEST_TMPDIR/seen"
	equal "$(grep -c "$SECRET" "$BATS_TEST_TMPDIR/seen")" 0
}

@test "who knows a password leaves no core file, and is read by root alone" {
	local pid
	[ "$(id -u)" = 0 ] || skip 'only root can become somebody else'
	listen_silently
	chmod 777 "$BATS_TEST_TMPDIR/silent/.s.PGSQL.5432"
	chmod 755 "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR" "${BATS_RUN_TMPDIR%/*}" 2>/dev/null || true
	mkdir -p "$BATS_TEST_TMPDIR/of"
	cp -r . "$BATS_TEST_TMPDIR/of/r" && cp "$MIGHOOK_BIN" "$(dirname "$MIGHOOK_BIN")/mighook-db" "$BATS_TEST_TMPDIR/of"
	chown -R nobody "$BATS_TEST_TMPDIR/of"
	cd "$BATS_TEST_TMPDIR/of/r"
	# it has to be seen that another program's memory is its user's
	setpriv --reuid nobody --clear-groups sleep 20 3>&- &
	pid=$!
	sleep 0.1
	equal "$(stat -c %U "/proc/$pid/mem")" nobody
	kill "$pid"
	HOME=$BATS_TEST_TMPDIR/of setpriv --reuid nobody --clear-groups "$BATS_TEST_TMPDIR/of/mighook" status \
		--timeout 20s --db-url "host=$BATS_TEST_TMPDIR/silent" 3>&- &
	pid=$!
	until find "/proc/$pid/fd" -lname 'socket:*' | grep -q .; do sleep 0.01; done
	equal "$(stat -c %U "/proc/$pid/mem")" root
	kill -ABRT "$pid"
	wait "$pid" || true
	equal "$(find "$BATS_TEST_TMPDIR/of" -name 'core*' -type f -not -path '*/.git/*')" ''
}

@test "a server that stops in the middle of a query, a view that sleeps, a locked table: in time" {
	ask hostile "CREATE OR REPLACE VIEW sleepy AS SELECT version, name FROM supabase_migrations.schema_migrations,
		pg_sleep(20) s"
	history_is sleepy
	refuses 3 mighook status --timeout 500ms
	contains "$stderr" 'cannot read sleepy'
	contains "$stderr" '(SQLSTATE 57014)'
	contains "$stderr" '--timeout gives it more time'
	mighook status --timeout 1s >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" 3>&- &
	local client=$! backend
	until backend=$(ask postgres "SELECT pid FROM pg_stat_activity WHERE application_name = 'mighook' AND state = 'active'") &&
		[ -n "$backend" ]; do sleep 0.01; done
	kill -STOP "$backend"
	local code=0
	timeout 5 tail --pid "$client" -f /dev/null
	wait "$client" || code=$?
	kill -CONT "$backend"
	equal "$code" 2
	equal "$(cat "$BATS_TEST_TMPDIR/out")" ''
	contains "$(cat "$BATS_TEST_TMPDIR/err")" 'no answer within 1000 ms'

	history_is supabase_migrations.schema_migrations
	psql -Xqd hostile -c 'BEGIN; LOCK TABLE supabase_migrations.schema_migrations; SELECT pg_sleep(20)' >/dev/null 2>&1 3>&- &
	until [ "$(ask hostile "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted
		AND relation = 'supabase_migrations.schema_migrations'::regclass")" = 1 ]; do sleep 0.01; done
	refuses 3 mighook status --timeout 500ms
	contains "$stderr" 'cannot read supabase_migrations.schema_migrations'
	ask postgres "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK%'" >/dev/null
}

@test "what may not be read, what raises an error: the message, whatever it says" {
	PGUSER=stranger refuses 2 mighook status
	contains "$stderr" 'permission denied for schema supabase_migrations'
	contains "$stderr" '(SQLSTATE 42501)'
	ask hostile 'GRANT USAGE ON SCHEMA supabase_migrations TO stranger'
	PGUSER=stranger refuses 2 mighook status
	contains "$stderr" 'permission denied for table schema_migrations'
	ask hostile "CREATE OR REPLACE FUNCTION raises() RETURNS text LANGUAGE plpgsql AS
		\$\$BEGIN RAISE E'no\n::error::\x1b[31m of yours %', repeat('x', 100000); END\$\$;
		CREATE OR REPLACE VIEW raising AS SELECT version, raises() AS name FROM supabase_migrations.schema_migrations"
	history_is raising
	refuses 2 mighook status --json
	contains "$stderr" 'cannot read raising: no ::error::\x1B[31m of yours xxx'
	equal "$(grep -c '^::error::' <<<"$stderr")" 0
	ask hostile 'CREATE OR REPLACE VIEW dividing AS SELECT version, 1 / (length(version) - 14) AS name
		FROM supabase_migrations.schema_migrations'
	history_is dividing
	refuses 2 mighook status
	contains "$stderr" 'division by zero'
	ask hostile 'CREATE TABLE IF NOT EXISTS shapeless (a int, b int)'
	history_is shapeless
	refuses 2 mighook status
	contains "$stderr" 'no column of shapeless is known to hold versions or names'
}

@test "nothing is written, whatever a view tries" {
	ask hostile "CREATE TABLE IF NOT EXISTS log (x int); CREATE SEQUENCE IF NOT EXISTS counter;
		CREATE OR REPLACE FUNCTION writes() RETURNS text LANGUAGE plpgsql AS
		\$\$BEGIN INSERT INTO log VALUES (1); RETURN 'x'; END\$\$;
		CREATE OR REPLACE FUNCTION unlocks() RETURNS text LANGUAGE plpgsql AS
		\$\$BEGIN SET transaction_read_only = off; SET default_transaction_read_only = off;
		INSERT INTO log VALUES (1); RETURN 'x'; END\$\$;
		CREATE OR REPLACE VIEW writing AS SELECT version, writes() AS name FROM supabase_migrations.schema_migrations;
		CREATE OR REPLACE VIEW unlocking AS SELECT version, unlocks() AS name FROM supabase_migrations.schema_migrations;
		CREATE OR REPLACE VIEW counting AS SELECT version, nextval('counter')::text AS name
		FROM supabase_migrations.schema_migrations"
	for view in writing unlocking counting; do
		history_is $view
		refuses 2 mighook status
		contains "$stderr" "cannot read $view"
	done
	equal "$(ask hostile 'SELECT count(*) FROM log; SELECT is_called FROM counter')" $'0\nf'
	local before after
	history_is supabase_migrations.schema_migrations
	before=$(ask hostile 'SELECT pg_current_xact_id()')
	run mighook status
	equal "$status" 0
	after=$(ask hostile 'SELECT pg_current_xact_id()')
	equal "$after" "$((before + 1))"
}

@test "hostile text in the rows: shown, and harmless" {
	ask hostile "CREATE TABLE IF NOT EXISTS odd (version text, name text);
		TRUNCATE odd; INSERT INTO odd VALUES ('20250101000000', 'a'),
		(E'\x1b[31mred', E'two\nlines'), (E'::error::x', E'\u202egpj.exe'), ('''; DROP TABLE odd; --', '\"'),
		(E'a\r\n::set-output', repeat('n', 100000)), ('', NULL)"
	history_is odd
	run --separate-stderr mighook status
	equal "$status" 1
	equal "$(LC_ALL=C grep -c $'\e\\|^::\\|\r\\|\u202e' <<<"$output")" 0
	contains "$output" '\x1B[31mred'
	run --separate-stderr mighook status --json
	equal "$status" 1
	equal "$(jq -r '.migrations[] | select(.version == "\u001b[31mred") | .name' <<<"$output")" $'two\nlines'
	psql -Xqc "CREATE DATABASE bytes TEMPLATE template0 ENCODING SQL_ASCII" 2>/dev/null || true
	ask bytes "SET client_encoding = SQL_ASCII; CREATE TABLE IF NOT EXISTS odd (version text, name text); TRUNCATE odd;
		INSERT INTO odd VALUES ('20250101000000', 'a'), (E'\\xff\\xfe', E'\\xc3')"
	PGDATABASE=bytes run --separate-stderr mighook status --json
	equal "$status" 1
	equal "$(jq -r '.migrations[] | select(.state == "orphan") | .version' <<<"$output")" '\xFF\xFE'
}

@test "a view that unites tables: each is a source of its own" {
	ask hostile "CREATE OR REPLACE VIEW united AS SELECT version, name, 'Supabase' AS source
		FROM supabase_migrations.schema_migrations UNION ALL SELECT '0001', 'old', 'dragonfly_migrations'"
	history_is united
	run --separate-stderr mighook status
	equal "$status" 1
	contains "$output" 'Legacy: 1 applied. Supabase: 1 applied, 0 pending, 0 failed.'
	equal "$(grep -c '^History: *united$' <<<"$output")" 1
	run --separate-stderr mighook status --json
	equal "$(jq -c '[.sources[] | [.name, .applied]]' <<<"$output")" '[["Supabase",1],["dragonfly_migrations",1]]'
}

@test "a table's name as SQL writes it: quotes, dots, capitals" {
	ask hostile 'CREATE SCHEMA IF NOT EXISTS "My.Schema"; CREATE TABLE IF NOT EXISTS "My.Schema"."My ""Table" (version text);
		CREATE TABLE IF NOT EXISTS "Upper" (version text); TRUNCATE "Upper", "My.Schema"."My ""Table";
		INSERT INTO "My.Schema"."My ""Table" VALUES (20250101000000); INSERT INTO "Upper" VALUES (20250101000000)'
	for table in '"My.Schema"."My ""Table"' Upper '"Upper"' public.Upper; do
		history_is "$table"
		run mighook status
		equal "$status" 0
	done
	for table in a.b.c '"a' a. .a 'a"b' '""' '"a"b' "x; DROP TABLE y"; do
		history_is "$table"
		run --separate-stderr mighook status
		[ "$status" = 2 ] || [ "$table" = "x; DROP TABLE y" ] || fail "$table: $status"
		[ "$status" != 0 ] || fail "$table"
	done
	contains "$stderr" 'no table x; DROP TABLE y'
}

@test "what libpq is told of TLS reaches it" {
	python3 -c 'import socket, sys
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen()
open(sys.argv[1] + ".new", "w").write(str(s.getsockname()[1]))
import os; os.rename(sys.argv[1] + ".new", sys.argv[1])
while True:
    c, _ = s.accept()
    c.recv(8)
    c.send(b"N")
    c.recv(1)' "$BATS_TEST_TMPDIR/port" 3>&- &
	LISTENER=$!
	until [ -e "$BATS_TEST_TMPDIR/port" ]; do sleep 0.01; done
	for mode in require verify-full; do
		refuses 3 mighook status --timeout 2s \
			--db-url "postgresql://u:$SECRET@localhost:$(cat "$BATS_TEST_TMPDIR/port")/d?sslmode=$mode"
		contains "$stderr" 'server does not support SSL'
		PGSSLMODE=$mode refuses 3 mighook status --timeout 2s \
			--db-url "host=127.0.0.1 port=$(cat "$BATS_TEST_TMPDIR/port") dbname=d"
		contains "$stderr" 'server does not support SSL'
	done
}
