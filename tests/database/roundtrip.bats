# `mighook drift --roundtrip`: up, down, and the schema is what it was before; and up again.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load replay

setup() {
	setup_scratch
	scratch_environment
}

# migration NUMBER UP [DOWN]: of golang-migrate; without DOWN it has no such file.
migration() {
	stage "db/migrations/$1_change.up.sql" "$2"
	[ "$#" = 2 ] || stage "db/migrations/$1_change.down.sql" "$3"
}

# roundtrip ARGUMENTS...: verdict, what does not come back and what fails, a line each, with the number
# of the migration; the text is in roundtrip.txt. The exit code is mighook's.
roundtrip() {
	local status=0
	mighook drift --format json=roundtrip.json --format text=roundtrip.txt --roundtrip "$@" || status=$?
	[ "$status" != 2 ] || return 2
	jq -r '.verdict, (.objects[] | [(.path | split("/")[-1]), .change, .kind, .name] | join(" ")),
		(.failures[] | [(.path | split("/")[-1]), .line, .sqlstate, .message] | join(" ")),
		(.skips[] | ["skipped", (.path | split("/")[-1]), .reason] | join(" "))' roundtrip.json
	return "$status"
}

@test "all of it comes back: one line, exit 0" {
	new_repository r
	migration 001 'CREATE TABLE team (id bigint PRIMARY KEY, kind varchar(9) CHECK (kind IN ('\''a'\'', '\''b'\'')));
		CREATE VIEW kinds AS SELECT kind FROM team WHERE kind IN ('\''a'\'', '\''b'\'');' 'DROP VIEW kinds; DROP TABLE team;'
	migration 002 'CREATE ROLE roundtrip_reader; GRANT SELECT ON team TO roundtrip_reader;
		ALTER TABLE team ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON team TO roundtrip_reader USING (true);' \
		'DROP POLICY p ON team; ALTER TABLE team DISABLE ROW LEVEL SECURITY; REVOKE SELECT ON team FROM roundtrip_reader;
		DROP ROLE roundtrip_reader;'
	# the server's own text of the view differs from what it was made of, and means the same
	migration 003 'DROP VIEW kinds;' \
		"CREATE VIEW kinds AS SELECT team.kind FROM team WHERE ((team.kind)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]));"
	run -0 --separate-stderr mighook drift --roundtrip all
	equal "$output" 'db/migrations: clean: 3 of 3 migrations taken back and executed again: no difference'
	equal "$stderr" ''
}

@test "what does not come back, with the down file; the next migration is judged on its own" {
	new_repository r
	migration 001 'CREATE ROLE roundtrip_maker; CREATE TABLE team (id int PRIMARY KEY, name text DEFAULT 1); CREATE INDEX by_name ON team (name);' \
		'DROP TABLE team; DROP ROLE roundtrip_maker; CREATE TABLE rest ();'
	migration 002 'ALTER TABLE team DROP COLUMN name;' 'ALTER TABLE team ADD COLUMN name varchar(9);'
	migration 003 'CREATE TABLE rest (id int);' 'DROP TABLE rest;'
	run -1 roundtrip all
	equal "$output" 'broken-chain
001_change.down.sql added table public.rest
002_change.down.sql changed column public.team.name
002_change.down.sql removed index public.by_name'
	equal "$(jq -c '.objects[1] | [.left_name, .left, .right_name, .right, .set, .path]' roundtrip.json)" \
		'["before","name text DEFAULT 1","after up and down","name character varying(9)","db/migrations","db/migrations/002_change.down.sql"]'
	contains "$(<roundtrip.txt)" 'db/migrations/002_change.down.sql
changed  column  public.team.name  (before and after up and down differ)'
	contains "$(<roundtrip.txt)" 'broken-chain: 3 of 3 migrations taken back and executed again: 3 differences'
	run -0 roundtrip 1
	equal "$output" clean
}

@test "columns that come back at the end are order-only, and not the rest of the chain's fault" {
	only_with_all
	new_repository r
	migration 001 'CREATE TABLE team (id int, name text, kind text);' 'DROP TABLE team;'
	migration 002 'ALTER TABLE team DROP COLUMN name;' 'ALTER TABLE team ADD COLUMN name text;'
	migration 003 "COMMENT ON TABLE team IS 'x';" 'SELECT 1;'
	migration 004 'ALTER TABLE team ADD COLUMN last int;' 'ALTER TABLE team DROP COLUMN last;'
	stage .mighook.yaml 'version: 1
rules: {schema-drift: {order-only: warning, comment-only: warning}}'
	run -0 roundtrip all
	equal "$output" 'broken-chain
002_change.down.sql order-only table public.team
003_change.down.sql comment-only table public.team'
}

@test "no down part, an empty one, one that refuses, one that fails" {
	new_repository r
	migration 001 'CREATE TABLE one (id int);'
	migration 002 'CREATE TABLE two (id int);' '-- nothing to be done'
	migration 003 'DROP TABLE one;' "DO \$\$ BEGIN RAISE EXCEPTION 'the rows of one are lost'; END \$\$;"
	migration 004 'CREATE TABLE four (id int);' $'DROP TABLE four;\nDROP TABLE five;'
	migration 005 'CREATE TABLE five (id int);' 'DROP TABLE five;'
	run -1 roundtrip all
	equal "$output" 'broken-chain
002_change.down.sql added table public.two
004_change.down.sql 2 42P01 it cannot be taken back: table "five" does not exist
skipped 001_change.up.sql there is no down part
skipped 003_change.up.sql the rows of one are lost'
	contains "$(<roundtrip.txt)" 'db/migrations/004_change.down.sql:2:'
	contains "$(<roundtrip.txt)" '[replay-failed]'
	contains "$(<roundtrip.txt)" 'no way back: db/migrations/003_change.up.sql: the rows of one are lost'
	contains "$(<roundtrip.txt)" '3 of 5 migrations taken back and executed again, 2 without a way back: 1 failure, 1 difference'
	git rm -qf db/migrations/00[245]*
	run -2 mighook drift --roundtrip all
	contains "$output" 'none of these migrations has a down part: nothing was proven'
}

@test "a migration that cannot be executed again after its down part; one that fails at once" {
	new_repository r
	migration 001 'CREATE ROLE roundtrip_stays;' '-- roles are the server'\''s'
	migration 002 'CREATE TABLE team (id int);' 'DROP TABLE team;'
	run -1 roundtrip all
	equal "$output" 'broken-chain
001_change.up.sql 1 42710 executed again, after its down part: role "roundtrip_stays" already exists'
	equal "$(jq -r '.failures[0].hint' roundtrip.json)" 'its down part has to take it away'
	migration 003 'CREATE TABLE team (id int);' 'DROP TABLE team;'
	migration 004 'SELECT 1;' 'DROP TABLE nowhere;'
	run -1 roundtrip 2
	equal "$output" 'broken-chain
003_change.up.sql 1 42P07 relation "team" already exists'
}

@test "the row that a migration writes of itself goes with it" {
	new_repository r
	stage .mighook.yaml 'version: 1
sets:
  - path: db/migrations
    runner: golang-migrate
    history: [{adapter: migrations_history}]'
	migration 001 'CREATE TABLE migrations_history (id serial PRIMARY KEY, migration_name text NOT NULL UNIQUE, applied_at timestamptz DEFAULT now(), rollback_applied boolean DEFAULT false);' \
		'DROP TABLE migrations_history;'
	migration 002 "CREATE TABLE one (id int); INSERT INTO migrations_history (migration_name) VALUES ('002_change') ON CONFLICT DO NOTHING;" \
		'DROP TABLE one;'
	migration 003 "CREATE TABLE three (id int); INSERT INTO migrations_history (migration_name) VALUES ('003_change');" \
		"DROP TABLE three; DELETE FROM migrations_history WHERE migration_name = '003_change';"
	migration 004 'CREATE TABLE four (id int);' \
		"DROP TABLE four; DELETE FROM migrations_history WHERE migration_name = '003_change';"
	migration 005 "INSERT INTO migrations_history (migration_name) VALUES ('005_change') ON CONFLICT (migration_name) DO UPDATE SET rollback_applied = false;" \
		"UPDATE migrations_history SET rollback_applied = true WHERE migration_name = '005_change';"
	run -1 roundtrip all
	equal "$output" 'broken-chain
002_change.down.sql added history row migrations_history: 002_change
004_change.down.sql removed history row migrations_history: 003_change'
}

@test "a down file with the version of the migration and another name" {
	new_repository r
	migration 001 'CREATE TABLE one (id int);' 'DROP TABLE one;'
	stage db/migrations/002_second.up.sql 'CREATE TABLE two (id int);'
	stage db/migrations/2_secnd.down.sql 'DROP TABLE one;'
	run -1 roundtrip all
	equal "$output" 'broken-chain
2_secnd.down.sql removed table public.one
2_secnd.down.sql added table public.two'
}

@test "sections of one file; a rollback outside the set" {
	only_with_all
	new_repository r
	stage .mighook.yaml "version: 1
sets:
  - {path: db/migrations, runner: dbmate}
  - {path: supabase/migrations, runner: supabase, prelude: none, down: 'rollback/{name}.sql'}"
	stage db/migrations/20250101000000_one.sql $'-- migrate:up\nCREATE TABLE one (id int);\n-- migrate:down\nDROP TABLE one;'
	stage db/migrations/20250101000001_two.sql $'-- migrate:up\nCREATE TABLE two (id int);\n-- migrate:down\nDROP TABLE three;'
	stage db/migrations/20250101000002_three.sql $'-- migrate:up\nCREATE TABLE three (id int);'
	stage db/migrations/20250101000003_four.sql $'-- migrate:up\nCREATE ROLE roundtrip_both;\n-- migrate:down\nDROP ROLE roundtrip_both;'
	stage supabase/migrations/20250101000000_one.sql 'CREATE ROLE roundtrip_both; CREATE TABLE one (id int);'
	stage rollback/20250101000000_one.sql 'DROP TABLE one CASCADE; DROP ROLE roundtrip_both; CREATE TABLE two (id int);'
	run -1 roundtrip all
	equal "$output" 'broken-chain
20250101000000_one.sql added table public.two
20250101000001_two.sql 4 42P01 it cannot be taken back: table "three" does not exist
skipped 20250101000002_three.sql there is no down part'
	equal "$(jq -r '.objects[] | .set + " " + .path' roundtrip.json)" 'supabase/migrations rollback/20250101000000_one.sql'
	run -1 mighook drift --roundtrip all --set db/migrations
	lacks "$output" supabase
}

@test "formats: the file of the finding; a given server; options that exclude each other" {
	new_repository r
	migration 001 'CREATE TABLE one (id int);' 'SELECT 1;'
	run -1 --separate-stderr mighook drift --roundtrip all --diff --format github --format markdown=report.md --format text=report.txt
	equal "${lines[0]}" '::error::Schema drift detected!'
	contains "${lines[1]}" '::error file=db/migrations/001_change.down.sql,'
	contains "${lines[1]}" 'schema-drift'
	contains "$(<report.md)" '| Change | Kind | Object | File |'
	contains "$(<report.md)" '| added | table | '
	contains "$(<report.md)" 'change&#46;down&#46;sql'
	contains "$(<report.txt)" '+CREATE TABLE public.one ('
	run -2 mighook drift --roundtrip none
	contains "$output" "'none' is no number of migrations"
	run -2 mighook drift --roundtrip 0
	run -2 mighook drift --roundtrip 1 --twice
	contains "$output" 'give one of them'
	run -2 mighook drift --roundtrip 1 --against db
	contains "$output" 'compares them with no database'
	run -2 mighook drift --roundtrip 1 --out folder
	contains "$output" '--format json=FILE'
	postgres_start
	run -1 env -u PGHOST mighook drift --roundtrip all --shadow-url "host=$POSTGRES_FOLDER user=postgres dbname=postgres" --format json
	equal "$(jq -r '.objects[].name' <<<"$output")" public.one
	equal "$(ask postgres "SELECT count(*) FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')")" 0
	postgres_stop
}

# comes_back CORPUS: of its newest migrations those do not come back that roundtrip.tsv lists, and as it
# says; with MIGHOOK_TEST_ALL of all of them.
comes_back() {
	local path runner _ newest status=0
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	git clone -q "$MIGHOOK_CORPUS/$1/replay.bundle" -b main tree
	read -r path runner _ < <(corpus_sets "$1")
	newest=$(ups "$runner" tree/"$path" | wc -l)
	[ -n "${MIGHOOK_TEST_ALL-}" ] || newest=4
	mighook -C tree drift --roundtrip "$newest" --policy "$MIGHOOK_CORPUS/$1/policy.yaml" --format json >roundtrip.json || status=$?
	equal "$status" 1
	jq -r '(.objects[] | [.path, ([.change, .kind, .name] | join(" "))]),
		(.failures[] | [.path, "fails at line \(.line): \(.sqlstate // "transaction left open")"]) | @tsv' roundtrip.json |
		LC_ALL=C sort | awk -F'\t' '$1 != path { if (path) print path "\t" what; path = $1; what = $2; next } { what = what "; " $2 }
			END { print path "\t" what }' >found
	# one name for both files of a migration
	ups "$runner" tree/"$path" | tail -n "$newest" | sed 's|^tree/||; s|up\.sql$|down.sql|' >tried
	awk -F'\t' -v corpus="$1" 'NR == FNR { tried[$1]; next } $1 == corpus && $2 in tried { print $2 "\t" $3 }' \
		tried "$MIGHOOK_SOURCE/tests/database/roundtrip.tsv" >expected
	echo "# | $1 | $(wc -l <tried) migrations tried | $(wc -l <found) do not come back |" >&3
	[ -s expected ]
	diff expected <(LC_ALL=C sort found) || fail "$1: not what roundtrip.tsv lists"
	equal "$(jq -c '.skips' roundtrip.json)" '[]'
}

@test "minder: the down files that do not restore the schema" { comes_back minder; }
@test "crates.io: the down files that do not restore the schema" { comes_back crates.io; }
