# snapshot-out-of-sync finds what is wrong in a snapshot: 500 copies of snapshots that the server calls
# right, each with one thing removed or changed at random; of each way to do that to each base the first
# one is judged, with MIGHOOK_TEST_ALL all 500. liam's is the file in its repository; minder and
# crates.io have none, theirs are what pg_dump makes of their migrations.
load ../support/common
load ../support/postgres
load replay

BASES='liam minder crates.io'

setup_file() {
	[ -n "${MIGHOOK_CORPUS-}" ] || return 0
	postgres_start
	prelude_create
	cd "$BATS_FILE_TMPDIR" || return 1
	local base path runner snapshot arguments=()
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR
	for base in $BASES; do
		git clone -q "$MIGHOOK_CORPUS/$base/replay.bundle" -b main "$base"
		while read -r path runner snapshot; do
			[ ! -d "$base/$path" ] || break
		done < <(corpus_sets "$base")
		if [ "$snapshot" = - ]; then
			snapshot=schema.sql
			replay replayed "$runner" "$PWD/$base/$path"
			dump replayed >"$base/$snapshot"
			database_drop replayed
			git -C "$base" add "$snapshot"
		fi
		printf 'version: 1\nsets:\n  - path: %s\n    runner: %s\n    snapshot: %s\n' "$path" "$runner" "$snapshot" >"$base.yaml"
		printf '%s %s\n' "$runner" "$snapshot" >"$base.set"
		arguments+=("$base=$base/$snapshot")
	done
	python3 "$MIGHOOK_SOURCE/tests/database/mutate.py" 1 500 mutants "${arguments[@]}"
}
teardown_file() { postgres_stop; }
setup() {
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	setup_scratch
	postgres_environment
	cd "$BATS_FILE_TMPDIR" || return 1
}

# findings BASE: those of the index of its repository.
findings() {
	local status=0
	mighook -C "$1" --policy "$PWD/$1.yaml" check --all --rule snapshot-out-of-sync --format json || status=$?
	[ "$status" -lt 2 ]
}

@test "nothing is found in a snapshot that is right" {
	for base in $BASES; do
		equal "$base $(findings "$base" | jq -c .diagnostics)" "$base []"
	done
}

@test "of 500 mutants 98 of 100 are found, at the right object" {
	local base file runner snapshot count most=1
	[ -z "${MIGHOOK_TEST_ALL-}" ] || most=500
	equal "$(wc -l <mutants/mutants.json)" 500
	jq -s -c --argjson most "$most" 'group_by([.base, .kind, .action])[][:$most][]' mutants/mutants.json >judged.json
	count=$(wc -l <judged.json)
	[ "$count" -ge 70 ]
	while read -r file base; do
		read -r runner snapshot <"$base.set"
		git -C "$base" update-index --cacheinfo "100644,$(git -C "$base" hash-object -w "$PWD/mutants/$file.sql"),$snapshot"
		findings "$base" >"mutants/$file.json" || fail "mutant $file cannot be judged"
	done < <(jq -r '"\(.file) \(.base)"' judged.json)
	for base in $BASES; do
		read -r runner snapshot <"$base.set"
		git -C "$base" add "$snapshot"
	done
	jq -n -c --slurpfile mutants judged.json '
		([inputs | {key: (input_filename | sub(".*/"; "") | sub(".json$"; "")),
			value: [.diagnostics[] | .message + " " + (.hint // "")]}] | from_entries) as $messages
		| $mutants[] | .names as $names
		| .messages = $messages[.file | tostring]
		| .found = (if any(.messages[]; . as $message | all($names[]; . as $name | $message | contains($name))) then "right"
			elif .messages == [] then "silent" else "elsewhere" end)' mutants/[0-9]*.json >found.json
	{
		echo '# | kind | mutants | at the right object | elsewhere | not found |'
		jq -rs '(group_by(.kind)[], .) | . as $rows
			| "# | \(map(.kind) | unique | if length == 1 then .[0] else "all" end) | \(length) | "
			+ (["right", "elsewhere", "silent"] | map(. as $f | $rows | map(select(.found == $f)) | length | tostring) | join(" | ")) + " |"' found.json
	} >&3
	jq -c 'select(.found != "right") | {file, base, kind, action, names, messages: .messages[:3]}' found.json >missed
	equal "$(wc -l <found.json)" "$count"
	sed 's/^/# not found: /' missed >&3
	[ "$(wc -l <missed)" -le $((count / 50)) ] || fail "$(wc -l <missed) mutants are not found:"$'\n'"$(head -n 40 missed)"
}

# That a mutant is wrong is not taken for granted. A sample; with MIGHOOK_TEST_ALL all of them.
@test "the server too calls the mutants wrong" {
	local base file runner snapshot every=50 before=''
	[ -z "${MIGHOOK_TEST_ALL-}" ] || every=1
	jq -c "select(.file % $every == 0)" mutants/mutants.json | jq -s 'sort_by(.base)[]' -c >sample.json
	while read -r file base; do
		read -r runner snapshot <"$base.set"
		if [ "$base" != "$before" ]; then
			database_drop right
			load_dump right "$runner" "$base/$snapshot" >/dev/null
			objects_of right >right.json
			before=$base
		fi
		database_drop wrong
		load_dump wrong "$runner" "mutants/$file.sql" >/dev/null
		objects_of wrong >wrong.json
		jq -n --slurpfile replayed right.json --slurpfile snapshot wrong.json -f "$MIGHOOK_SOURCE/tests/database/differences.jq" |
			jq -c --argjson mutant "$(jq -c "select(.file == $file)" sample.json)" '$mutant.names as $names
				| select(any(.[]; .name as $name | all($names[]; . as $part | $name | contains($part))) | not)
				| $mutant + {differences: .}'
	done < <(jq -r '"\(.file) \(.base)"' sample.json) >equivalent
	[ ! -s equivalent ] || fail "$(head -n 20 equivalent)"
}
