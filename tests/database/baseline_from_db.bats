# `mighook baseline --from-db`: a database whose migrations are lost, written down as the first one.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	scratch_environment
	export MIGHOOK_NOW=1748736000 # 2025-06-01 00:00:00
	database=b$BATS_TEST_NUMBER
	database_create "$database"
	new_repository r
}
teardown() { PGDATABASE=postgres database_drop "$database"; }

# production [SQL...]: the database of the document, changed by hand for years, with its history.
production() {
	for sql in "CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE \"order\" (id bigserial PRIMARY KEY, \"user\" text NOT NULL, state state DEFAULT 'new',
	kind varchar(9) CHECK (kind IN ('a', 'b')), made timestamptz DEFAULT now());
ALTER TABLE \"order\" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON \"order\" FOR SELECT USING (\"user\" = current_user);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.\"order\"';
CREATE VIEW open AS SELECT id, \"user\" FROM \"order\" WHERE state = 'new';
CREATE MATERIALIZED VIEW totals AS SELECT total() AS total;
INSERT INTO \"order\" (\"user\") VALUES ('somebody');" \
		"CREATE TABLE _migrations (version varchar(20) PRIMARY KEY, name text, applied_at timestamptz,
	checksum varchar(64), success boolean);
INSERT INTO _migrations SELECT '2024010100000' || i, 'lost', now(), NULL, true FROM generate_series(1, 3) i;" "$@"; do
		ask "$database" "$sql" >/dev/null
	done
}

policy() { stage .mighook.yaml 'extends: schema-snapshot'; }

from_db() { mighook baseline --from-db --db-url "dbname=$database" "$@"; }

# document_dump: with the flags of the document.
document_dump() {
	"$(postgres_programs)/pg_dump" "dbname=$database" --schema-only --schema=public --quote-all-identifiers \
		--no-owner --no-privileges \
		--exclude-schema='auth|extensions|graphql|graphql_public|net|pgbouncer|pgsodium|pgsodium_masks|realtime|supabase_functions|storage|pg_*|information_schema'
}

refused() {
	contains "$output" 'not proven: nothing was written'
	equal "$(git status --porcelain --untracked-files=all)" "$(git status --porcelain --untracked-files=no)"
}

@test "the first migration, the snapshot, drift clean, the history: as the next steps say it" {
	policy
	production
	run -0 from_db
	contains "$output" 'nothing was written: --write does it'; contains "$output" 'CREATE TABLE public."order" ('
	equal "$(git status --porcelain --untracked-files=all)" 'A  .mighook.yaml'
	run -0 from_db --write
	baseline=supabase/migrations/20250601000000_baseline_schema.sql
	contains "$output" "-- write    $baseline"; contains "$output" '-- write    schema.sql'
	contains "$output" 'proven: executed on an empty database it leads to the same schema'
	contains "$output" "git add $baseline schema.sql"
	contains "$output" 'mark it as applied: mighook baseline --db-url URL --only 20250601000000 --source _migrations --commit'
	contains "$output" '3 rows that no file is there for'
	for part in restrict 'CREATE SCHEMA' search_path _migrations somebody; do
		lacks "$(grep -v '^--' $baseline)" "$part"
	done
	contains "$(<$baseline)" 'REFRESH MATERIALIZED VIEW public.totals;'
	git add $baseline schema.sql
	run -0 mighook check --staged --fail-on error
	git commit -q --no-verify -m baseline
	run -0 mighook drift; contains "$output" 'clean: 1 migration, schema.sql: no difference'
	equal "$(mighook schema dump)" "$(<schema.sql)"
	mighook baseline --only 20250601000000 --source _migrations --commit --db-url "dbname=$database" >/dev/null
	run -0 mighook drift --against db --db-url "dbname=$database"; contains "$output" clean
	# a database that was empty gets the same
	database_create empty
	run_sql empty $baseline
	equal "$(ask empty 'SELECT total FROM totals')" 0
	database_drop empty
}

@test "the document's own dump: what is wrong with it as a migration, and that --from-db says the same" {
	policy
	production 'DROP TABLE _migrations'
	document_dump >dump.sql
	mkdir -p supabase/migrations
	cp dump.sql supabase/migrations/20250601000000_baseline_schema.sql
	run -1 mighook drift --format json
	equal "$(jq -r .verdict <<<"$output")" broken-chain
	contains "$(jq -r '.failures[].hint' <<<"$output")" 'mighook baseline --from-db'
	sed -i '/^\\\(un\)\?restrict /d' supabase/migrations/*.sql
	run -1 mighook drift; contains "$output" 'schema "public" already exists'
	sed -i '/^CREATE SCHEMA "public";$/d' supabase/migrations/*.sql
	cp dump.sql schema.sql
	run -0 mighook drift; contains "$output" clean
	rm supabase/migrations/*.sql
	from_db --write >/dev/null
	cp dump.sql schema.sql
	run -0 mighook drift; contains "$output" 'clean: 1 migration, schema.sql: no difference'
}

@test "a set that has migrations is refused, and what to do instead is said" {
	policy
	production
	stage supabase/migrations/20250101000000_first.sql 'CREATE TABLE first (id int);'
	run -2 from_db --write
	contains "$output" 'supabase/migrations has 1 migration: a baseline of the database would create again'
	contains "$output" 'mighook squash'; contains "$output" archive
	# archived, it is no more in the way
	mkdir archive; git mv supabase/migrations/20250101000000_first.sql archive/
	from_db --write >/dev/null
	run -2 from_db --write; contains "$output" 'has 1 migration'
}

@test "what an empty database cannot have: the reason, and nothing is written" {
	policy
	production 'CREATE ROLE only_here; CREATE POLICY theirs ON "order" TO only_here USING (true)'
	run -1 from_db --write
	contains "$output" 'role "only_here" does not exist'
	refused
	run -1 --separate-stderr from_db --write --json
	equal "$(jq -c '[.proven, .written, (.failures | length)]' <<<"$output")" '[false,false,1]'
	stage prelude.sql 'CREATE ROLE only_here;'
	run -0 from_db --write --prelude prelude.sql
	ask "$database" 'DROP POLICY theirs ON "order"; DROP ROLE only_here'
}

@test "names, headers and layouts are those of the policy and the runner" {
	only_with_all
	production 'DROP TABLE _migrations'
	stage .mighook.yaml 'extends: dated-policy'
	run -0 from_db --write --name 'of production'
	path=supabase/migrations/20250601_baseline_of_production.sql
	for part in '-- Migration: 20250601_baseline_of_production.sql' '-- Author: ' '-- Purpose: baseline of production' \
		'-- Rollback: Not applicable' 'BEGIN;' 'COMMIT;'; do
		contains "$(<$path)" "$part"
	done
	git add .; mighook drift -q; git reset -q --hard
	# what a rule asks of an author is allowed, what it finds in the schema is told
	stage .mighook.yaml 'extends: ci-writer'
	from_db --write >/dev/null
	git add .; run -0 mighook check --staged
	contains "$output" '0 errors'; lacks "$output" guard-missing; lacks "$output" grant-missing
	git reset -q --hard
	stage .mighook.yaml 'sets: [{path: p, runner: prisma}]'
	from_db --write >/dev/null
	equal "$(find p -type f | sort)" $'p/20250601000000_baseline_schema/migration.sql\np/migration_lock.toml'
	mighook drift -q; rm -r p
	stage .mighook.yaml 'sets: [{path: g, runner: goose}]'
	from_db --write >/dev/null
	contains "$(<g/20250601000000_baseline_schema.sql)" '-- +goose StatementBegin'
	mighook drift -q; rm -r g
	run -2 from_db --commit; contains "$output" '--from-db and --commit exclude each other'
	run -2 mighook baseline --write; contains "$output" '--write is for --from-db'
}

@test "one schema, with its privileges, and what lies in schemas of the platform" {
	only_with_all
	production 'DROP TABLE _migrations' 'CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid PRIMARY KEY, secret text);
		CREATE SCHEMA app; CREATE TABLE app.other (id int);
		CREATE TABLE profile (id uuid PRIMARY KEY REFERENCES auth.users); CREATE ROLE anon;
		GRANT SELECT ON profile TO anon'
	stage prelude.sql 'CREATE ROLE anon; CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid PRIMARY KEY);'
	stage .mighook.yaml 'sets: [{path: m, runner: golang-migrate, prelude: prelude.sql, acl: true}]'
	run -0 from_db --write --schema public
	baseline=$(cat m/*.sql)
	contains "$baseline" 'GRANT SELECT ON TABLE public.profile TO anon;'
	contains "$baseline" 'REFERENCES auth.users(id)'
	lacks "$baseline" 'app.other'; lacks "$baseline" 'secret'; lacks "$baseline" 'GRANT ALL'
	rm -r m; policy
	# where the platform grants more to every new table, that is not what this database has
	run -1 from_db --write --acl
	contains "$output" 'public.profile'
	run -0 from_db --write
	baseline=$(<supabase/migrations/20250601000000_baseline_schema.sql)
	contains "$baseline" 'CREATE TABLE app.other'; lacks "$baseline" 'secret'; lacks "$baseline" GRANT
	ask "$database" 'DROP OWNED BY anon; DROP ROLE anon'
}

@test "a table of the prelude that the database has otherwise" {
	policy
	production 'CREATE TABLE users (id int, x int)'
	stage prelude.sql 'CREATE TABLE public.users (id int);'
	run -1 from_db --write --prelude prelude.sql
	contains "$output" 'relation "users" already exists'
	refused
	stage prelude.sql 'CREATE TABLE public.users (id int, x int);'
	run -0 from_db --prelude prelude.sql
	lacks "$output" 'TABLE public.users'
}

@test "the database is only read" {
	policy
	production
	ask "$database" "ALTER DATABASE $database SET default_transaction_read_only = on"
	run -0 from_db
	equal "$(ask "$database" 'SELECT count(*) FROM pg_database WHERE datname ~ $$schema_|mighook$$')" 0
}

@test "--schema: that schema alone is written down, and what is in a constant stays as it is" {
	policy
	production "ALTER TABLE \"order\" ALTER \"user\" SET DEFAULT E'a\\r\\nb'; CREATE EXTENSION citext" \
		'CREATE SCHEMA "Other"; CREATE TABLE "Other".t (a citext)'
	run -0 from_db --write --schema public
	baseline=supabase/migrations/20250601000000_baseline_schema.sql
	contains "$(<$baseline)" 'CREATE TABLE public."order" ('
	lacks "$(<$baseline)" Other; lacks "$(<$baseline)" citext
	equal "$(grep -c $'DEFAULT \'a\r$' $baseline)" 1
	rm -r supabase
	run -2 from_db --schema other
	contains "$output" '--schema other: there is no such schema'
}
