# What the server says of a snapshot: whether it is what the migrations beside it lead to.
# Loaded beside ../support/postgres and replay.

# server_verdict RUNNER FOLDER SNAPSHOT: {"failed": [...], "unread": [...], "differences": [...]}, the
# errors of the migrations, those of the snapshot, and what differences.jq says. Migrations are dumped and
# loaded once, as the snapshot was: the server's text of an expression changes by that.
# In MIGHOOK_POSTGRES_CACHE, if it is set, verdicts are kept by the content of all that they depend on.
server_verdict() {
	local key='' kept=/dev/null scratch
	if [ -n "${MIGHOOK_POSTGRES_CACHE-}" ]; then
		key=$({
			cat "$MIGHOOK_SOURCE"/tests/database/{replay.bash,snapshot.bash,prelude.sql,objects.sql,differences.jq}
			printf '%s\n' "$1" "$(postgres_programs)"
			find "$2" "$3" -type f -exec sha256sum {} + | sort
		} | sha256sum | cut -c1-40)
		kept=$MIGHOOK_POSTGRES_CACHE/verdicts/$key
		if [ -s "$kept" ]; then
			cat "$kept"
			return
		fi
	fi
	scratch=$(mktemp -d -p "$BATS_TEST_TMPDIR")
	replay replayed "$1" "$2" >"$scratch/failed" || return 1
	dump replayed >"$scratch/dump.sql"
	load_dump reloaded "$1" "$scratch/dump.sql" >"$scratch/lost" || return 1
	[ ! -s "$scratch/lost" ] || {
		cat "$scratch/lost" >&2
		return 1
	}
	load_dump snapshot "$1" "$3" >"$scratch/unread" || return 1
	objects_of reloaded >"$scratch/reloaded.json"
	objects_of snapshot >"$scratch/snapshot.json"
	jq -n --slurpfile replayed "$scratch/reloaded.json" --slurpfile snapshot "$scratch/snapshot.json" \
		-f "$MIGHOOK_SOURCE/tests/database/differences.jq" >"$scratch/differences"
	jq -n --rawfile failed "$scratch/failed" --rawfile unread "$scratch/unread" \
		--slurpfile differences "$scratch/differences" '{failed: ($failed | split("\n") | map(select(. != ""))),
			unread: ($unread | split("\n") | map(select(. != ""))), differences: $differences[0]}' >"$scratch/verdict"
	for _ in replayed reloaded snapshot; do database_drop "$_"; done
	if [ -n "$key" ]; then
		mkdir -p "${kept%/*}"
		cp "$scratch/verdict" "$kept.$$" && mv "$kept.$$" "$kept"
	fi
	cat "$scratch/verdict"
	rm -rf "$scratch"
}
