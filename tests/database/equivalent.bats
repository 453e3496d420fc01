#!/usr/bin/env bats
# What an author writes against what a server prints of it: never called different where it is the
# same, and seen where a part is another one.

load ../support/common
load ../support/postgres

setup_file() {
	postgres_start
	run_sql postgres "$MIGHOOK_SOURCE/tests/database/equivalent.sql"
}

teardown_file() {
	postgres_stop
}

setup() {
	setup_scratch
	postgres_environment
	grep -v '^#' "$MIGHOOK_SOURCE/tests/database/equivalent.tsv" >texts
}

# Lines of fields, each as it is: none of them is quoted.
fields="(FORMAT csv, DELIMITER E'\\t', QUOTE E'\\x01')"

# print_texts: reads FORM TAB AUTHOR TAB SQL; FORM TAB AUTHOR TAB what the server prints of SQL, where
# it takes it and prints something else of AUTHOR (or where the two are the same text).
print_texts() {
	psql -XAtq -v ON_ERROR_STOP=1 -c 'CREATE TEMP TABLE texts (form text, author text, sql text)' \
		-c "\\copy texts FROM pstdin WITH $fields" \
		-c "\\copy (SELECT form, author, p FROM (SELECT *, printed(form, sql) AS p FROM texts) AS t WHERE p IS NOT NULL AND (sql = author OR p <> printed(form, author))) TO pstdout WITH $fields"
}

# show VERDICT: the pairs that were given it.
show() {
	paste verdicts printed | grep "^$1" || true
}

@test "a text and what the server prints of it are never different" {
	awk -F'\t' '{ print $0 "\t" $2 }' texts | print_texts >printed
	# the server takes every text
	[ "$(wc -l <printed)" = "$(wc -l <texts)" ]
	"$MIGHOOK_TEST_BIN/compare_sql" <printed >verdicts
	show different
	[ "$(grep -c '^different' verdicts)" = 0 ]
	# `*` and the like are not known
	show unknown
	[ "$(grep -c "^unknown" verdicts)" -le 20 ]
}

@test "whichever of the two comes first" {
	awk -F'\t' '{ print $0 "\t" $2 }' texts | print_texts >printed
	"$MIGHOOK_TEST_BIN/compare_sql" <printed >verdicts
	awk -F'\t' '{ print $1 "\t" $3 "\t" $2 }' printed | "$MIGHOOK_TEST_BIN/compare_sql" >swapped
	cmp verdicts swapped
}

@test "a part that is another one makes a difference" {
	"$MIGHOOK_TEST_BIN/mutate_sql" <texts | sort -u >mutants
	print_texts <mutants >printed
	"$MIGHOOK_TEST_BIN/compare_sql" <printed >verdicts
	show same
	show unknown
	found=$(grep -c '^different' verdicts)
	all=$(wc -l <verdicts)
	echo "# $found of $all mutants seen" >&3
	[ "$all" -ge 1000 ]
	[ $((found * 100)) -ge $((all * 97)) ]
}
