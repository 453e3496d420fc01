# A PostgreSQL that lives no longer than the command (src/database/scratch*.c): whatever ends that,
# nothing of it is left after the next run. use_scratch does with it what it is told.
load ../support/common
load ../support/postgres

setup_file() {
	postgres_programs >/dev/null 2>&1 || return 0
	# The server's user must be able to enter it: bats' own folders are the user's alone.
	PLACE=/tmp
	[ ! -w /dev/shm ] || PLACE=/dev/shm
	PLACE=$(mktemp -d "$PLACE/mighook-test.XXXXXX") && export PLACE
	chmod 755 "$PLACE"
	# What initdb makes is there for all tests.
	mkdir "$PLACE/here"
	TMPDIR=$PLACE/here XDG_CACHE_HOME=$PLACE/cache "$MIGHOOK_TEST_BIN/use_scratch" version >/dev/null 2>&1
	CACHED=$(echo "$PLACE"/cache/mighook/postgres/*) && export CACHED
}

teardown_file() {
	[ -z "${PLACE-}" ] || rm -rf "$PLACE"
}

setup() {
	postgres_programs >/dev/null 2>&1 || skip 'no PostgreSQL server here'
	setup_scratch
	clear_postgres
	export TMPDIR=$PLACE/here XDG_CACHE_HOME=$PLACE/cache
	use_scratch=$MIGHOOK_TEST_BIN/use_scratch
	mkfifo "$BATS_TEST_TMPDIR/hold"
}

teardown() {
	[ -z "${program-}" ] || kill -KILL "$program" 2>/dev/null || true
	postgres_stop
}

clear_postgres() {
	local name
	for name in $(compgen -e PG); do unset "$name"; done
}

# use STEP...: what it prints; what it took is dropped.
use() {
	"$use_scratch" "$@" 2>"$BATS_TEST_TMPDIR/times" || {
		cat "$BATS_TEST_TMPDIR/times" >&2
		return 2
	}
}

# hold STEP...: starts the program, which does them and waits; $program is its process.
hold() {
	"$use_scratch" "$@" wait <"$BATS_TEST_TMPDIR/hold" >"$BATS_TEST_TMPDIR/held" 2>&1 3>&- &
	program=$!
	exec 7>"$BATS_TEST_TMPDIR/hold"
}

# until_printed TEXT: waits until the program that is held has printed it.
until_printed() {
	local deadline=$((SECONDS + 60))
	until grep -q "$1" "$BATS_TEST_TMPDIR/held"; do
		[ $SECONDS -lt $deadline ] || fail "it never printed: $1"
		sleep 0.01
	done
}

# let_go: the program that is held ends.
let_go() {
	exec 7>&-
	wait "$program" || true
	program=
}

# processes: those that run in a folder of ours.
processes() {
	find /proc/[0-9]*/cwd -maxdepth 0 -lname "$PLACE/*" 2>/dev/null || true
}

# nothing_runs: no process of a server is left within some seconds.
nothing_runs() {
	local deadline=$((SECONDS + 20))
	while [ -n "$(processes)" ]; do
		[ $SECONDS -lt $deadline ] || fail "still runs: $(processes)"
		sleep 0.01
	done
}

# no_folders: nothing is left in TMPDIR.
no_folders() {
	equal "$(ls -A "$TMPDIR")" ''
}

@test "databases are made, copied and dropped, and nothing is left" {
	run use version own create:a ask:a:'CREATE TABLE t AS SELECT 7 AS n' create:b:a ask:b:'SELECT n FROM t' \
		drop:a ask:b:'SELECT datname FROM pg_database WHERE datname IN ($$a$$, $$b$$)'
	equal "$status" 0
	equal "$(printf '%s\n' "${lines[@]:1}")" $'own\n7\nb'
	[ "${lines[0]}" -ge 130000 ]
	no_folders; nothing_runs
	# one that is there already is an error of the server's
	run use create:a create:a
	equal "$status" 2; contains "$output" 'database "a" already exists (SQLSTATE 42P04)'
	no_folders
}

@test "nothing called PG* reaches the server or a session" {
	export PGOPTIONS='-c search_path=pg_catalog' PGSERVICE=none PGDATABASE=none PGHOST=192.0.2.1 PGPORT=1 \
		PGUSER=none PGSSLMODE=require PGTZ=Europe/Berlin PGDATESTYLE=German PGTARGETSESSIONATTRS=standby \
		PGCHANNELBINDING=require PGCLIENTENCODING=latin1 PGDATA=/none PGAPPNAME=none
	equal "$(use create:a ask:a:"SELECT concat_ws('|', current_setting('search_path'), current_setting('TimeZone'),
		current_setting('DateStyle'), current_setting('client_encoding'), current_user, current_database())")" \
		'"$user", public|UTC|ISO, MDY|UTF8|postgres|a'
	# what pg_dump is told holds there, too, where the service is none
	unset PGSERVICE
	hold address:postgres; until_printed 'address:postgres'
	equal "$(psql "$(grep ^host= "$BATS_TEST_TMPDIR/held")" -XAtc 'SHOW search_path; SELECT current_user')" \
		$'"$user", public\npostgres'
	let_go
}

@test "the server runs for its user alone, without a port, and knows nothing of our environment" {
	LD_PRELOAD='' SECRET=hush hold ask:postgres:'SHOW data_directory'; until_printed 'ask:postgres'
	folder=$(grep -m1 "^$TMPDIR" "$BATS_TEST_TMPDIR/held"); folder=${folder%/data}
	equal "$(stat -c '%a %U' "$folder")" "700 $(postgres_user)"
	postmaster=$(head -n 1 "$folder/data/postmaster.pid")
	equal "$(stat -c %U "/proc/$postmaster")" "$(postgres_user)"
	equal "$(tr '\0' '\n' <"/proc/$postmaster/environ" | cut -d= -f1 | grep -vxE 'PATH|LC_ALL|TZ|LD_LIBRARY_PATH|PG_GRANDPARENT_PID|PGSYSCONFDIR|PGLOCALEDIR' || true)" ''
	equal "$(readlink "/proc/$postmaster/fd/0")" /dev/null
	# no socket but its own: neither ours nor the guard's
	equal "$(sed -n 's/^\(listen_addresses\).*/&/p' "$folder/data/postmaster.opts" | wc -l)" 0
	contains "$(cat "$folder/data/postmaster.opts")" '"listen_addresses="'
	equal "$(sed -n 6p "$folder/data/postmaster.pid")" ''
	let_go; nothing_runs; no_folders
}

@test "what initdb made is kept, and used only if nobody else may have touched it" {
	local kept=$BATS_TEST_TMPDIR/cache/mighook/postgres/${CACHED##*/}
	[ -d "$CACHED/data" ]
	mkdir -p "${kept%/*}"; chmod 700 "${kept%/*}"; cp -a "$CACHED" "$kept"
	export XDG_CACHE_HOME=$BATS_TEST_TMPDIR/cache
	equal "$(stat -c '%a %u' "$kept")" "700 $(id -u)"
	equal "$(find "$kept" ! -user "$(id -u)" -o -perm /077)" ''
	# It is what the server is started from. (As many bytes as before.)
	mark() { sed -i 's/^#work_mem = 4MB/ work_mem = 9MB/' "$kept/data/postgresql.conf"; }
	mark; equal "$(use ask:postgres:'SHOW work_mem')" 9MB
	# Others may write there: it is made anew.
	chmod g+w "$kept"; equal "$(use ask:postgres:'SHOW work_mem')" 4MB
	equal "$(stat -c %a "$kept")" 700
	mark; equal "$(use ask:postgres:'SHOW work_mem')" 9MB
	# Something is missing.
	rm "$kept/data/base/1/PG_VERSION"; equal "$(use ask:postgres:'SHOW work_mem')" 4MB
	[ -f "$kept/data/base/1/PG_VERSION" ]
	# A server does not come up from it.
	echo garbage >"$kept/data/PG_VERSION"
	printf '%s files, %s bytes\n' "$(find "$kept/data" -type f | wc -l)" \
		"$(find "$kept/data" -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d", sum }')" >"$kept/size"
	equal "$(use ask:postgres:'SHOW work_mem')" 4MB
	no_folders
}

@test "older ones are removed when a new one is kept, unless they are of use" {
	local store=$BATS_TEST_TMPDIR/cache/mighook/postgres key=${CACHED##*/}
	mkdir -p "$store"/{"${key:0:8}0123456789abcdef",0123456789abcdef01234567,fedcba98fedcba98fedcba98,new.abcdef,new.fedcba}
	chmod 700 "$store"
	touch -d '40 days ago' "$store/fedcba98fedcba98fedcba98"
	touch -d '1 hour ago' "$store/new.abcdef"
	XDG_CACHE_HOME=$BATS_TEST_TMPDIR/cache use version >/dev/null
	equal "$(find "$store" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort)" \
		"$(printf '%s\n' 0123456789abcdef01234567 "$key" new.fedcba | sort)"
}

@test "it works without a cache: none can be written, nobody has a home" {
	unset XDG_CACHE_HOME HOME
	if [ "$(id -u)" != 0 ]; then
		equal "$(use ask:postgres:'SELECT 1')" 1
	else
		# sudo: the home is another's
		mkdir "$BATS_TEST_TMPDIR/his"; chown nobody "$BATS_TEST_TMPDIR/his"
		equal "$(HOME=$BATS_TEST_TMPDIR/his use ask:postgres:'SELECT 1')" 1
		equal "$(ls -A "$BATS_TEST_TMPDIR/his")" ''
		# and an unprivileged user is his own server's
		cp "$use_scratch" "$PLACE/use_scratch"; mkdir "$PLACE/theirs"; chmod 777 "$PLACE/theirs"
		TMPDIR=$PLACE/theirs run setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups \
			"$PLACE/use_scratch" ask:postgres:'SELECT 2'
		equal "$status" 0; contains "$output" $'\n2\n'
		equal "$(ls -A "$PLACE/theirs")" ''
	fi
	no_folders
}

@test "ten at once, and each is alone" {
	local i
	at_once() {
		for i in "$@"; do
			use create:a ask:a:"SELECT $i" ask:postgres:'SELECT count(*) FROM pg_database' >"out$i" 3>&- &
		done
		wait
		for i in "$@"; do equal "$(cat "out$i")" "$i"$'\n4'; done
	}
	export XDG_CACHE_HOME=$BATS_TEST_TMPDIR/cache
	at_once 0 1 # initdb in each
	at_once 0 1 2 3 4 5 6 7 8 9
	equal "$(ls "$XDG_CACHE_HOME/mighook/postgres")" "${CACHED##*/}"
	no_folders; nothing_runs
}

# no_locked: the same, but for what was killed before its folder had a lock: that stays ten seconds.
no_locked() {
	local deadline=$((SECONDS + 20))
	# the guard removes it when the server has gone
	until [ -z "$(find "$TMPDIR" -mindepth 1 -maxdepth 1 ! -name 'mighook-unlocked.*')" ]; do
		[ $SECONDS -lt $deadline ] || fail "$(find "$TMPDIR" -mindepth 1 -maxdepth 1)"
		sleep 0.05
	done
	rm -rf "$TMPDIR"/mighook-unlocked.*
}

# killed WHOM DELAY: runs the program and kills after so many seconds. `program`, its guard, or the
# server: all of them if more are named.
killed() {
	local signal=$1 delay=$2 victims
	hold create:a create:b:a ask:b:'SELECT 1'
	sleep "$delay"
	case $signal in
	everybody)
		victims=$(pgrep -P "$program" || true)
		# shellcheck disable=SC2046,SC2086 # processes
		kill -KILL "$program" $victims $(for victim in $victims; do pgrep -P "$victim"; done) 2>/dev/null ;;
	guard-too)
		# shellcheck disable=SC2046 # processes
		kill -KILL "$program" $(pgrep -P "$program") 2>/dev/null ;;
	*) kill -s "$signal" "$program" ;;
	esac || true
	let_go
}

@test "killed at any moment: nothing is left" {
	local signal delay
	for signal in INT TERM KILL; do
		for delay in 0 0.03 0.1; do
			killed $signal $delay
			nothing_runs
		done
	done
	no_locked
}

@test "killed with the guard at any moment: nothing is left after the next run" {
	local whom delay
	for whom in guard-too everybody; do
		for delay in 0.02 0.05 0.1 0.2; do
			killed $whom $delay
			nothing_runs
		done
	done
	XDG_CACHE_HOME=$PLACE/cache use version >/dev/null
	no_locked
}

@test "killed while initdb runs: nothing is left" {
	local signal delay
	unset XDG_CACHE_HOME; export HOME=/nonexistent
	for signal in INT KILL guard-too; do
		for delay in 0.1 0.25; do
			killed $signal $delay
			nothing_runs
		done
	done
	XDG_CACHE_HOME=$PLACE/cache use version >/dev/null
	no_locked
}

@test "the memory of a server that was killed does not pile up" {
	local folder memory
	hold ask:postgres:'SHOW data_directory'; until_printed 'ask:postgres'
	folder=$(grep -m1 "^$TMPDIR" "$BATS_TEST_TMPDIR/held")
	memory=$(sed -n 7p "$folder/postmaster.pid" | awk '{ print $2 }')
	ipcs -m -i "$memory" | grep -q shmid || ipcs -m | grep -qw "$memory"
	kill -KILL "$(head -n 1 "$folder/postmaster.pid")"
	let_go; nothing_runs; no_folders
	lacks "$(ipcs -m | awk '{ print " " $2 " " }')" " $memory "
	# the same where the next run has to do it
	hold ask:postgres:'SHOW data_directory'; until_printed 'ask:postgres'
	folder=$(grep -m1 "^$TMPDIR" "$BATS_TEST_TMPDIR/held")
	memory=$(sed -n 7p "$folder/postmaster.pid" | awk '{ print $2 }')
	# shellcheck disable=SC2046 # processes
	kill -KILL $(head -n 1 "$folder/postmaster.pid") $(pgrep -P "$program") "$program"
	let_go; nothing_runs
	[ -d "$folder" ]
	use version >/dev/null
	lacks "$(ipcs -m | awk '{ print " " $2 " " }')" " $memory "
	no_folders
}

@test "a long TMPDIR: the socket lies elsewhere, and goes too" {
	TMPDIR=$PLACE/$(printf 'long%.0s' {1..30})
	mkdir "$TMPDIR"
	hold ask:postgres:'SHOW data_directory' ask:postgres:'SHOW unix_socket_directories'; until_printed 'ask:postgres:SHOW unix'
	contains "$(cat "$BATS_TEST_TMPDIR/held")" "$TMPDIR/"
	socket=$(grep -m1 ^/tmp/mighook-scratch "$BATS_TEST_TMPDIR/held")
	[ -S "$socket/.s.PGSQL.5432" ]
	kill -KILL "$program"; let_go; nothing_runs
	for i in $(seq 500); do [ -e "$socket" ] || break; sleep 0.01; done
	[ ! -e "$socket" ]
	rmdir "$TMPDIR"
}

@test "no room, no permission, no server: said with what mends it" {
	TMPDIR=$PLACE/none run use version
	equal "$status" 2; contains "$output" "cannot make a folder for a PostgreSQL server in TMPDIR, $PLACE/none: No such file or directory"
	contains "$output" 'hint: TMPDIR=FOLDER names another one'
	unshare -m true 2>/dev/null || skip 'the rest needs a mount namespace of its own (unshare -m)'
	mkdir "$PLACE/full"
	memory=$(ipcs -m | awk '$6 == 0 { print $2 }' | sort)
	TMPDIR=$PLACE/full run unshare -m sh -c 'mount -t tmpfs -o size=2m,mode=1777 none "$TMPDIR" && exec "$@"' sh "$use_scratch" version
	equal "$status" 2; contains "$output" "does not work in $PLACE/full: "; contains "$output" 'No space left on device'
	contains "$output" 'hint: TMPDIR=FOLDER names a place with 256 MB free'
	# initdb's server crashes there: its memory goes, too (key: the number of its folder there, a small one)
	equal "$(comm -13 <(echo "$memory") <(ipcs -m | awk '$6 == 0 && $1 ~ /^0x000000/ { print $2 }' | sort))" ''
	PATH=/usr/bin:/bin run unshare -m sh -c 'mount -t tmpfs none /usr/lib/postgresql && exec "$@"' sh "$use_scratch" version
	equal "$status" 2; contains "$output" 'error: there is no PostgreSQL server on this machine'
	contains "$output" 'hint: apt install postgresql-15'; contains "$output" '--shadow-url'
	no_folders
}

@test "databases on a server that was given: dropped at the end, and those of a killed run by the next" {
	postgres_start; postgres_environment
	psql -Xqc 'CREATE ROLE maker LOGIN CREATEDB' -c 'CREATE ROLE reader LOGIN'
	ours() { ask postgres "SELECT count(*) FROM pg_database WHERE datname ~ '^mighook_'"; }
	url="host=$POSTGRES_FOLDER user=maker dbname=postgres"
	equal "$(PGTZ=Europe/Berlin use --shadow "$url" own create:a ask:a:'CREATE TABLE t AS SELECT 7 AS n' create:b:a \
		ask:b:"SELECT concat_ws('|', n, current_setting('TimeZone')) FROM t" drop:a \
		ask:b:"SELECT current_database() ~ '^mighook_[0-9a-f]{8}_b\$', pg_encoding_to_char(encoding), datcollate
			FROM pg_database WHERE datname = current_database()")" $'given\n7|UTC\nt\nUTF8\nC'
	equal "$(ours)" 0
	# A living one keeps its own, even if nobody is connected with it; a killed one does not.
	hold --shadow "$url" create:a; until_printed '^create:a'
	use --shadow "host=$POSTGRES_FOLDER user=maker dbname=template1" version >/dev/null
	equal "$(ours)" 1
	kill -KILL "$program"; let_go
	equal "$(ours)" 1
	for _ in $(seq 200); do
		[ "$(ask postgres "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")" = 0 ] && break
		sleep 0.02
	done
	use --shadow "host=$POSTGRES_FOLDER user=maker dbname=template1" version >/dev/null
	equal "$(ours)" 0
	run use --shadow "host=$POSTGRES_FOLDER user=reader dbname=postgres" create:a
	equal "$status" 2; contains "$output" 'permission denied to create database (SQLSTATE 42501)'
	contains "$output" 'hint: ALTER ROLE ... CREATEDB'
	equal "$(ls "$TMPDIR")" "${POSTGRES_FOLDER##*/}"
}
