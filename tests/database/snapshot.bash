# What the server says of a snapshot: whether it is what the migrations beside it lead to.
# Loaded beside ../support/postgres and replay.

# kept COMMAND RUNNER PATH: the output of the command, which depends on the content of the path and on
# how the command works. It is run once; in MIGHOOK_POSTGRES_CACHE its output outlives the test.
kept() {
	local folder=${MIGHOOK_POSTGRES_CACHE-$BATS_FILE_TMPDIR}/kept file
	file=$folder/$({
		cat "$MIGHOOK_SOURCE"/tests/database/{replay.bash,snapshot.bash,prelude.sql,objects.sql}
		printf '%s\n' "$1" "$2" "$(postgres_programs)"
		find "$3" -type f -printf '/%P\t%p\n' | sort | while IFS=$'\t' read -r name path; do
			printf '%s\n' "$name"
			cat "$path"
		done
	} | sha256sum | cut -c1-40)
	if [ ! -s "$file" ]; then
		mkdir -p "$folder"
		"$@" >"$file.$$" && mv "$file.$$" "$file"
	fi
	cat "$file"
}

# objects_and_errors DATABASE ERRORS: {"errors": [lines of the file], "objects": [...]}
objects_and_errors() {
	objects_of "$1" | jq -c --rawfile errors "$2" '.errors = ($errors | split("\n") | map(select(. != "")))'
}

# replayed_objects RUNNER FOLDER: what its migrations lead to. That is dumped and loaded once, as a
# snapshot was: the server's text of an expression changes by that.
replayed_objects() {
	local scratch
	scratch=$(mktemp -d -p "$BATS_TEST_TMPDIR")
	database_drop replayed
	database_drop reloaded
	replay replayed "$1" "$2" >"$scratch/errors" && dump replayed >"$scratch/dump" &&
		load_dump reloaded "$1" "$scratch/dump" >"$scratch/lost" || return 1
	if [ -s "$scratch/lost" ]; then
		cat "$scratch/lost" >&2
		return 1
	fi
	objects_and_errors reloaded "$scratch/errors"
}

# dumped_objects RUNNER FILE: what is in a dump.
dumped_objects() {
	local errors
	errors=$(mktemp -p "$BATS_TEST_TMPDIR")
	database_drop snapshot
	load_dump snapshot "$1" "$2" >"$errors" || return 1
	objects_and_errors snapshot "$errors"
}

# server_verdict RUNNER FOLDER SNAPSHOT: {"failed": [...], "unread": [...], "differences": [...]}, the
# errors of the migrations, those of the snapshot, and what differences.jq says.
server_verdict() {
	kept replayed_objects "$1" "$2" >"$BATS_TEST_TMPDIR/replayed.json" || return 1
	kept dumped_objects "$1" "$3" >"$BATS_TEST_TMPDIR/snapshot.json" || return 1
	jq -n --slurpfile replayed "$BATS_TEST_TMPDIR/replayed.json" --slurpfile snapshot "$BATS_TEST_TMPDIR/snapshot.json" \
		"{failed: \$replayed[0].errors, unread: \$snapshot[0].errors,
		differences: ($(cat "$MIGHOOK_SOURCE/tests/database/differences.jq"))}"
}
