# Real histories: the commits that violate are exactly the known ones, file for file.
load ../support/common

setup() {
	setup_scratch
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
}

# counts: for each commit of an audit's JSON with a merged-migration finding: id, modified, deleted.
counts() {
	awk '
		/^    {$/ { commit = "" }
		/^      "commit": / { gsub(/[",]/, ""); commit = $2; modified = deleted = 0 }
		/"rule": "merged-migration-modified"/ { modified++ }
		/"rule": "merged-migration-deleted"/ { deleted++ }
		/^    }/ { if (modified + deleted) print commit "\t" modified "\t" deleted; modified = deleted = 0 }
	' | sort
}

# agrees NAME: the audit of a corpus equals its table.
agrees() {
	local corpus=$MIGHOOK_CORPUS/$1
	git clone -q "$corpus/replay.bundle" -b main r 2>/dev/null
	local code=0
	mighook -C r audit --rev main --rule merged-migration-modified --rule merged-migration-deleted \
		--format json --policy "$corpus/policy.yaml" >audit.json || code=$?
	equal "$code" 1 # the history violates
	awk -F'\t' 'NR > 1 { print $1 "\t" $5 "\t" $6 }' "$corpus/violating_commits.tsv" | sort >expected
	[ -s expected ]
	diff expected <(counts <audit.json)
}

@test "liam: supabase, and prisma before it" { agrees liam; }
@test "minder: golang-migrate" { agrees minder; }
@test "crates.io: diesel" { agrees crates.io; }
@test "trigger.dev: prisma" { agrees trigger.dev; }

@test "a bare clone gives the same" {
	git clone -q --bare "$MIGHOOK_CORPUS/minder/replay.bundle" bare.git
	git clone -q "$MIGHOOK_CORPUS/minder/replay.bundle" -b main r
	diff <(mighook -C r audit --json --rev main --policy "$MIGHOOK_CORPUS/minder/policy.yaml") \
		<(mighook -C bare.git audit --json --rev main --policy "$MIGHOOK_CORPUS/minder/policy.yaml")
}

@test "migrations out of order and duplicate versions are those of the event tables" {
	# found RULE COLUMN...: those members of each of its findings in audit.json.
	found() {
		jq -r --arg rule "$1" '.commits[].diagnostics[] | select(.rule == $rule) | [.[$ARGS.positional[]]] | @tsv' \
			--args "${@:2}" <audit.json | sort -u
	}
	for name in liam minder trigger.dev crates.io; do
		rm -rf r; git clone -q "$MIGHOOK_CORPUS/$name/replay.bundle" -b main r
		mighook -C r audit --rule version-out-of-order --rule version-duplicate --format json \
			--policy "$MIGHOOK_CORPUS/$name/policy.yaml" >audit.json || [ $? = 1 ]
		# one finding for each migration, on its up file
		awk -F'\t' '$4 == "OOO" { sub(/down\.sql$/, "up.sql", $5); print $1 "\t" $5 }' \
			"$MIGHOOK_CORPUS/$name/events.tsv" | sort -u >expected
		diff expected <(found version-out-of-order commit path) || fail "$name: out of order"
		awk -F'\t' '$4 == "DUPVER" { print $1 }' "$MIGHOOK_CORPUS/$name/events.tsv" | sort -u >expected
		diff expected <(found version-duplicate commit) || fail "$name: duplicate"
	done
}

@test "--all-commits over the full merge topology judges no merge for what it brings" {
	git clone -q "$MIGHOOK_CORPUS/liam/replay.bundle" -b topo r
	mighook -C r audit --all-commits --format json --policy "$MIGHOOK_CORPUS/liam/policy.yaml" \
		--rule merged-migration-modified --rule merged-migration-deleted >audit.json || [ $? = 1 ]
	# each merge that is reported differs from all its parents in the path that is reported
	awk '/"path": / { gsub(/[",]/, ""); path = $2 }
		/^ +"commit": / { gsub(/[",]/, ""); if (path) print $2, path; path = "" }' audit.json >found
	[ -s found ]
	while read -r commit path; do
		for parent in $(git -C r rev-parse "$commit^@"); do
			[ "$(git -C r rev-parse -q --verify "$commit:$path")" != "$(git -C r rev-parse -q --verify "$parent:$path")" ] ||
				fail "$commit took $path from $parent"
		done
	done <found
}
