# `mighook gate`: what keeps a release back, asked of a real server.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() { postgres_start && database_create app; }
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	unset MIGRATION_VALIDATION_MODE
	postgres_environment
	scratch_environment
	export PGDATABASE=app
	new_repository r
	ask app 'DROP SCHEMA IF EXISTS supabase_migrations CASCADE; CREATE SCHEMA supabase_migrations;
		DROP TABLE IF EXISTS _migrations, migrations_history;
		CREATE TABLE supabase_migrations.schema_migrations
			(version text NOT NULL PRIMARY KEY, statements text[], name text)'
}

# local_files VERSION...: the migration VERSION_m.sql of each, committed.
local_files() {
	for version in "$@"; do put "supabase/migrations/${version}_m.sql"; done
	git add supabase
	git commit -q --no-verify -m migrations
}

# recorded VERSION...: a row of each; those of files have their name.
recorded() { rows_named m "$@"; }

# unknown VERSION...: rows that nobody can take for those of a file.
unknown() { rows_named gone "$@"; }

rows_named() {
	ask app "INSERT INTO supabase_migrations.schema_migrations SELECT version, NULL, '$1' FROM unnest('{$(IFS=,; echo "${*:2}")}'::text[]) version"
}

# policy [RULES]: names of any digits, so that 4 and 14 of them may stand together.
policy() {
	stage .mighook.yaml "version: 1
sets:
  - path: supabase/migrations
    runner: supabase
    name: '^(?<version>\\d+)_(?<description>[a-z0-9_]+)\\.sql\$'
    manifest: supabase/manifest.yaml
rules: {$1}"
}

manifest() {
	stage supabase/manifest.yaml "$1"
}

# gate STATUS FAILURES [ARGUMENTS]: `CHECK VERSION` of each failure, in the order of the report.
gate() {
	local expected=$1 failures=$2
	shift 2
	run --separate-stderr mighook gate --json "$@"
	equal "$status $stderr" "$expected ${said-}"
	[ "$expected" = 0 ] && ok=true || ok=false
	equal "$(jq -r '"\(.ok) " + ([.failures[] | "\(.check) \(.version)"] | join(","))' <<<"$output")" "$ok $failures"
}

# refused PART [ARGUMENTS]: exit 2, nothing on standard output.
refused() {
	local part=$1
	shift
	run --separate-stderr mighook gate "$@"
	equal "$status$output" 2
	contains "$stderr" "$part"
}

@test "strict: each kind of failure by its own name, the oldest migration first" {
	ask app 'CREATE TABLE public._migrations (version text, checksum text, success boolean)'
	stage .mighook.yaml 'version: 1
sets:
  - {path: supabase/migrations, runner: supabase, history: [{table: supabase_migrations.schema_migrations}, {table: _migrations}]}'
	local_files 20250101000000 20250102000000 20250103000000 20250105000000 20250107000000
	merged supabase/migrations/20250102000000_same.sql
	recorded 20250102000000; unknown 20250104000000
	ask app "INSERT INTO _migrations VALUES ('20250103000000', repeat('0', 64), true), ('20250105000000', NULL, false)"
	gate 1 'out-of-order 20250101000000,duplicate 20250102000000,edited 20250103000000,orphan 20250104000000,failed 20250105000000,pending 20250107000000'
	equal "$(jq -r '.mode, .failures[0].path, (.checks | join(" "))' <<<"$output")" 'strict
supabase/migrations/20250101000000_m.sql
pending out-of-order failed edited orphan mismatch duplicate'
	run mighook gate
	equal "$status" 1
	contains "$output" 'pending       supabase/migrations/20250107000000_m.sql is not applied'
	contains "$output" 'orphan        20250104000000 (gone) is applied, and there is no file'
	equal "${lines[-1]}" "gate failed: postgres@$PGHOST:5432/app, strict, 7 migrations: 1 pending, 1 out-of-order, 1 failed, 1 edited, 1 orphan, 1 duplicate"
	# one check, and what is out of order is not applied either
	gate 1 'orphan 20250104000000' --checks orphan
	gate 1 'edited 20250103000000,orphan 20250104000000' --checks edited --checks orphan
	gate 1 'pending 20250101000000,pending 20250107000000' --checks pending
	gate 0 '' --checks mismatch
}

@test "all is applied: exit 0, and one line that says so" {
	local_files 20250101000000 20250102000000
	recorded 20250101000000 20250102000000
	gate 0 ''
	gate 0 '' --checks migrations; gate 0 '' --checks status
	run mighook gate; equal "$output" "gate passed: postgres@$PGHOST:5432/app, strict, 2 migrations"
	stage .mighook.yaml 'version: 1
database: {environments: {prod: {url-env: PROD_URL}}}'
	PROD_URL="host=$PGHOST dbname=app" run mighook gate --env prod; equal "$output" 'gate passed: prod, strict, 2 migrations'
}

@test "versions of other lengths are compared as the runner does, never as numbers" {
	policy; local_files 0001 0319 20250101 20261105000000
	recorded 0001 0319 20261105000000
	# as a number 0319 would be older than 20250101, and 20250101 older than it by text
	gate 1 'out-of-order 20250101'
	gate 0 '' --since 20250102; gate 1 'out-of-order 20250101' --since 2025
	gate 1 'out-of-order 20250101' --since 0320
	policy 'version-out-of-order: off'
	gate 1 'pending 20250101'
	gate 1 'pending 20250101' --checks migrations
}

@test "since: the option, else the manifest's baseline; older orphans are nobody's" {
	policy; local_files 0001 0002 0003
	recorded 0001 0003; unknown 0000
	gate 1 'orphan 0000,out-of-order 0002'
	gate 1 'out-of-order 0002' --since 0002; equal "$(jq -r .mode <<<"$output")" since
	gate 0 '' --since 0003 --mode since
	refused 'there is no manifest supabase/manifest.yaml' --mode since
	manifest 'version: "1.0"'; refused 'supabase/manifest.yaml names no baseline' --mode since
	manifest 'baseline: "0003"'; gate 0 '' --mode since
	MIGRATION_VALIDATION_MODE=since gate 0 ''
	refused '--since: '"'next' is no version" --since next
	refused 'exclude each other' --since 0003 --mode strict
}

@test "manifest: what it requires, and nothing else" {
	policy; local_files 0001 0002 0003 0004
	recorded 0001 0003; unknown 0099
	manifest 'baseline: "0001"
required_migrations: ["0001", "0003_later"]'
	gate 0 '' --mode manifest; equal "$(jq -r .summary <<<"$output" | sed 's/.*, manifest/manifest/')" 'manifest, 2 migrations'
	manifest 'required_migrations: ["0001", "0003", "0004", "0005", "0099"]'
	gate 1 'pending 0005,pending 0004' --mode manifest
	equal "$(jq -r '.failures[].path' <<<"$output" | paste -sd,)" supabase/manifest.yaml,supabase/migrations/0004_m.sql
	manifest 'required_migrations: []'; refused 'supabase/manifest.yaml requires no migration' --mode manifest
	manifest 'required: []'; refused 'unknown key' --mode manifest
	git rm -qf supabase/manifest.yaml; refused 'there is no manifest' --mode manifest
	stage .mighook.yaml 'version: 1'; refused 'has no manifest' --mode manifest
}

@test "manifest: what was squashed is applied where its baseline is, and no part of it is left" {
	policy; local_files 0001 0320
	manifest 'required_migrations: ["0001", "0002", "0319", "0320"]
squash_points:
  - version: "0001_baseline_v1"
    replaces: ["0001", "0002", "...", "0319"]'
	gate 1 'pending 0002,pending 0319,pending 0001,pending 0320' --mode manifest
	recorded 0001 0320; gate 0 '' --mode manifest
	# the old history: it must have all that is required
	recorded 0002; gate 1 'pending 0319' --mode manifest
	recorded 0319; gate 0 '' --mode manifest
}

@test "the environment chooses a mode, the option wins; what is none is refused" {
	policy; local_files 0001 0002; recorded 0001
	manifest 'required_migrations: ["0001"]'
	gate 1 'pending 0002'
	MIGRATION_VALIDATION_MODE=manifest gate 0 ''
	MIGRATION_VALIDATION_MODE='' gate 1 'pending 0002'
	MIGRATION_VALIDATION_MODE=manifest gate 1 'pending 0002' --mode strict
	MIGRATION_VALIDATION_MODE=lax gate 1 'pending 0002' --since 0002
	MIGRATION_VALIDATION_MODE=Strict refused "MIGRATION_VALIDATION_MODE: 'Strict' is none of strict, manifest"
	refused "--mode: 'all' is none of strict, manifest, since, relaxed, hash" --mode all
	MIGRATION_VALIDATION_MODE=hash gate 1 'pending 0002' --mode strict
	refused 'did you mean pending?' --checks pendin; refused "--checks: '' is none of migrations" --checks ''
	refused 'how long may a migration take?' --checks max-exec
}

@test "--not-in: what the range adds may be pending, nothing else may" {
	local_files 20250101000000 20250102000000; recorded 20250101000000
	git checkout -qb work; local_files 20250103000000
	gate 1 'pending 20250102000000,pending 20250103000000'
	gate 1 'pending 20250102000000,pending 20250103000000' --any
	gate 1 'pending 20250102000000' --not-in main...HEAD
	recorded 20250102000000; gate 0 '' --not-in main...
	run mighook gate --not-in main...work; contains "$output" '3 migrations; 1 more pending, as it may be'
	# it is there already under another content: that is no pending one
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250103000000', ARRAY['SELECT 2'], 'm')"
	gate 1 'edited 20250103000000' --not-in main...HEAD
	refused 'with three dots' --not-in main..HEAD; refused 'exclude each other' --any --not-in main...HEAD
	refused "nowhere" --not-in nowhere...HEAD
}

@test "--max-exec: what took longer, in the tables that keep it" {
	local_files 20250101000000 20250102000000; recorded 20250101000000 20250102000000
	refused 'supabase_migrations.schema_migrations does not keep how long' --max-exec 30s
	refused 'is no duration' --max-exec soon
	ask app "CREATE TABLE migrations_history (migration_name text, applied_at timestamptz, execution_time interval);
		INSERT INTO migrations_history VALUES ('20250101000000_m', now(), '00:00:30'), ('20250102000000_m', now(), '00:01:10.5'),
			('20240101000000_gone', now(), NULL)"
	stage .mighook.yaml 'version: 1
sets:
  - {path: supabase/migrations, runner: supabase, history: [{table: supabase_migrations.schema_migrations}, {table: migrations_history}]}'
	kept_not='mighook: supabase_migrations.schema_migrations does not keep how long a migration took'
	said="$kept_not"$'\n''mighook: migrations_history does not say of 1 migration how long it took'
	gate 1 'max-exec 20250102000000' --max-exec 30s --checks max-exec
	contains "$(jq -r '.failures[0].message' <<<"$output")" '20250102000000_m took 70.500 s, more than 30.000 s'
	gate 0 '' --max-exec 71s --checks max-exec
	said=$kept_not gate 0 '' --max-exec 71s --checks max-exec --since 20250102000000
	run mighook gate --max-exec 2m; contains "$output" '20240101000000_gone'; lacks "$output" 'more than'
}

@test "formats: annotations on the files, Code Quality, a summary; others are refused" {
	local_files 20250101000000 20250102000000; ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000', ARRAY['SELECT 2'], 'm'), ('20250103000000', NULL, 'gone')"
	run mighook gate --format github --format gitlab=quality.json --format markdown=summary.md
	equal "$status" 1
	equal "$output" '::error file=supabase/migrations/20250101000000_m.sql,line=1,endLine=1,col=1,endColumn=1,title=edited::supabase/migrations/20250101000000_m.sql was edited after it was applied: not what was applied
::error file=supabase/migrations/20250102000000_m.sql,line=1,endLine=1,col=1,endColumn=1,title=pending::supabase/migrations/20250102000000_m.sql is not applied
::error title=orphan::20250103000000 (gone) is applied, and there is no file of it'
	equal "$(jq -r '.[] | "\(.check_name) \(.location.path)"' quality.json)" 'edited supabase/migrations/20250101000000_m.sql
pending supabase/migrations/20250102000000_m.sql
orphan .mighook.yaml'
	contains "$(<summary.md)" '| orphan | <code>20250103000000</code> |'; contains "$(<summary.md)" '3 migrations: 1 pending, 1 edited, 1 orphan'
	refused "'sarif' is none of text, json, github, gitlab, markdown" --format sarif; refused "'junit' is none" --format junit
}

@test "hostile names are shown, not obeyed" {
	local_files 20250101000000
	ask app "INSERT INTO supabase_migrations.schema_migrations VALUES (E'2\n::error::x', NULL, E'\x1b[31m|<b>')"
	run mighook gate; equal "$status" 1; equal "${#lines[@]}" 3
	lacks "$output" $'\x1b'
	run mighook gate --format github; lacks "$output" $'\n::error::x'
	run mighook gate --format markdown; lacks "$output" '<b>'
}

@test "the server is away, or there is no set: exit 2, never a gate that passes" {
	refused 'there is no migration folder here'
	local_files 20250101000000
	PGHOST=$PWD/nowhere refused ''
	cd ..; mkdir elsewhere; cd elsewhere; refused 'not inside a git repository'
}

@test "flyway: versions with dots, and what has none is always asked" {
	stage .mighook.yaml 'version: 1
sets: [{path: sql, runner: flyway}]'
	for name in V1.9__a V1.10__b R__views; do stage "sql/$name.sql"; done
	ask app 'DROP TABLE IF EXISTS flyway_schema_history; CREATE TABLE flyway_schema_history (installed_rank int, version text,
		description text, type text, script text, checksum int, installed_on timestamp, execution_time int, success boolean)'
	gate 1 'pending 1.9,pending 1.10,pending null'
	gate 1 'pending 1.10,pending null' --since 1.10; gate 1 'pending null' --since 2
	ask app "INSERT INTO flyway_schema_history VALUES (1, NULL, 'views', 'SQL', 'R__views.sql', NULL, now(), 31000, true)"
	gate 0 '' --since 2; gate 1 'max-exec null' --since 2 --max-exec 30s
	contains "$(jq -r '.failures[0].message' <<<"$output")" 'sql/R__views.sql took 31.000 s'
}

@test "a migration that the database has under another version is a mismatch, and no orphan besides" {
	policy; local_files 0001 0002; recorded 0001 0099
	gate 1 'mismatch 0002'; gate 1 'mismatch 0002' --checks mismatch; gate 0 '' --checks pending,orphan
	gate 1 'mismatch 0002' --since 0002
	manifest 'required_migrations: ["0001"]'; gate 0 '' --mode manifest
	manifest 'required_migrations: ["0002"]'; gate 1 'mismatch 0002' --mode manifest
}

@test "where nothing is asked nothing passes" {
	stage .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase}]'
	refused 'there is no migration in supabase/migrations'
	run --separate-stderr mighook verify; equal "$status$output" 2
	local_files 0001; recorded 0001
	refused 'no migration is of version 9999 or later' --since 9999
}
