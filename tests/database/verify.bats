# `mighook verify`: what migrations lead to, object by object, in the catalog of a real server.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load replay

setup_file() {
	postgres_start
	database_create app
}
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	postgres_environment
	export PGDATABASE=app
	ask app 'DROP SCHEMA IF EXISTS crm, other, supabase_migrations CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public'
	new_repository r
}

# One of each kind, and a later migration that changes and drops.
FIRST='CREATE EXTENSION IF NOT EXISTS plpgsql;
CREATE SCHEMA crm;
CREATE TYPE mood AS ENUM ('\''sad'\'', '\''happy'\'');
CREATE DOMAIN email AS varchar(200) CHECK (value LIKE '\''%@%'\'');
CREATE TYPE pair AS (a int, b text);
CREATE SEQUENCE counter;
CREATE TABLE team (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT '\''x'\'', code char(3) UNIQUE);
CREATE TABLE crm."Order" (
	"Id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	team int REFERENCES team ON DELETE CASCADE,
	mood mood DEFAULT '\''sad'\'', price numeric(10,2) CHECK (price > 0), twice int GENERATED ALWAYS AS (team * 2) STORED,
	tags text[], "at" timestamptz(3) NOT NULL DEFAULT now(), made timestamp, mail email, f float4, during tstzrange,
	EXCLUDE USING gist (during WITH &&),
	CONSTRAINT ordered UNIQUE (team, mood) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE log (day date NOT NULL, line text) PARTITION BY RANGE (day);
CREATE TABLE log_2025 PARTITION OF log FOR VALUES FROM ('\''2025-01-01'\'') TO ('\''2026-01-01'\'');
CREATE INDEX log_day ON log (day);
CREATE TABLE gone (id int);
CREATE UNIQUE INDEX by_price ON crm."Order" (price DESC, lower(mail)) INCLUDE (f) WHERE price > 1;
CREATE INDEX by_tags ON crm."Order" USING gin (tags);
CREATE INDEX by_name ON team (name text_pattern_ops, code COLLATE "C");
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '\'''\'' AS '\''BEGIN RETURN new; END'\'';
CREATE FUNCTION sum_of(a int, b numeric, OUT c numeric) LANGUAGE sql IMMUTABLE STRICT AS '\''SELECT a + b'\'';
CREATE PROCEDURE nothing(x mood) LANGUAGE sql AS '\''SELECT 1'\'';
CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int);
CREATE TRIGGER touched BEFORE INSERT OR UPDATE OF price ON crm."Order" FOR EACH ROW WHEN (new.price > 3) EXECUTE FUNCTION touch('\''é'\'', '\''b'\'');
ALTER TABLE crm."Order" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON crm."Order" FOR SELECT USING (price > 0);
CREATE POLICY none ON crm."Order" AS RESTRICTIVE FOR DELETE TO postgres USING (false);
CREATE RULE quiet AS ON DELETE TO team DO INSTEAD NOTHING;
CREATE VIEW v_rich AS SELECT "Id", price FROM crm."Order" WHERE price > 60 WITH CHECK OPTION;
CREATE MATERIALIZED VIEW m_team AS SELECT id FROM team;'
SECOND='ALTER TABLE team RENAME COLUMN code TO short;
ALTER TABLE team ALTER COLUMN name TYPE varchar(40), ADD COLUMN note text;
ALTER TYPE mood ADD VALUE '\''angry'\'' AFTER '\''sad'\'';
DROP TABLE gone;'

# histories: both migrations in the repository, and executed.
histories() {
	merged supabase/migrations/20250101000000_first.sql "$FIRST"
	merged supabase/migrations/20250102000000_second.sql "$SECOND"
	psql -Xq -v ON_ERROR_STOP=1 -f supabase/migrations/20250101000000_first.sql -f supabase/migrations/20250102000000_second.sql
}

# recorded VERSION...: the table of the Supabase CLI says so.
recorded() {
	ask app 'CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations
		(version text NOT NULL PRIMARY KEY, statements text[], name text)'
	for version; do ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('$version', NULL, 'x')"; done
}

# problems: `STATE KIND NAME DETAIL` of what is missing or different, sorted.
problems() {
	mighook verify --json 2>/dev/null | jq -r '.objects[] | select(.state | IN("missing", "different"))
		| "\(.state) \(.kind) \(.name)" + (if .detail then " " + .detail else "" end)' | LC_ALL=C sort
}

@test "what is as the migrations say is verified, whole, and nothing is a false alarm" {
	histories
	recorded 20250101000000 20250102000000
	run --separate-stderr mighook verify --json
	equal "$(jq -r '.objects[] | select(.state != "verified") | "\(.state) \(.kind) \(.name) \(.detail)"' <<<"$output")" ''
	equal "$status" 0
	equal "$(jq -c '[.command, .ok, .summary.missing, [.migrations[].state]]' <<<"$output")" '["verify",true,0,["applied","applied"]]'
	equal "$(jq -r '[.objects[].kind] | unique | join(",")' <<<"$output")" \
		'aggregate,attribute,column,constraint,domain,extension,function,index,materialized view,policy,procedure,rule,schema,sequence,table,trigger,type,view'
	run mighook verify
	equal "$status" 0
	contains "$output" '2 migrations verified in postgres@'
	equal "$(mighook verify -q)" ''
}

@test "every kind of damage is found, and is all that is found" {
	histories
	recorded 20250101000000 20250102000000
	ask app "
		ALTER TABLE team DROP COLUMN note;
		ALTER TABLE team ALTER COLUMN name TYPE varchar(41), ALTER COLUMN name DROP NOT NULL, ALTER COLUMN name DROP DEFAULT;
		ALTER TABLE crm.\"Order\" DISABLE ROW LEVEL SECURITY;
		ALTER TABLE crm.\"Order\" ALTER COLUMN made TYPE timestamptz;
		DROP POLICY own ON crm.\"Order\";
		DROP POLICY none ON crm.\"Order\";
		CREATE POLICY none ON crm.\"Order\" AS RESTRICTIVE FOR DELETE TO postgres USING (true);
		DROP INDEX crm.by_price;
		DROP INDEX by_name; CREATE INDEX by_name ON team (name);
		DROP VIEW v_rich;
		DROP MATERIALIZED VIEW m_team; CREATE VIEW m_team AS SELECT 1 AS id;
		ALTER TYPE mood RENAME VALUE 'angry' TO 'cross';
		ALTER TABLE crm.\"Order\" DROP CONSTRAINT \"Order_price_check\";
		ALTER TABLE crm.\"Order\" DROP CONSTRAINT \"Order_team_fkey\", ADD CONSTRAINT \"Order_team_fkey\" FOREIGN KEY (team) REFERENCES team;
		ALTER TABLE crm.\"Order\" DISABLE TRIGGER touched;
		DROP FUNCTION sum_of(int, numeric);
		DROP PROCEDURE nothing(mood);
		ALTER FUNCTION touch() SECURITY INVOKER;
		DROP TABLE log;
		DROP RULE quiet ON team;
		DROP SEQUENCE counter;
		DROP AGGREGATE total(int);
		ALTER TYPE pair DROP ATTRIBUTE b;
		ALTER DOMAIN email DROP CONSTRAINT email_check;
	"
	run problems
	equal "$output" "$(LC_ALL=C sort <<'END'
different column crm."Order".made type: expected timestamp without time zone, found timestamp with time zone
different column public.team.name type: expected character varying(40), found character varying(41); not null: expected yes, found no; default: expected 'x'::character varying, found none
different constraint crm."Order"."Order_team_fkey" on delete: expected cascade, found none
different function public.touch() security definer: expected yes, found no
different index public.by_name elements: expected name text_pattern_ops, short COLLATE "C", found name
different policy crm."Order"."none" using: expected false, found true
different table crm."Order" row security: expected yes, found no
different trigger crm."Order".touched enabled: expected none, found disabled
different type public.mood labels: expected sad, angry, happy, found sad, cross, happy
missing aggregate public.total(integer)
missing attribute public.pair.b
missing column public.log.day public.log is missing
missing column public.log.line public.log is missing
missing column public.log_2025.day public.log_2025 is missing
missing column public.log_2025.line public.log_2025 is missing
missing column public.team.note
missing constraint crm."Order"."Order_price_check"
missing constraint public.email.email_check
missing function public.sum_of(integer, numeric)
missing index crm.by_price
missing index public.log_2025_day_idx public.log_2025 is missing
missing index public.log_day public.log is missing
missing materialized view public.m_team a view has its name
missing policy crm."Order".own
missing procedure public.nothing(public.mood)
missing rule public.team.quiet
missing sequence public.counter
missing table public.log
missing table public.log_2025
missing view public.v_rich
END
)"
	# Of a table that is not there its parts are no lines of their own.
	run mighook verify -q
	equal "$status" 1
	contains "$output" 'missing    table public.log  '
	contains "$output" '(supabase/migrations/20250101000000_first.sql:'
	lacks "$output" log.day
}

@test "columns in another order are told, others between them are not" {
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (x int, y int, z int);'
	recorded 20250101000000
	ask app 'CREATE TABLE a (x int, other int, z int, y int)'
	run problems
	equal "$output" 'different table public.a order of columns: expected x, y, z, found x, other, z, y'
	ask app 'DROP TABLE a; CREATE TABLE a (x int, other int, y int, z int)'
	equal "$(problems)" ''
}

@test "--migration and --range: what these have made or changed, as it is at the end" {
	histories
	recorded 20250101000000
	ask app 'DROP POLICY own ON crm."Order"'
	for name in 20250102000000 20250102000000_second supabase/migrations/20250102000000_second.sql; do
		run --separate-stderr mighook verify --json --migration "$name"
		equal "$status" 0
		equal "$(jq -r '.objects[] | .kind + " " + .name' <<<"$output" | sort)" 'column public.team.name
column public.team.note
column public.team.short
constraint public.team.team_code_key
index public.by_name
type public.mood'
		equal "$(jq -c '[.migrations[] | .version, .state]' <<<"$output")" '["20250102000000","pending"]'
		contains "$stderr" 'it is pending: no table has a record'
		contains "$stderr" 'mighook baseline'
	done
	run --separate-stderr mighook verify --range HEAD~1...HEAD
	equal "$status" 0
	contains "$output" '20250102000000_second verified in'
	contains "$output" ': 6 objects, 6 verified'
	run mighook verify --migration 20250101000000 --migration 20250102000000
	equal "$status" 1
	run --separate-stderr mighook verify --migration 2024
	equal "$status" 2
	contains "$stderr" "there is no migration '2024'"
}

@test "what is pending is missing, and that is why; a table that is recorded and gone is only missing" {
	histories
	recorded 20250101000000 20250102000000
	ask app 'DROP TABLE team CASCADE'
	merged supabase/migrations/20250103000000_third.sql 'CREATE TABLE third (id int);'
	stage supabase/migrations/20250104000000_fourth.sql 'CREATE TABLE fourth (id int);'
	put supabase/migrations/20250105000000_fifth.sql 'CREATE TABLE fifth (id int);'
	run --separate-stderr mighook verify -q
	equal "$status" 1
	contains "$output" 'missing    table public.team  (supabase'
	for name in third fourth fifth; do contains "$output" "missing    table public.$name  its migration is pending"; done
}

@test "what was dropped and is still there is told, what was made anew is not" {
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int, old int); CREATE TABLE b (id int); CREATE VIEW v AS SELECT 1 AS x;
		CREATE POLICY p ON a; CREATE TABLE c (id int, x int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS '\''SELECT 1'\'';'
	psql -Xq -v ON_ERROR_STOP=1 -f supabase/migrations/20250101000000_a.sql
	merged supabase/migrations/20250102000000_b.sql 'ALTER TABLE a DROP COLUMN old; DROP TABLE b; DROP VIEW v; CREATE VIEW v AS SELECT 2 AS x;
		DROP POLICY p ON a; CREATE POLICY p ON a USING (true); DROP TABLE c; CREATE TABLE c (id int, x int); DROP FUNCTION f();'
	recorded 20250101000000 20250102000000
	run problems
	equal "$output" "different column public.a.old it was dropped, and is still there
different function public.f() it was dropped, and is still there
different policy public.a.p using: expected true, found none
different table public.b it was dropped, and is still there
different view public.v query is another one"
	run mighook verify -q --migration 20250102000000
	equal "$status" 1
	contains "$output" 'different  table public.b  it was dropped, and is still there  (supabase/migrations/20250102000000_b.sql)'
	equal "$(mighook verify -q --migration 20250101000000 | grep -c 'still there')" 0
	psql -Xq -v ON_ERROR_STOP=1 -f supabase/migrations/20250102000000_b.sql
	equal "$(problems)" ''
}

@test "to record what is pending is only proposed where all of it has left something to look for" {
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	ask app 'CREATE TABLE a (id int)'
	contains "$(mighook verify 2>&1)" 'mighook baseline records them'
	merged supabase/migrations/20250102000000_rows.sql 'INSERT INTO a VALUES (1);'
	lacks "$(mighook verify 2>&1)" 'mighook baseline'
	run mighook verify --migration 20250102000000
	equal "$status" 0
	contains "$output" 'there is nothing to verify'
	lacks "$output" 'mighook baseline'
}

@test "a connection with another first schema: that may be why all is missing" {
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	ask app 'CREATE SCHEMA crm; CREATE TABLE crm.a (id int)'
	PGOPTIONS='-c search_path=crm' run mighook verify
	equal "$status" 1
	contains "$output" 'this connection would make them in crm'
	lacks "$(mighook verify 2>&1)" 'would make them'
}

@test "no record is needed: a runner without a table, prisma by hand" {
	put .mighook.yaml 'sets: [{path: sql, runner: plain}, {path: prisma/migrations, runner: prisma}]'
	git add . && merged sql/001_a.sql 'CREATE TABLE a (id int);'
	merged prisma/migrations/20250101000000_b/migration.sql 'CREATE TABLE "B" ("id" TEXT NOT NULL, CONSTRAINT "B_pkey" PRIMARY KEY ("id"));'
	ask app 'CREATE TABLE a (id int); CREATE TABLE "B" ("id" TEXT NOT NULL, CONSTRAINT "B_pkey" PRIMARY KEY ("id"))'
	run --separate-stderr mighook verify --json
	equal "$status" 0
	equal "$(jq -c '[.migrations[].state]' <<<"$output")" '[null,"pending"]'
	equal "$(mighook verify --set sql --json | jq -c '[.objects[].name]')" '["public.a","public.a.id"]'
	run mighook verify --migration 20250101000000_b
	contains "$output" '20250101000000_b verified in'
}

@test "what cannot be known offline is unverified, there or not" {
	merged supabase/migrations/20250101000000_a.sql "CREATE TABLE a (id int);
DO \$\$ BEGIN EXECUTE 'ALTER TABLE a ADD COLUMN ' || current_user || ' int'; END \$\$;
CREATE PUBLICATION everything FOR TABLE a;"
	run --separate-stderr mighook verify --json
	equal "$status" 0
	equal "$(jq -r '[.objects[].state] | unique | join(" ")' <<<"$output")" unverified
	run mighook verify --long
	contains "$output" 'unverified table public.a'
	contains "$output" 'publication everything  this kind of object is not looked for'
}

@test "required views: of the command line and of the policy, there and readable" {
	put .mighook.yaml 'database: {require-views: [v_good]}'
	git add . && merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	ask app 'CREATE TABLE a (id int); CREATE VIEW v_good AS SELECT 1 AS id; CREATE VIEW v_secret AS SELECT id FROM a;
		DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN;
		GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON v_good TO reader'
	run mighook verify
	equal "$status" 0
	run --separate-stderr mighook verify --db-url 'user=reader' --json --require-view v_secret --require-view v_none --require-view a --require-view 'a.b.c.d.e'
	equal "$status" 1
	equal "$(jq -r '.objects[] | select(.kind == "view") | "\(.state) \(.name) \(.detail)"' <<<"$output")" \
		'different public.v_secret it cannot be read: PostgreSQL says: permission denied for view v_secret (SQLSTATE 42501)
missing v_none null
different public.a it is a table
missing a.b.c.d.e PostgreSQL says: improper relation name (too many dotted names): a.b.c.d.e (SQLSTATE 42601)
verified public.v_good null'
	ask app 'DROP VIEW v_good'
	run mighook verify -q
	equal "$output" 'missing    view v_good'
}

@test "--format markdown: the block of the log, in the time of the place" {
	merged supabase/migrations/20250101000000_posts.sql 'CREATE TABLE social_posts (id int); ALTER TABLE social_posts ENABLE ROW LEVEL SECURITY;'
	ask app 'CREATE TABLE social_posts (id int); ALTER TABLE social_posts ENABLE ROW LEVEL SECURITY'
	run --separate-stderr env TZ=Asia/Tokyo mighook verify --migration 20250101000000 --format markdown
	equal "$status" 0
	equal "$output" '## 21:00 - Migration Verified

**Migration**: 20250101000000_posts
**Tables**: social_posts (verified exists)
**RLS**: Enabled ✓
**Engineer Status**: Unblocked'
	ask app 'ALTER TABLE social_posts DISABLE ROW LEVEL SECURITY'
	merged supabase/migrations/20250102000000_more.sql 'CREATE TABLE more (id int);'
	run --separate-stderr mighook verify --format markdown
	equal "$status" 1
	equal "$output" '## 12:00 - Migration NOT Verified

**Migration**: all 2
**Tables**: social_posts (verified exists), more (missing)
**RLS**: Not enabled
**Engineer Status**: Blocked (1 verified, 2 missing, 1 different)
- table public.social_posts is different: row security: expected yes, found no; its migration is pending
- table public.more is missing: its migration is pending'
}

@test "--format markdown: a table of which only a part is asked for, or nothing is known, is looked up" {
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int); CREATE TABLE b AS SELECT 1 AS x;'
	merged supabase/migrations/20250102000000_b.sql 'ALTER TABLE a ADD COLUMN x int;'
	contains "$(mighook verify --format markdown 2>/dev/null)" '**Tables**: a, b (missing)'
	contains "$(mighook verify --format markdown --migration 20250102000000 2>/dev/null)" '**Tables**: a (missing)'
	ask app 'CREATE TABLE a (id int, x int); CREATE TABLE b (x int)'
	contains "$(mighook verify --format markdown 2>/dev/null)" '**Tables**: a, b (verified exists)'
	contains "$(mighook verify --format markdown --migration 20250102000000 2>/dev/null)" '**Tables**: a (verified exists)'
}

@test "what the database says cannot reach the terminal as it is" {
	merged supabase/migrations/20250101000000_a.sql "CREATE TABLE a (id int, b text DEFAULT 'x');"
	ask app "CREATE TABLE a (id int, b text DEFAULT E'\\x1b[31mred\\n## [oops')"
	for format in text markdown json; do
		run --separate-stderr mighook verify --format "$format"
		equal "$status" 1
		lacks "$output" $'\e'
	done
	contains "$(mighook verify -q)" '\x1B[31mred\x0A## [oops'
}

@test "a server that is away, a query that is not answered: exit 2, and nothing on standard output" {
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	run --separate-stderr mighook verify --db-url 'host=/nowhere'
	equal "$status:$output" 2:
	ask app 'CREATE TABLE a (id int); CREATE VIEW v AS SELECT id FROM a'
	psql -Xq -d app -c 'BEGIN; LOCK TABLE v, a; SELECT pg_sleep(2)' >/dev/null &
	until [ "$(ask app "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'a'::regclass")" = 1 ]; do sleep 0.02; done
	run --separate-stderr mighook verify --require-view v --timeout 200ms
	equal "$status:$output" 2:
	ask app "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(2)%' AND pid <> pg_backend_pid()" >/dev/null
	wait
}

@test "spellings, chosen names, what is inherited or renamed: no false alarm" {
	merged supabase/migrations/20250101000000_a.sql "$(cat "$MIGHOOK_SOURCE/tests/database/verify_cases.sql")"
	psql -Xq -v ON_ERROR_STOP=1 -f supabase/migrations/20250101000000_a.sql
	run --separate-stderr mighook verify --json
	equal "$status" 0
	equal "$(jq -r '.objects[] | select(.state != "verified") | "\(.state) \(.kind) \(.name | split("(")[0])"' <<<"$output" | LC_ALL=C sort)" \
'unverified function public.f4
unverified function public.f5
unverified function public.f6
unverified index public.mv_a_idx
unverified materialized view public.mv
unverified policy other.fk_new."a policy with spaces"
unverified rule public.v1.rr
unverified statistics public.st
unverified table public.c1
unverified view public.v1
unverified view public.v2b'
	[ "$(jq '.summary.verified' <<<"$output")" -gt 220 ]
}

# corpus NAME: all of a real history, replayed; what its stand-ins replace is left out.
corpus() {
	local path runner _ errors
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	git clone -q "$MIGHOOK_CORPUS/$1/replay.bundle" -b main tree
	while read -r path runner _; do
		[ -d "tree/$path" ] && break
	done < <(corpus_sets "$1")
	errors=$(replay "$1" "$runner" "$PWD/tree/$path")
	equal "$errors" ''
	mighook -C tree verify --db-url "dbname=$1" --json >verify.json 2>/dev/null || true
	equal "$(jq -r '.objects[] | select(.state | IN("missing", "different")) | select(.kind != "extension") | "\(.kind) \(.name) \(.detail)"' verify.json)" ''
	[ "$(jq '.summary | .verified > 300 and .unverified * 50 < .verified' verify.json)" = true ] || fail "$(jq -c .summary verify.json)"
}

@test "no false alarm on a real history: minder" { corpus minder; }

@test "what a migration has made is known though what it led to was kept" {
	for n in 1 2 3 4 5 6 7 8 9; do put "supabase/migrations/2025010${n}000000_t$n.sql" "CREATE TABLE t$n (id bigint);"; done
	git add .; git commit -q --no-verify -m tables
	mighook check --all >/dev/null || true # keeps the catalog
	cat supabase/migrations/*.sql | psql -Xq
	for time in first second; do
		ask app 'DROP TABLE IF EXISTS t3'
		run mighook verify --migration 20250103000000; equal "$status" 1; contains "$output" 'missing'
		mighook verify >/dev/null || true
	done
}
