# `mighook status`: the migrations of the index side by side with what a real server has of them.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() {
	postgres_start
	database_create app
}
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	export PGDATABASE=app
	ask app 'DROP SCHEMA IF EXISTS supabase_migrations CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public'
	new_repository r
}

# supabase_table: as its CLI makes it.
supabase_table() {
	ask app 'CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations
		(version text NOT NULL PRIMARY KEY, statements text[], name text)'
}

# states: `VERSION STATE` of each migration that the JSON on stdin has, the oldest first.
states() { jq -r '.migrations | reverse | .[] | "\(.version) \(.state)"'; }

@test "applied, pending, orphan, edited: each by its name, the newest first" {
	supabase_table
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	merged supabase/migrations/20250102000000_b.sql 'CREATE TABLE b (id int);'
	merged supabase/migrations/20250104000000_d.sql 'CREATE TABLE d (id int);'
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES
		('20250101000000', ARRAY['CREATE TABLE a (id int)'], 'a'),
		('20250102000000', ARRAY['CREATE TABLE b (id bigint)'], 'b'),
		('20250103000000', ARRAY['SELECT 1'], 'c')"
	run --separate-stderr mighook status --json
	equal "$status" 1
	equal "$(states <<<"$output")" "20250101000000 applied
20250102000000 edited
20250103000000 orphan
20250104000000 pending"
	equal "$(jq -c '[.local_count, .pending_count, .sources]' <<<"$output")" \
		'[3,1,[{"name":"supabase","table":"supabase_migrations.schema_migrations","applied":3,"failed":0}]]'
	run mighook status
	contains "$output" '20250104000000  20250104000000_d.sql  PENDING'
	contains "$output" 'Supabase: 3 applied, 1 pending, 0 failed.'
}

@test "a table that is not there has applied nothing, and that is said" {
	merged supabase/migrations/20250101000000_a.sql
	run --separate-stderr mighook status --json
	equal "$status" 1
	equal "$(states <<<"$output")" '20250101000000 pending'
	contains "$stderr" 'no table supabase_migrations.schema_migrations'
}

@test "all applied: exit 0" {
	supabase_table
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000', NULL, 'a')"
	run mighook status
	equal "$status" 0
}

# record VERSION NAME [STATEMENT...]: a row of Supabase's table; without statements, NULL.
record() {
	local version=$1 name=$2 statements=NULL
	shift 2
	[ $# = 0 ] || statements=ARRAY[$(printf ",'%s'" "${@//\'/\'\'}" | cut -c2-)]
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('$version', $statements, '$name')"
}

reason() { # VERSION [OPTION...]
	mighook status --json | jq -r --arg version "$1" '.migrations[] | select(.version == $version).reason'
}

commit() { git commit -q --no-verify -m "$1"; }

short() { git rev-parse --short=10 "$1"; }

@test "an orphan: the commit that removed the file, also where a merge did; its statements" {
	supabase_table
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	merged supabase/migrations/20250102000000_b.sql 'CREATE TABLE b (id int);'
	git checkout -q -b side; merged supabase/migrations/20250103000000_c.sql 'CREATE TABLE c (id int);'
	git checkout -q main; merged other.txt
	git merge -q -s ours -m 'leave c out' side; git branch -q -D side
	git rm -q supabase/migrations/20250102000000_b.sql; commit "take b's table back"
	for n in a b c; do record "2025010$((36#$n - 9))000000" $n "CREATE TABLE $n (id int)"; done
	# whatever the user's git is set to
	git config log.showSignature true; git config log.diffMerges combined; git config diff.renames copies
	git config diff.relative true; git config core.quotePath true; git config color.ui always
	mkdir below; cd below
	equal "$(reason 20250102000000)" "removed by $(short HEAD) (2025-06-01, take b's table back): git restore -s $(short HEAD)^ -- supabase/migrations/20250102000000_b.sql; its 1 statement is in the table"
	equal "$(reason 20250103000000)" "removed by $(short HEAD~) (2025-06-01, leave c out): git show $(short HEAD~^2:supabase/migrations/20250103000000_c.sql) >supabase/migrations/20250103000000_c.sql; its 1 statement is in the table"
	cd ..
	git restore -s "$(short HEAD)^" -- supabase/migrations/20250102000000_b.sql
	equal "$(states < <(mighook status --json) | grep 0102)" '20250102000000 applied'
}

@test "an orphan: on a branch, in HEAD alone, or nowhere; hostile text in names" {
	supabase_table
	merged supabase/migrations/20250101000000_a.sql
	git checkout -q -b feature; merged supabase/migrations/20250102000000_b.sql
	git update-ref refs/remotes/origin/feature HEAD; git checkout -q main; git branch -q -D feature
	git rm -q --cached supabase/migrations/20250101000000_a.sql; rm supabase/migrations/20250101000000_a.sql
	record 20250101000000 a; record 20250102000000 b; record 20250103000000 $'c\e[31m\u202e' 'SELECT 1' 'SELECT 2'
	equal "$(reason 20250101000000)" 'HEAD has it, the index has not: git restore -SW -- supabase/migrations/20250101000000_a.sql'
	equal "$(reason 20250102000000)" 'on origin/feature, which is not merged here: supabase/migrations/20250102000000_b.sql'
	equal "$(reason 20250103000000)" 'no commit here has its file; its 2 statements are in the table'
	run mighook status
	lacks "$output" $'\e'; contains "$output" 'c\x1B[31m\xE2\x80\xAE'
	contains "$output" 'Orphan: in the database, not in local files;'
	# a shallow clone says why it knows nothing; where git cannot say, what was applied is still told
	git clone -q --depth 1 "file://$PWD" "$BATS_TEST_TMPDIR/shallow"; cd "$BATS_TEST_TMPDIR/shallow"
	contains "$(reason 20250103000000)" 'the history is cut off: git fetch --unshallow'
	put "$BATS_TEST_TMPDIR/bin/git" $'#!/bin/sh\ncase " $* " in *" log "*) exit 1 ;; esac\nexec '"$(command -v git) \"\$@\""
	chmod +x "$BATS_TEST_TMPDIR/bin/git"
	PATH=$BATS_TEST_TMPDIR/bin:$PATH run --separate-stderr mighook status --json
	equal "$status" 1; equal "$(jq -r '.migrations | length' <<<"$output")" 3
	contains "$stderr" 'git was not asked about orphans and edits: git log failed'
}

@test "edited: since which commit, and whether only comments were" {
	supabase_table
	stage .mighook.yaml 'extends: schema-snapshot'
	ask app 'CREATE TABLE _migrations (version text PRIMARY KEY, name text, checksum text, applied_at timestamp, success boolean)'
	file=supabase/migrations/20250101000000_a.sql
	merged $file 'CREATE TABLE a (id int);'
	record 20250101000000 a 'CREATE TABLE a (id int)'
	merged $file $'-- what it is for\nCREATE TABLE a (id int);'
	equal "$(states < <(mighook status --json)) $(reason 20250101000000)" \
		'20250101000000 applied only comments differ from what was applied'
	merged $file 'CREATE TABLE a (id bigint);'
	equal "$(reason 20250101000000)" "not what was applied; changed since $(short HEAD~) (2025-06-01, merged): git diff $(short HEAD~) -- $file"
	# a table of checksums knows no comments
	ask app "DELETE FROM supabase_migrations.schema_migrations; INSERT INTO _migrations VALUES ('20250101000000', 'a', '$(git show HEAD~:$file | sha256sum | cut -c1-64)', now(), true)"
	equal "$(reason 20250101000000)" "not what was applied; changed since $(short HEAD~) (2025-06-01, merged): git diff $(short HEAD~) -- $file"
	stage $file $'-- it is for this\n\nCREATE TABLE a\n(id int);'
	equal "$(states < <(mighook status --json)) $(reason 20250101000000)" \
		"20250101000000 edited not what was applied; only comments or blanks changed since $(short HEAD~) (2025-06-01, merged): git diff $(short HEAD~) -- $file"
	ask app "UPDATE _migrations SET checksum = repeat('0', 64)"
	equal "$(reason 20250101000000)" 'not what was applied; no commit here has that'
}

@test "--recover writes what was applied: git's file if it is that, else the statements" {
	supabase_table
	merged supabase/migrations/20250101000000_a.sql $'-- with its comment\nCREATE TABLE a (id int);'
	git rm -q supabase/migrations/20250101000000_a.sql; merged supabase/migrations/20250104000000_d.sql
	record 20250101000000 a 'CREATE TABLE a (id int)'
	record 20250102000000 b $'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$' $'SELECT \'it\'\'s\' -- so'
	record 20250103000000 c
	run --separate-stderr mighook status --recover 20250101000000
	equal "$status" 0; equal "$output" $'-- with its comment\nCREATE TABLE a (id int);'
	contains "$stderr" "supabase/migrations/20250101000000_a.sql as of $(short HEAD~)"
	mighook status -q --recover 20250102000000 >supabase/migrations/20250102000000_b.sql
	equal "$(cat supabase/migrations/20250102000000_b.sql)" $'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;\n\nSELECT \'it\'\'s\' -- so\n;'
	psql -Xq -v ON_ERROR_STOP=1 -f supabase/migrations/20250102000000_b.sql >/dev/null
	equal "$(states < <(mighook status --json) | grep 0102) $(reason 20250102000000)" '20250102000000 applied null'
	run -2 mighook status --recover 20250103000000
	contains "$output" 'keeps no statements'
	run -2 mighook status --recover 20250104000000
	contains "$output" "no table has a record of '20250104000000'"
}

@test "what to do, unless -q; only some states; their paths, the newest last" {
	supabase_table
	for n in 1 2 3 4; do merged "supabase/migrations/2025010${n}000000_t.sql" "SELECT $n;"; done
	record 20250102000000 t 'SELECT 22'; record 20250103000000 t
	run mighook status
	contains "$output" 'Pending: in local files, not in the database; to apply it: supabase migration up; if it was applied by hand: mighook baseline'
	contains "$output" 'Out of order: pending, and older than what is applied; to apply it all the same: supabase migration up --include-all'
	contains "$output" 'Edited: not what was applied;'; lacks "$output" 'Orphan:'
	lacks "$(mighook status -q)" 'Pending:'
	equal "$(mighook status --state pending,out-of-order --format paths)" 'supabase/migrations/20250101000000_t.sql
supabase/migrations/20250104000000_t.sql'
	equal "$(mighook status --state EDITED --json | jq -c '[.migrations[].state, .pending_count]')" '["edited",2]'
	run -2 mighook status --state pendign; contains "$output" "did you mean 'pending'?"
	run -2 mighook status --format sarif; contains "$output" 'none of text, json, paths'
	# by the date in the version, as this table does not say when
	equal "$(mighook status --since 2025-01-03 --format paths)" supabase/migrations/20250103000000_t.sql
	# every runner by its own command, and with what is left for it
	stage db/migrations/0001_a.sql $'-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;'
	contains "$(mighook status)" 'Supabase: 2 applied, 2 pending, 0 failed. dbmate: 0 applied, 1 pending, 0 failed.'
	git rm -rqf db
	stage .mighook.yaml 'sets: [{path: supabase/migrations, runner: dbmate}]'
	contains "$(mighook status)" 'to apply it: dbmate up'
}

@test "--since goes by when it was applied" {
	ask app "CREATE TABLE _migrations (version text PRIMARY KEY, name text, applied_at timestamptz, success boolean);
		INSERT INTO _migrations VALUES ('0001', 'a', '2025-06-01 11:30+00', true), ('0002', 'b', '2025-06-01 10:30+00', true), ('0003', 'c', '2025-05-30 10:30+00', true)"
	stage .mighook.yaml 'sets: [{path: m, runner: plain, history: [{adapter: _migrations}]}]'
	stage m/0001_a.sql; stage m/0002_b.sql; stage m/0003_c.sql
	equal "$(mighook status --since 1h --format paths)" m/0001_a.sql
	equal "$(mighook status --since 2025-06-01 --format paths)" $'m/0001_a.sql\nm/0002_b.sql'
	run -2 mighook status --since yesterday
}

@test "319 migrations with versions of 4, 8 and 14 digits: one order; a squash is due" {
	supabase_table
	mkdir -p supabase/migrations
	for n in $(seq 1 200); do echo "SELECT $n;" >"supabase/migrations/$(printf '%04d' "$n")_m.sql"; done
	for n in $(seq 1 28) $(seq 101 128); do echo "SELECT $n;" >"supabase/migrations/2025$(printf '%04d' $((n + 100)))_m.sql"; done
	for n in $(seq 1 63); do echo "SELECT $n;" >"supabase/migrations/20250101$(printf '%06d' "$n")_m.sql"; done
	git add .
	(cd supabase/migrations && LC_ALL=C printf '%s\n' * | cut -d_ -f1) >versions
	equal "$(wc -l <versions)" 319
	sed 's/$/\t\\N\tm/' versions | psql -Xqc 'COPY supabase_migrations.schema_migrations FROM STDIN'
	run mighook status
	equal "$status" 0; equal "${lines[-1]}" 'Supabase: 319 applied, 0 pending, 0 failed.'
	mighook status --json | jq -r '.migrations | reverse | .[].version' | diff - <(psql -XAtc 'SELECT version FROM supabase_migrations.schema_migrations ORDER BY version COLLATE "C"')
	# what it is worth to be told: an old file that is new, a day that is taken
	stage supabase/migrations/0201_late.sql
	stage supabase/migrations/20250101_twice.sql; stage supabase/migrations/20250101_again.sql
	equal "$(mighook status --json | jq -r '.migrations | reverse | .[] | select(.state != "applied") | "\(.name) \(.state)"')" '0201_late out-of-order
20250101_again duplicate
20250101_twice duplicate'
	record 1 first
	contains "$(reason 1)" 'no commit here has its file'
	git mv -f supabase/migrations/0001_m.sql supabase/migrations/00001_other.sql; contains "$(reason 1)" 'the same number as 00001_other'
	lacks "$(mighook status 2>&1)" squash
	echo 'rules: {migration-count: {max: 300}}' >.mighook.yaml
	contains "$(mighook status 2>&1)" 'supabase/migrations holds 322 migrations, more than 300: consider a squash'
}
