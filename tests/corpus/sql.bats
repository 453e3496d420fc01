# The real histories' SQL: what does not parse is what is known not to, and the walk of the parse tree
# finds what the library's own JSON has.
load ../support/common

setup() {
	setup_scratch
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
}

# syntax_errors FOLDER: path:line of each sql-syntax finding below it, whatever the runner.
syntax_errors() {
	(cd "$1" && mighook check --rule sql-syntax --format json . | awk '
		/"path":/ { sub(/^ *"path": "(\.\/)?/, ""); sub(/",$/, ""); path = $0 }
		/"line":/ { print path ":" $2 + 0 }' | sort)
}

@test "sql-syntax: exactly the files with a real bug, at its line" {
	for name in crates.io liam minder trigger.dev; do
		expected=$(awk -F'\t' '$4 == "REAL_BUG" { print $1 ":" $2 }' "$MIGHOOK_CORPUS/$name/parse_failures.tsv" | sort)
		found=$(syntax_errors "$MIGHOOK_CORPUS/$name/files")
		equal "$(cut -d: -f1 <<<"$found" | uniq)" "$(cut -d: -f1 <<<"$expected" | uniq)"
		# a file may have more than the first, which is all that is listed
		for place in $expected; do contains "$found" "$place"; done
	done
}

@test "the walk finds each statement, column, constant and call of pg_query_parse's JSON" {
	run bash -c "find '$MIGHOOK_CORPUS'/*/files -name '*.sql' -print0 | xargs -0 '$MIGHOOK_TEST_BIN/compare_walk'"
	equal "$status" 0
	# it compared something
	[ "$(sed -n 's/.* \([0-9]*\) constants.*/\1/p' <<<"$output" | awk '{ n += $1 } END { print n }')" -gt 300 ]
}
