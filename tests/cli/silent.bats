# Statements that other linters say nothing about (silent.tsv), and the defects they have.
load ../support/common

setup() {
	setup_scratch
}

@test "each statement is reported by its rule" {
	local wrong='' count=0
	while IFS=$'\t' read -r rule statement; do
		[[ $rule == \#* ]] && continue
		sed 's/%\(  \|[A-Z]\)/\n\1/g' <<<"$statement" >case.sql
		mighook check --format json case.sql | rules_of | grep -qx "$rule" || wrong+="$rule: $statement"$'\n'
		count=$((count + 1))
	done <"$MIGHOOK_SOURCE/tests/cli/silent.tsv"
	equal "$wrong" ''
	[ $count -gt 40 ]
}

@test "a byte order mark is file-encoding's" {
	printf '\xef\xbb\xbfSELECT 1;\n' >case.sql
	contains "$(mighook check --format json case.sql | rules_of)" file-encoding
	lacks "$(mighook check --format json case.sql | rules_of)" sql-syntax
}

@test "lines and columns count from 1 in every format" {
	printf 'SELECT 1;\n  DROP TABLE orders;\n' >case.sql
	contains "$(mighook check case.sql)" 'case.sql:2:3: warning'
	run mighook check --format json case.sql; contains "$output" '"line": 2,'; contains "$output" '"column": 3,'
	contains "$(mighook check --format github case.sql)" 'line=2,'
}

@test "no escape codes into a pipe or under NO_COLOR" {
	echo 'DROP TABLE orders;' >case.sql
	lacks "$(mighook check case.sql)" $'\x1b'
	contains "$(mighook check --color always case.sql)" $'\x1b['
	command -v script >/dev/null || skip 'no script(1) here'
	script -qec true /dev/null </dev/null >/dev/null 2>&1 || skip 'no pseudo-terminal can be made here'
	contains "$(TERM=xterm script -qec 'mighook check case.sql' /dev/null </dev/null)" $'\x1b['
	lacks "$(TERM=xterm NO_COLOR=1 script -qec 'mighook check case.sql' /dev/null </dev/null)" $'\x1b['
}

@test "one file that is no text ends nothing, and a folder may be named" {
	mkdir folder; printf 'DROP TABLE a\xff\xfe\0;' >folder/1_bad.sql; echo 'DROP TABLE orders;' >folder/2_good.sql
	run mighook check folder; equal "$status" 1
	contains "$output" '1_bad.sql'; contains "$output" '2_good.sql:1:1: warning: table orders'
}

@test "findings and a broken policy have exit codes of their own" {
	echo 'DROP TABLE orders CASCADE;' >case.sql; run mighook check case.sql; equal "$status" 1
	echo 'rules: {table-droped: error}' >p.yaml
	run mighook check --policy p.yaml case.sql; equal "$status" 2
}

@test "ROLLBACK is understood" {
	printf 'BEGIN;\nROLLBACK;\nCREATE INDEX CONCURRENTLY i ON orders (id);\n' >case.sql
	lacks "$(mighook check --format json case.sql | rules_of)" not-transactional
}

@test "a syntax error hides no other finding" {
	printf 'DROP TABLE orders CASCADE;\nSELEC 1;\nTRUNCATE bills;\n' >case.sql
	run mighook check --format json case.sql
	for rule in drop-cascade sql-syntax rows-changed-without-where; do contains "$output" "\"$rule\""; done
}

@test "inside BEGIN nobody is told to write what may not stand there" {
	printf 'BEGIN;\nCREATE INDEX IF NOT EXISTS i ON orders (id);\nCOMMIT;\n' >case.sql
	run mighook check --format json case.sql; contains "$output" '"index-not-concurrent"'
	contains "$(sed -n '/index-not-concurrent/,/hint/s/.*"hint": //p' <<<"$output")" 'BEGIN'
}
