# Dumps of one schema by pg_dump of several major versions, from servers of several.
# Loaded beside ../support/postgres.

# versions: those that are here, in their order: this machine's, and what postgres_versions.sh made.
versions() {
	{
		own_version
		find "${MIGHOOK_POSTGRES_VERSIONS:-/nowhere}" -mindepth 2 -maxdepth 2 -name complete 2>/dev/null | sed 's,/complete$,,; s,.*/,,'
	} | sort -nu
}

own_version() { postgres_programs | sed 's,/bin$,,; s,.*/,,'; }

# why_not VERSION: the reason why it is not here.
why_not() {
	cat "${MIGHOOK_POSTGRES_VERSIONS:-/nowhere}/$1/missing" 2>/dev/null ||
		echo "MIGHOOK_POSTGRES_VERSIONS has none, see tests/support/postgres_versions.sh"
}

# client VERSION, server VERSION: the folder of its programs.
client() { if [ "$1" = "$(own_version)" ]; then postgres_programs; else echo "$MIGHOOK_POSTGRES_VERSIONS/$1/bin"; fi; }
server() { if [ "$1" = "$(own_version)" ]; then postgres_programs; else echo "$MIGHOOK_POSTGRES_VERSIONS/$1/server/bin"; fi; }

# dump_server VERSION FOLDER: starts a server of that version, loads the schema, and writes
# FOLDER/SERVER-CLIENT.sql for every client that is not older, FOLDER/SERVER-quoted.sql with every
# identifier quoted. From 15 on there is SERVER-CLIENT-15.sql too, of what 15 knows besides.
dump_server() {
	local other programs part source=$MIGHOOK_SOURCE/tests/database
	programs=$(server "$1")
	(as_postgres_user test -x "$programs/postgres") || {
		echo "$(postgres_user) may not enter $programs" >&2
		return 1
	}
	POSTGRES_PROGRAMS=$programs postgres_start || return 1
	run_sql postgres "$source/every_object_roles.sql" && database_create objects &&
		run_sql objects "$source/every_object.sql" || return 1
	for part in '' -15; do
		if [ -n "$part" ]; then
			[ "$1" -ge 15 ] || continue
			run_sql objects "$source/every_object_15.sql" || return 1
		fi
		for other in $(versions); do
			[ "$other" -lt "$1" ] ||
				"$(client "$other")/pg_dump" --schema-only -d objects >"$2/$1-$other$part.sql" || return 1
		done
		"$(client "$1")/pg_dump" --schema-only --quote-all-identifiers -d objects >"$2/$1-quoted$part.sql" || return 1
	done
	postgres_stop
}

# kept_dumps: the folder with what dump_server makes of all versions. In MIGHOOK_POSTGRES_CACHE it outlives
# the test.
kept_dumps() {
	local version folder
	folder=${MIGHOOK_POSTGRES_CACHE-$BATS_FILE_TMPDIR}/kept/dumps-$({
		cat "$MIGHOOK_SOURCE"/tests/database/{every_object*.sql,dump_versions.bash}
		for version in $(versions); do
			"$(client "$version")/pg_dump" --version
			"$(server "$version")/postgres" --version
		done
	} | sha256sum | cut -c1-40)
	if [ ! -d "$folder" ]; then
		mkdir -p "$folder.$$"
		for version in $(versions); do
			(
				trap postgres_stop EXIT
				dump_server "$version" "$folder.$$"
			) >&2 || return 1
		done
		mv -nT "$folder.$$" "$folder"
		rm -rf "$folder.$$"
	fi
	echo "$folder"
}
