# `mighook drift` finds what was changed on the live side: 200 single changes chosen at random, each on its
# own copy of the database; the first 40 of them, with MIGHOOK_TEST_ALL all.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() {
	local source=$MIGHOOK_SOURCE/tests/database
	postgres_start
	run_sql postgres "$source/every_object_roles.sql"
	database_create live_base
	run_sql live_base "$source/every_object.sql"
	run_sql live_base "$source/every_object_15.sql"
	python3 "$source/drift_at_random.py" 1 200 live_base >"$BATS_FILE_TMPDIR/changes.json"
}
teardown_file() { postgres_stop; }

setup() {
	local source=$MIGHOOK_SOURCE/tests/database
	setup_scratch
	postgres_environment
	new_repository r
	put prelude.sql "$(cat "$source/every_object_roles.sql")"
	put .mighook.yaml $'version: 1\nsets:\n  - path: migrations\n    prelude: prelude.sql'
	put migrations/20250101000000_all.sql "$(cat "$source/every_object.sql")"
	put migrations/20250102000000_newer.sql "$(cat "$source/every_object_15.sql")"
	git add -A
}

# drift_of DATABASE OPTION...: its report on standard output.
drift_of() {
	local database=$1 status=0
	shift
	mighook drift --against db --db-url "postgresql://postgres@/$database?host=$PGHOST" --format json "$@" || status=$?
	[ "$status" -lt 2 ]
}

@test "nothing is found where nothing was changed" {
	equal "$(drift_of live_base | jq -c '[.verdict, .objects]')" '["clean",[]]'
	equal "$(drift_of live_base --acl | jq -c '[.verdict, .objects]')" '["clean",[]]'
}

@test "each change is found at its object, and nothing else" {
	local change count=40 option
	[ -z "${MIGHOOK_TEST_ALL-}" ] || count=200
	equal "$(wc -l <"$BATS_FILE_TMPDIR/changes.json")" 200
	head -n "$count" "$BATS_FILE_TMPDIR/changes.json" >changes.json
	while read -r change; do
		option=$(jq -r 'if .acl then "--acl" else "--timeout=60s" end' <<<"$change")
		database_create live live_base
		jq -r .sql <<<"$change" | psql -Xq -d live -v ON_ERROR_STOP=1 --single-transaction -f - >/dev/null
		drift_of live "$option" >report.json || fail "no report of change $change"
		jq -c --argjson change "$change" '
			def keys_of: map({kind, name, change});
			(.objects | keys_of) as $said | $change + {said: $said,
				found: (.objects != []),
				right: (($said | sort) == ($change.expected | sort)),
				invented: ([$said[] | .name as $name | select(all($change.expected[]; .name != $name))] | length),
				verdict}' report.json >>judged.json
		database_drop live
	done <changes.json
	{
		echo '# | change | made | found | classified right | invented |'
		jq -rs '(group_by(.change)[], .) | "# | \(map(.change) | unique | if length == 1 then .[0] else "all" end) | \(length) | "
			+ "\(map(select(.found)) | length) | \(map(select(.right)) | length) | \(map(.invented) | add) |"' judged.json
	} >&3
	jq -r 'select((.right | not) or .verdict != "outside-change") | "# \(.number) \(.change): \(.sql)\n#   expected \(.expected)\n#   said \(.verdict) \(.said)"' judged.json >wrong
	cat wrong >&3
	equal "$(wc -l <judged.json)" "$count"
	[ ! -s wrong ]
}
