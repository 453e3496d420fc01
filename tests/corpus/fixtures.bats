# Good and bad SQL that others have collected: fixtures.tsv says which rule each pair is about, and
# why where there is none.
load ../support/common

setup() {
	setup_scratch
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	fixtures=$MIGHOOK_CORPUS/../fixtures
	table=$MIGHOOK_SOURCE/tests/corpus/fixtures.tsv
}

# has_finding RULE: of the JSON on stdin.
has_finding() { rules_of | grep -qx "$1"; }

# verdict CASE RULE SIDE: of a file that was judged into ./json.
verdict() {
	case $3 in
	bad) has_finding "$2" <json || wrong+="$1: $2 is silent on the bad one"$'\n' ;;
	good) ! has_finding "$2" <json || wrong+="$1: $2 flags the good one"$'\n' ;;
	esac
}

@test "every case of the fixtures is listed" {
	diff <(cd "$fixtures" && ls -d diesel-guard/cases/* eugene/cases/* | sed -E 's,/cases,,; s/_(un)?safe$//' | sort -u) \
		<(cut -f1 "$table" | grep -v '^#' | sort)
	# where no rule corresponds the reason is given
	equal "$(awk -F'\t' '$2 == "-" && $3 == ""' "$table")" ''
}

@test "diesel-guard: unsafe is flagged, safe is not" {
	wrong='' count=0
	while IFS=$'\t' read -r case rule note; do
		[[ $case == diesel-guard/* ]] && [ "$rule" != - ] || continue
		for side in unsafe safe; do
			folder=$fixtures/diesel-guard/cases/${case#*/}_$side
			[ -d "$folder" ] || continue
			[[ $side == safe && $note == bad:* ]] && continue
			mighook check --rule "$rule" --format json "$folder/up.sql" >json || [ $? = 1 ]
			verdict "$case" "$rule" "$([ $side = safe ] && echo good || echo bad)"
			count=$((count + 1))
			# and as diesel would run it, where the case says how
			[ -e "$folder/metadata.toml" ] || continue
			rm -rf set; new_repository set >/dev/null; cp -r "$folder" ./m; mkdir migrations; mv m migrations/2025-01-01-000000_case; git add .
			mighook check --rule "$rule" --staged --format json >../json || [ $? = 1 ]
			cd ..; verdict "$case (diesel)" "$rule" "$([ $side = safe ] && echo good || echo bad)"
		done
	done <"$table"
	equal "$wrong" ''
	[ $count -gt 45 ] || fail "only $count cases"
}

# in_steps FILE: the migrations that its "-- N.sql" lines divide it into, all but the last merged.
in_steps() {
	local n last=1
	rm -rf steps; new_repository steps
	mkdir migrations
	awk '/^-- [0-9]+\.sql/ { n++ } { print > sprintf("migrations/%06d_step.up.sql", n) }' "$1"
	last=$(ls migrations | tail -n 1)
	git add . && git reset -q "migrations/$last"
	git commit -q --allow-empty -m merged && git add .
}

@test "eugene: of each file in steps the last is judged, the others are merged" {
	wrong='' count=0
	while IFS=$'\t' read -r case rule note; do
		[[ $case == eugene/* ]] && [ "$rule" != - ] || continue
		for side in bad good; do
			file=$fixtures/eugene/cases/${case#*/}/$side.sql
			[ -e "$file" ] || continue
			[[ $side == good && $note == bad:* ]] && continue
			in_steps "$file"
			mighook check --rule "$rule" --staged --format json >../json || [ $? = 1 ]
			cd ..; verdict "$case" "$rule" $side
			count=$((count + 1))
		done
	done <"$table"
	equal "$wrong" ''
	[ $count -gt 12 ] || fail "only $count cases"
}
