# Many files are read and judged by several threads at once: with the same findings as one by one.
bats_require_minimum_version 1.5.0
load ../support/common

setup() {
	setup_scratch
	new_repository r
}

# many FOLDER FROM TO SQL: as many migrations, with their number for each N of the SQL.
many() {
	local number
	mkdir -p "$1"
	for ((number = $2; number <= $3; number++)); do
		printf -- '-- Author: A\n-- Description: step %d\n%s\n' "$number" "${4//N/$number}" \
			>"$1/$(printf '2025%010d_step_%d.sql' $((101000000 + number)) "$number")"
	done
	git add -- "$1"
}

# by_set RULE: how many findings of the rule the JSON on stdin has, and in which folders.
by_set() {
	python3 -c '
import collections, json, sys
found = collections.Counter(
	d["path"].rsplit("/", 1)[0] for d in json.load(sys.stdin)["diagnostics"] if d["rule"] == sys.argv[1])
print(*(f"{path}:{count}" for path, count in sorted(found.items())))' "$1"
}

@test "check --all reads several large sets, each by its own rules" {
	many a/migrations 1 150 'CREATE TABLE aN (id bigint PRIMARY KEY);'
	many b/migrations 1 40 'CREATE TABLE IF NOT EXISTS bN (id bigint PRIMARY KEY);'
	many c/migrations 1 150 'CREATE TABLE `cN` (id int AUTO_INCREMENT);'
	many d/migrations 1 150 'CREATE TABLE dN (id bigint PRIMARY KEY);'
	many e/migrations 1 90 'DROP TABLE aN;'
	put .mighook.yaml 'version: 1
rules: {guard-missing: warning}
sets:
  - {path: a/migrations, runner: plain}
  - {path: b/migrations, runner: plain}
  - {path: c/migrations, runner: plain}
  - {path: d/migrations, runner: plain, dialect: other}
  - {path: e/migrations, runner: plain}'
	git add .mighook.yaml
	run -1 --separate-stderr mighook check --all --json
	equal "$(by_set guard-missing <<<"$output")" "a/migrations:150 e/migrations:90"
	equal "$(by_set sql-syntax <<<"$output")" ""
	contains "$stderr" "c/migrations: not PostgreSQL's SQL"
	contains "$stderr" "d/migrations: not PostgreSQL's SQL"
}

@test "rules on SQL are not asked where none is in force" {
	many supabase/migrations 1 150 'CREATE TABLE aN (id bigint PRIMARY KEY);'
	run -0 mighook check --all --rule header-missing --json
	equal "$(by_set guard-missing <<<"$output")" ""
}

@test "a blob that is gone ends the run while others are being read" {
	many supabase/migrations 1 200 'CREATE TABLE tN (id bigint PRIMARY KEY);'
	git commit -q --no-verify -m all
	id=$(git rev-parse :supabase/migrations/20250101000170_step_170.sql)
	rm -f ".git/objects/${id:0:2}/${id:2}"
	run -2 timeout 60 mighook check --all
	contains "$output" "$id"
}

@test "threads look things up in a catalog that is only kept" {
	many supabase/migrations 1 400 'CREATE TABLE IF NOT EXISTS tN (id bigint PRIMARY KEY, a text, b text);'
	git commit -q --no-verify -m merged
	stage supabase/migrations/20250601000000_one.sql 'SELECT 1;'
	mighook check --staged >/dev/null || [ $? = 1 ]
	[ -n "$(ls .git/mighook)" ]
	for number in $(seq 1 300); do
		put "supabase/migrations/2025070100$(printf '%04d' "$number")_next.sql" \
			"UPDATE t$number SET a = b; DELETE FROM t$((401 - number));"
	done
	git add supabase
	mighook check --staged --json >../kept || [ $? = 1 ]
	for _ in 1 2 3 4 5 6 7 8; do
		mighook check --staged --json >../again || [ $? = 1 ]
		cmp ../kept ../again
	done
	rm -r .git/mighook
	mighook check --staged --json >../anew || [ $? = 1 ]
	cmp ../kept ../anew
	equal "$(by_set rows-changed-without-where <../kept)" "supabase/migrations:600"
}
