# That a squash changes nothing is proven before anything is written: the migrations as they are, and
# the baseline with what is left behind it, on two servers that live for a moment.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	scratch_environment
	new_repository r
}

# squash ARGUMENT...
squash() { mighook squash --approved-by 'A B' --reason 'it takes too long' "$@"; }

# refused ARGUMENT...: exit 1, and neither index nor worktree is touched.
refused() {
	run -1 squash --execute "$@"
	contains "$output" 'not proven: nothing was squashed'
	equal "$(git status --porcelain)" ''
}

# platform: a set on supabase's schemas, with what no dump of public has in it.
platform() {
	stage supabase/migrations/20250101000000_base.sql "CREATE ROLE reporting;
CREATE TABLE roles (id serial PRIMARY KEY, name text NOT NULL, made timestamptz DEFAULT now());
INSERT INTO roles (name) VALUES ('admin'), ('user');
CREATE MATERIALIZED VIEW filled AS SELECT count(*) AS roles FROM roles;
CREATE TABLE gone (id int);
INSERT INTO gone VALUES (1);
GRANT SELECT ON roles TO reporting;"
	stage supabase/migrations/20250102000000_more.sql "DROP TABLE gone;
CREATE TABLE profiles (id uuid PRIMARY KEY REFERENCES auth.users, kind varchar(9) CHECK (kind IN ('a', 'b')));
CREATE POLICY own ON profiles TO reporting, authenticated USING (id = auth.uid());
CREATE FUNCTION added() RETURNS trigger LANGUAGE plpgsql AS \$\$BEGIN INSERT INTO public.profiles (id) VALUES (new.id); RETURN new; END\$\$;
CREATE TRIGGER added AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION added();
CREATE POLICY files ON storage.objects FOR SELECT USING (bucket_id = 'b');
INSERT INTO storage.buckets (id, name) VALUES ('b', 'b');
ALTER PUBLICATION supabase_realtime ADD TABLE profiles;
SELECT setval('roles_id_seq', 100);"
	stage supabase/migrations/20250103000000_rest.sql 'ALTER TABLE roles ADD COLUMN label text;'
	git commit -q --no-verify -m migrations
}

# small: two migrations, and no platform.
small() {
	stage db/migrations/001_first.up.sql "CREATE TABLE team (id bigint PRIMARY KEY, name text NOT NULL);
INSERT INTO team VALUES (1, 'first');"
	stage db/migrations/002_second.up.sql "${1-ALTER TABLE team ADD COLUMN kind varchar(10) CHECK (kind IN ('a', 'b'));}"
	git commit -q --no-verify -m migrations
}

@test "the schema comes from the migrations; what no dump has is carried over, or named" {
	platform
	run -0 squash --upto 20250102000000 --execute
	contains "$output" '-- proven: supabase/migrations/20250102000000_baseline_v1.sql'
	contains "$output" 'supabase/migrations/20250101000000_base.sql:1: CREATE ROLE reporting;'
	contains "$output" "supabase/migrations/20250101000000_base.sql:3: INSERT INTO roles (name) VALUES ('admin'), ('user');"
	contains "$output" 'INSERT INTO gone VALUES (1); (left out: its table is dropped further down)'
	contains "$output" "supabase/migrations/20250102000000_more.sql:9: SELECT setval('roles_id_seq', 100);"
	contains "$output" '--keep-data carries it over'
	contains "$output" 'public.roles: rows 2, with the baseline 0'
	contains "$output" 'storage.buckets: rows 1, with the baseline 0'
	contains "$output" 'not carried over: 1 GRANT or REVOKE (--acl'
	lacks "$output" 'not checked'
	baseline=$(<supabase/migrations/20250102000000_baseline_v1.sql)
	for part in 'CREATE ROLE reporting;' 'CREATE TRIGGER added AFTER INSERT ON auth.users' \
		'CREATE POLICY files ON storage.objects' 'ALTER PUBLICATION supabase_realtime ADD TABLE ONLY public.profiles' \
		'REFRESH MATERIALIZED VIEW public.filled;'; do
		contains "$baseline" "$part"
	done
	# neither what the platform brings, nor what would outlive the file, nor what is not wanted
	for part in 'CREATE TABLE auth.' 'CREATE SCHEMA' 'search_path' restrict GRANT 'INSERT INTO roles'; do
		lacks "$baseline" "$part"
	done
	git commit -q -m squash
	run -0 mighook drift; contains "$output" 'clean'
	mighook check --all -q
}

@test "--keep-data: an empty database gets the same rows, but for values of the moment; acl: privileges" {
	platform
	merged .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase, acl: true}]'
	run -0 squash --upto 20250102000000 --keep-data --execute
	contains "$output" 'leads to the same schema and rows'
	contains "$output" 'not compared: public.roles.made, which differs from run to run'
	lacks "$output" 'GRANT or REVOKE'; lacks "$output" 'an empty database'
	baseline=$(<supabase/migrations/20250102000000_baseline_v1.sql)
	contains "$baseline" 'GRANT SELECT ON TABLE public.roles TO reporting;'
	lacks "$baseline" 'INTO gone'
	equal "$(sed -n '/^-- rows/,$p' <<<"$baseline")" "-- rows that the squashed migrations bring
-- from supabase/migrations/20250101000000_base.sql
INSERT INTO roles (name) VALUES ('admin'), ('user');
-- from supabase/migrations/20250102000000_more.sql
INSERT INTO storage.buckets (id, name) VALUES ('b', 'b');
SELECT setval('roles_id_seq', 100);
REFRESH MATERIALIZED VIEW public.filled;"
}

@test "the baseline is what was squashed, as a database executes it" {
	small
	squash --keep-data --execute >/dev/null
	database_create proven
	run_sql proven db/migrations/002_baseline_v1.up.sql
	equal "$(ask proven 'SELECT id, name, kind FROM team')" '1|first|'
	database_drop proven
}

@test "statements that fail on the schema at the end, or bring other rows: refused" {
	stage db/migrations/001_first.up.sql "CREATE TABLE team (id bigint PRIMARY KEY, name text DEFAULT 'early');
INSERT INTO team (id) VALUES (1);"
	stage db/migrations/002_second.up.sql "ALTER TABLE team ALTER COLUMN name SET DEFAULT 'later';"
	git commit -q --no-verify -m migrations
	refused --keep-data
	contains "$output" 'an empty database does not get the rows that it got before'
	contains "$output" 'public.team: rows 1, with the baseline 1, and others'
	stage db/migrations/003_third.up.sql 'ALTER TABLE team RENAME COLUMN id TO number;'
	git commit -q --no-verify -m third
	refused --keep-data
	contains "$output" 'with the baseline in their place: db/migrations/003_baseline_v1.up.sql:'
	contains "$output" 'column "id" of relation "team" does not exist'
	contains "$output" '--   INSERT INTO team (id) VALUES (1);'
	run -0 squash --execute
	contains "$output" 'db/migrations/001_first.up.sql:2: INSERT INTO team (id) VALUES (1);'
}

@test "a dump that is not what the migrations lead to: the objects are listed, nothing is written" {
	small
	cat >../dump.sql <<'SQL'
CREATE TABLE public.team (id bigint NOT NULL, name text);
ALTER TABLE ONLY public.team ADD CONSTRAINT team_pkey PRIMARY KEY (id);
CREATE TABLE public.stranger (id int);
SQL
	refused --dump ../dump.sql
	contains "$output" 'public.stranger (before: no; with the baseline: yes)'
	contains "$output" 'public.team.kind (before: yes; with the baseline: no)'
	contains "$output" 'public.team.name'
	run -1 squash --dump ../dump.sql --json
	equal "$(jq -c '[.proven, .executed, ([.differences[] | .change + " " + .name] | sort)]' <<<"$output")" \
		'[false,false,["added public.stranger","changed public.team.name","removed public.team.kind","removed public.team.team_kind_check"]]'
	run -0 squash --dump ../dump.sql --no-proof
	contains "$output" 'NOT PROVEN (--no-proof)'
	# one that fails
	echo 'CREATE TABLE public.team (id nonsense);' >../dump.sql
	refused --dump ../dump.sql
	contains "$output" 'type "nonsense" does not exist'; contains "$output" 'CREATE TABLE public.team (id nonsense);'
	# migrations that fail as they are
	stage db/migrations/003_broken.up.sql 'ALTER TABLE nowhere ADD COLUMN a int;'; git commit -q --no-verify -m broken
	refused --upto 2
	contains "$output" 'the migrations fail as they are: db/migrations/003_broken.up.sql:1'
}

@test "a dump of a live database, with every name quoted, is as good as the migrations" {
	only_with_all
	small
	database_create live
	cat db/migrations/*.sql >../all.sql; run_sql live ../all.sql
	"$(postgres_programs)/pg_dump" --schema-only --schema=public --quote-all-identifiers --no-owner --no-privileges \
		live >../dump.sql
	grep -q 'CREATE SCHEMA "public"' ../dump.sql
	run -0 squash --dump ../dump.sql --execute
	contains "$output" proven
	contains "$(<db/migrations/002_baseline_v1.up.sql)" 'CREATE TABLE "public"."team"'
	database_drop live
	git reset -q --hard
	# the runner's own table in it
	echo 'CREATE TABLE "public"."schema_migrations" ("version" bigint);' >>../dump.sql
	run -2 squash --dump ../dump.sql
	contains "$output" 'creates schema_migrations, which golang-migrate makes itself'
}

@test "a database that is named must be what its migrations lead to" {
	small
	database_create named
	cat db/migrations/*.sql >../all.sql; run_sql named ../all.sql
	ask named 'CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
		INSERT INTO schema_migrations VALUES (2, false)'
	run -0 squash --db-url dbname=named
	contains "$output" 'has applied all that is squashed'
	ask named 'CREATE INDEX by_hand ON team (name)'
	refused --db-url dbname=named
	contains "$output" 'has not the schema that its migrations lead to: outside-change'
	contains "$output" 'index public.by_hand (migrations: no; database: yes)'
	database_drop named
}

@test "without a server nothing is written; options that exclude each other" {
	only_with_all
	small
	run -2 squash --execute --shadow-url 'host=/nowhere dbname=x'
	equal "$(git status --porcelain)" ''
	run -2 squash --no-proof; contains "$output" '--no-proof needs --dump FILE'
	run -2 squash --no-proof --keep-data; contains "$output" 'exclude each other'
	run -2 mighook squash --history-only --keep-data
	contains "$output" '--history-only and --keep-data exclude each other'
}
