# A PostgreSQL server of a test file's own. PostgreSQL refuses to be run by root: there it runs as
# an unprivileged user. It has no TCP port and lives in a folder under TMPDIR, or under /tmp if that
# is long: the path of a socket may have no more than 107 bytes.
#
#     setup_file() { postgres_start; }
#     teardown_file() { postgres_stop; }
#     setup() { setup_scratch; postgres_environment; }
#
# In MIGHOOK_POSTGRES_CACHE, if it is set, lies what initdb made the first time.

POSTGRES_INITDB=(--no-sync --no-locale -E UTF8 -U postgres --auth=trust --wal-segsize=1)
# Nothing of it has to survive a crash.
POSTGRES_SETTINGS=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off
	-c wal_level=minimal -c max_wal_senders=0 -c listen_addresses= -c shared_buffers=32MB
	-c max_connections=20 -c autovacuum=off -c max_worker_processes=0 -c jit=off
	-c logging_collector=off -c timezone=UTC -c max_wal_size=256MB -c checkpoint_timeout=1h)

# postgres_programs: POSTGRES_PROGRAMS, or the folder of the newest server's programs. Debian does not
# put them on PATH.
postgres_programs() {
	local folder=${POSTGRES_PROGRAMS-}
	[ -z "$folder" ] || {
		printf '%s\n' "$folder"
		return
	}
	folder=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5n | tail -n 1)
	[ -x "$folder/postgres" ] || {
		echo 'no PostgreSQL server in /usr/lib/postgresql: apt install postgresql' >&2
		return 1
	}
	printf '%s\n' "$folder"
}

# postgres_user: whom the server runs as.
postgres_user() {
	if [ "$(id -u)" != 0 ]; then
		id -un
	elif id postgres >/dev/null 2>&1; then
		echo postgres
	else
		echo nobody
	fi
}

# as_postgres_user COMMAND...: replaces the calling shell; the command dies with its parent.
as_postgres_user() {
	local drop=()
	[ "$(id -u)" != 0 ] || drop=(--reuid "$(postgres_user)" --regid "$(id -g "$(postgres_user)")" --clear-groups)
	exec setpriv "${drop[@]}" --pdeathsig QUIT -- "$@"
}

# make_cluster FOLDER: FOLDER/data, a new cluster of databases.
make_cluster() {
	local programs version template
	programs=$(postgres_programs) || return 1
	version=$("$programs/postgres" --version | tr -dc 'a-zA-Z0-9.')
	template=${MIGHOOK_POSTGRES_CACHE-}/$version-$(uname -m)-$(printf '%s' "${POSTGRES_INITDB[*]}" | cksum | tr -dc 0-9)
	if [ -n "${MIGHOOK_POSTGRES_CACHE-}" ] && [ -d "$template" ]; then
		cp -R "$template" "$1/data"
		chown -R "$(postgres_user)" "$1/data"
		chmod -R go= "$1/data"
		return
	fi
	(cd "$1" && as_postgres_user "$programs/initdb" -D "$1/data" "${POSTGRES_INITDB[@]}") >"$1/initdb.log" 2>&1 || {
		cat "$1/initdb.log" >&2
		return 1
	}
	if [ -n "${MIGHOOK_POSTGRES_CACHE-}" ]; then
		# Another test may do the same: the first to be renamed stays.
		mkdir -p "$MIGHOOK_POSTGRES_CACHE"
		cp -R "$1/data" "$template.$$" && mv -nT "$template.$$" "$template"
		rm -rf "$template.$$"
	fi
}

# serve FOLDER: runs the server until it ends or the caller's caller has gone, then removes FOLDER.
serve() {
	local programs postmaster=
	programs=$(postgres_programs) || return 1
	cd "$1" || return 1
	trap 'kill -QUIT $postmaster 2>/dev/null' TERM INT HUP
	(as_postgres_user "$programs/postgres" -D "$1/data" -k "$1" "${POSTGRES_SETTINGS[@]}") >"$1/log" 2>&1 &
	postmaster=$!
	echo "$postmaster" >"$1/postmaster"
	# A signal ends the first wait, the server the second.
	wait "$postmaster"
	while kill -0 "$postmaster" 2>/dev/null; do wait "$postmaster"; done
	cd /
	# The log of a server that never came up is read by postgres_start.
	[ ! -e "$1/up" ] || rm -rf "$1"
}

# postgres_start: a running server, known to PGHOST, PGUSER and PGDATABASE.
postgres_start() {
	local deadline=$((SECONDS + 30)) source above=${TMPDIR:-/tmp}
	source=$(realpath "${BASH_SOURCE[0]}")
	[ ${#above} -le 64 ] || above=/tmp
	POSTGRES_FOLDER=$(mktemp -d "$above/mighook-pg.XXXXXX") && export POSTGRES_FOLDER
	chown "$(postgres_user)" "$POSTGRES_FOLDER"
	make_cluster "$POSTGRES_FOLDER" || {
		rm -rf "$POSTGRES_FOLDER"
		return 1
	}
	postgres_environment
	# bats waits for whoever has its descriptors.
	# shellcheck disable=SC2016 # expanded by the shell that is started
	setpriv --pdeathsig TERM -- bash -c '. "$1"; serve "$2"' serve "$source" "$POSTGRES_FOLDER" \
		</dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
	POSTGRES_KEEPER=$! && export POSTGRES_KEEPER
	until [ -S "$POSTGRES_FOLDER/.s.PGSQL.5432" ] && psql -Xqc '' 2>/dev/null; do
		if ! kill -0 "$POSTGRES_KEEPER" 2>/dev/null || [ $SECONDS -ge $deadline ]; then
			cat "$POSTGRES_FOLDER/log" >&2
			rm -rf "$POSTGRES_FOLDER"
			return 1
		fi
		sleep 0.01
	done
	: >"$POSTGRES_FOLDER/up"
}

# postgres_stop: the server and its folder are gone when it returns.
postgres_stop() {
	[ -n "${POSTGRES_KEEPER-}" ] || return 0
	kill "$POSTGRES_KEEPER" 2>/dev/null
	wait "$POSTGRES_KEEPER" 2>/dev/null
	rm -rf "$POSTGRES_FOLDER"
	unset POSTGRES_KEEPER
}

# postgres_environment: nothing of the caller's PG*, but the server that was started.
postgres_environment() {
	local name
	for name in $(compgen -e PG); do unset "$name"; done
	export PGHOST=$POSTGRES_FOLDER PGUSER=postgres PGDATABASE=postgres PGPORT=5432
	export PGOPTIONS='-c client_min_messages=warning'
}

# database_create NAME [TEMPLATE]
database_create() {
	psql -Xqc "CREATE DATABASE \"$1\" TEMPLATE \"${2-template0}\""
}

# database_drop NAME: whether it is there or not, and whoever is connected.
database_drop() {
	psql -Xqc "DROP DATABASE IF EXISTS \"$1\" WITH (FORCE)"
}

# run_sql DATABASE FILE: the whole file in one transaction; the first error ends it, undone.
run_sql() {
	psql -Xq -d "$1" -v ON_ERROR_STOP=1 --single-transaction -f "$2" >/dev/null
}

# ask DATABASE SQL: the answer, without a frame.
ask() {
	psql -XAtq -d "$1" -v ON_ERROR_STOP=1 -c "$2"
}

# scratch_environment: what mighook keeps to start its own servers with outlives the test.
scratch_environment() {
	export XDG_CACHE_HOME=${MIGHOOK_POSTGRES_CACHE-$BATS_FILE_TMPDIR}/cache
	mkdir -p "$XDG_CACHE_HOME"
}
