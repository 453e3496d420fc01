# `mighook drift` finds what was changed on the live side: 200 single changes chosen at random, with
# MIGHOOK_TEST_ALL each on a copy of the database of its own; without, the first 20, those that have nothing
# to do with each other on one copy.
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
}
teardown_file() { postgres_stop; }

setup() {
	local source=$MIGHOOK_SOURCE/tests/database
	setup_scratch
	postgres_environment
	scratch_environment
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
	local changes count=20 group=.group option
	[ -z "${MIGHOOK_TEST_ALL-}" ] || count=200 group=.number
	python3 "$MIGHOOK_SOURCE/tests/database/drift_at_random.py" 1 "$count" live_base >changes.json
	equal "$(wc -l <changes.json)" "$count"
	jq -s -c "group_by($group)[]" changes.json >groups.json
	while read -r changes; do
		option=$(jq -r 'if .[0].acl then "--acl" else "--timeout=60s" end' <<<"$changes")
		database_create live live_base
		jq -r '.[].sql + ";"' <<<"$changes" | psql -Xq -d live -v ON_ERROR_STOP=1 --single-transaction -f - >/dev/null
		drift_of live "$option" >report.json || fail "no report of $changes"
		database_drop live
		# What is said of a change is what has its object's name; what nobody has is invented.
		jq -c --argjson changes "$changes" '
			([.objects[] | {kind, name, change}]) as $said | .verdict as $verdict
			| ([$changes[].expected[].name]) as $names
			| $changes[] | ([.expected[].name]) as $own
			| .said = [$said[] | select(.name as $name | any($own[]; . == $name))]
			| .found = (.said != []) | .right = ((.said | sort) == (.expected | sort) and $verdict == "outside-change")
			| .invented = [$said[] | select(.name as $name | all($names[]; . != $name))]' report.json >>judged.json
	done <groups.json
	{
		echo '# | change | made | found | classified right | invented |'
		jq -rs '(group_by(.change)[], .) | "# | \(map(.change) | unique | if length == 1 then .[0] else "all" end) | \(length) | "
			+ "\(map(select(.found)) | length) | \(map(select(.right)) | length) | \([.[].invented[]] | unique | length) |"' judged.json
	} >&3
	jq -r 'select((.right | not) or .invented != []) | "# \(.number) \(.change): \(.sql)\n#   expected \(.expected)\n#   said \(.said), invented \(.invented)"' judged.json >wrong
	cat wrong >&3
	equal "$(wc -l <judged.json)" "$count"
	[ ! -s wrong ]
}
