# Migrations executed as their runner does, on a real server: what goes through, what fails, and where
# that is said to be.

load ../support/common
load ../support/postgres
load replay

setup_file() {
	postgres_start
}

teardown_file() {
	postgres_stop
}

setup() {
	setup_scratch
	postgres_environment
	new_repository repository
	database_drop replayed
	database_create replayed
}

# replayed VERB WHAT
replayed() {
	"$MIGHOOK_TEST_BIN/replay_set" "host=$PGHOST user=postgres dbname=replayed" "$@"
}

# migrations RUNNER [up|down]: replays what is in the folder.
migrations() {
	printf 'version: 1\nsets:\n  - path: migrations\n    runner: %s\n' "$1" >.mighook.yaml
	git add -A
	replayed "${2-up}" migrations
}

# places: of the failures on stdin, "FILE LINE COLUMN STATEMENT SQLSTATE".
places() {
	sed 's|^migrations/||' | cut -f 1-5 | tr '\t' ' '
}

tables() {
	ask replayed "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class
		WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
}

@test 'the place of an error is told in bytes and lines of the file, its statement by number' {
	printf '\xef\xbb\xbfCREATE TABLE ä_ü ();\r\n-- ßßß\r\n\r\nSELECT '"'äöü'"', missing;\r\n' >position.sql
	mkdir migrations && mv position.sql migrations/1_position.sql
	put migrations/2_no_position.sql 'SELECT 1; -- one; two;
/* ; */ SELECT '\''a;b'\'';
CREATE FUNCTION f() RETURNS integer BEGIN ATOMIC SELECT 1; END;
   INSERT INTO ä_ü DEFAULT VALUES; DO $$ BEGIN PERFORM 1; END $$;
	DROP TABLE missing;'
	put migrations/3_inside.sql 'SELECT 1;
DO $body$
BEGIN
	PERFORM 1;
	CREATE TABLE inside (a missing_type);
END
$body$;'
	put migrations/4_raised.sql 'DO $$
BEGIN
	RAISE EXCEPTION $m$no$m$;
END $$;'
	put migrations/5_syntax.sql 'CREATE TABLE five ();
CREATE TABLE six (;'
	put migrations/6_executed.sql "DO \$\$ BEGIN EXECUTE 'DROP TABLE ' || 'gone'; END \$\$;"
	equal "$(migrations plain | places)" '1_position.sql 4 18 2 42703
2_no_position.sql 5 2 6 42P01
3_inside.sql 5 25 2 42704
4_raised.sql 3 2 1 P0001
5_syntax.sql 2 19 2 42601
6_executed.sql 1 7 1 42P01'
	# the same of a file that is sent as one query: what is refused whole does nothing
	database_drop replayed && database_create replayed
	rm migrations/1_position.sql
	printf 'CREATE TABLE ä_ü ();\r\n-- ßßß\r\n\r\nSELECT '"'äöü'"', missing;\r\n' >migrations/1_position.up.sql
	rm migrations/6_executed.sql
	for name in 2_no_position 3_inside 4_raised 5_syntax; do mv migrations/$name.sql migrations/$name.up.sql; done
	equal "$(migrations golang-migrate | places)" '1_position.up.sql 4 18 2 42703
2_no_position.up.sql 4 16 4 42P01
3_inside.up.sql 5 25 2 42704
4_raised.up.sql 3 2 1 P0001
5_syntax.up.sql 2 19 2 42601'
	equal "$(tables)" ''
}

@test 'each runner has its own way to execute a file' {
	local text='CREATE TABLE before ();
CREATE INDEX CONCURRENTLY i ON before ((1));
DROP TABLE missing;'
	# one by one: what stood before the failure stays
	put migrations/1_a.sql 'CREATE TABLE before ();
DROP TABLE missing;'
	equal "$(migrations plain | places)" '1_a.sql 2 1 2 42P01'
	equal "$(tables)" before
	# one query, one batch, one transaction: it is gone
	ask replayed 'DROP TABLE before'
	equal "$(migrations supabase | places)" '1_a.sql 2 1 2 42P01'
	equal "$(tables)" ''
	mv migrations/1_a.sql migrations/1_a.up.sql
	equal "$(migrations golang-migrate | places)" '1_a.up.sql 2 1 2 42P01'
	equal "$(migrations sqlx | places)" '1_a.up.sql 2 1 2 42P01'
	equal "$(tables)" ''
	rm -r migrations
	put migrations/V1__a.sql 'CREATE TABLE before ();
DROP TABLE missing;'
	equal "$(migrations flyway | places)" 'V1__a.sql 2 1 2 42P01'
	put migrations/V1__a.sql.conf 'executeInTransaction=false'
	equal "$(migrations flyway | places)" 'V1__a.sql 2 1 2 42P01'
	equal "$(tables)" before
	# what cannot be in a transaction is in none, whoever executes it
	for runner in supabase plain; do
		database_drop replayed && database_create replayed
		rm -r migrations
		put migrations/1_a.sql "$text"
		equal "$(migrations $runner | places)" '1_a.sql 3 1 3 42P01'
		equal "$(tables)" before
		equal "$(ask replayed "SELECT count(*) FROM pg_index WHERE indexrelid = 'i'::regclass AND indisvalid")" 1
	done
	# but not in one that the file begins itself
	put migrations/2_b.sql 'BEGIN;
DROP INDEX CONCURRENTLY i;
COMMIT;'
	contains "$(migrations supabase | places)" '2_b.sql 2 1 2 25001'
	contains "$(migrations supabase)" 'cannot run inside a transaction block'
}

@test 'a section runs up, and down again' {
	put migrations/1_a.sql '-- migrate:up
CREATE TABLE first ();
-- migrate:down
DROP TABLE first;
DROP TABLE missing;'
	put migrations/2_b.sql '-- migrate:up
CREATE TABLE second ();
-- migrate:down
DROP TABLE second;'
	equal "$(migrations dbmate)" ''
	equal "$(tables)" 'first second'
	equal "$(migrations dbmate down | places)" '1_a.sql 5 1 2 42P01'
	equal "$(tables)" first
}

@test 'a transaction that is left open, or not the own one that is ended, is a failure' {
	put migrations/1_a.sql 'BEGIN;
CREATE TABLE open ();'
	put migrations/2_b.sql 'BEGIN; CREATE TABLE closed (); COMMIT;'
	for runner in plain supabase; do
		database_drop replayed && database_create replayed
		equal "$(migrations $runner)" "migrations/1_a.sql	2	1	2	-	it leaves a transaction open: what it has done is lost	end the migration with COMMIT"
		equal "$(tables)" closed
	done
	rm -r migrations
	ask replayed 'DROP TABLE closed'
	put migrations/1_a.sql '-- +goose Up
CREATE TABLE ended ();
COMMIT;'
	contains "$(migrations goose)" 'it ends the transaction that goose has begun around it'
	# what is deferred fails with the COMMIT of the runner
	put migrations/1_a.sql '-- +goose Up
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
INSERT INTO child VALUES (1);'
	equal "$(migrations goose | places)" '1_a.sql 4 1 3 23503'
	equal "$(tables)" ended
}

@test 'each file has a session of its own' {
	put migrations/1_a.sql "SET search_path = pg_catalog; SET statement_timeout = 9999; SET client_encoding = 'LATIN1';
CREATE ROLE replay_somebody; SET ROLE replay_somebody; CREATE TEMP TABLE scratch ();
PREPARE p AS SELECT 1; SELECT pg_advisory_lock(1); LISTEN l; SELECT set_config('a.b', 'c', false);"
	put migrations/2_b.sql "CREATE TABLE ä (); CREATE TABLE b (); CREATE TABLE scratch ();
PREPARE p AS SELECT 1; SELECT pg_sleep(0.01);
CREATE TABLE found AS SELECT current_user AS role, current_setting('a.b', true) AS setting,
	(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') AS locks,
	(SELECT count(*) FROM pg_listening_channels()) AS channels, current_setting('search_path') AS path;"
	equal "$(migrations plain)" ''
	equal "$(tables)" 'b found scratch ä'
	# a parameter of an extension's kind is there once it was set, but has no value
	equal "$(ask replayed 'SELECT * FROM found')" 'postgres||0|0|"$user", public'
	ask replayed 'DROP TABLE b, found, scratch, "ä"; DROP ROLE replay_somebody'
	# Supabase's databases have a path of their own, to which RESET goes back
	put migrations/1_a.sql 'CREATE SCHEMA extensions; SET search_path = pg_catalog; CREATE TYPE extensions.t AS (a int);'
	put migrations/2_b.sql 'RESET ALL; CREATE TABLE found (a t);'
	equal "$(migrations supabase)" ''
	equal "$(tables)" found
}

@test 'nothing in a file makes it wait, or ends the replay' {
	put migrations/1_copy.sql 'CREATE TABLE a (b int);
COPY a FROM stdin;
1
\.'
	put migrations/2_copy.sql 'COPY (SELECT generate_series(1, 100000)) TO stdout; CREATE TABLE b ();'
	put migrations/3_sleep.sql 'CREATE TABLE c ();
SET statement_timeout = 0;
SELECT pg_sleep(60);'
	put migrations/4_ends.sql 'CREATE TABLE d ();
SELECT pg_terminate_backend(pg_backend_pid());'
	printf 'CREATE TABLE e ();\nSELECT 1\0;DROP TABLE e;\n' >migrations/5_nul.sql
	put migrations/6_psql.sql 'CREATE TABLE f ();
\i other.sql'
	printf 'CREATE TABLE "\xff" ();\n' >migrations/7_bytes.sql
	printf 'SELECT 1;\nSELECT $a$\x1b[31m$a$::int;\n' >migrations/8_control.sql
	put migrations/9_empty.sql '-- nothing'
	local output
	output=$(migrations plain)
	equal "$(places <<<"$output")" '1_copy.sql 2 1 2 57014
3_sleep.sql 3 1 3 57014
4_ends.sql 2 1 2 57P01
5_nul.sql 2 9 2 -
6_psql.sql 2 1 1 42601
7_bytes.sql 1 15 1 22021
8_control.sql 2 8 2 22P02'
	equal "$(tables)" 'a b c d f'
	contains "$output" 'only psql reads rows'
	contains "$output" 'a migration must not wait'
	contains "$output" 'only psql knows'
	contains "$output" '\x1B[31m'
	lacks "$output" $'\x1b'
	# as one query too
	rm -r migrations
	put migrations/1_ends.up.sql 'CREATE TABLE g ();
SELECT pg_terminate_backend(pg_backend_pid());'
	put migrations/2_b.up.sql 'CREATE TABLE h ();'
	equal "$(migrations golang-migrate | places)" '1_ends.up.sql 2 1 2 57P01'
	equal "$(tables)" 'a b c d f h'
}

@test 'a server that dies is an error, which says of what' {
	# one of its own: the others need theirs
	POSTGRES_KEEPER='' postgres_start
	psql -Xqc 'CREATE DATABASE replayed'
	put migrations/1_a.sql "COPY (SELECT 1) TO PROGRAM 'kill -QUIT \$(head -n 1 postmaster.pid); sleep 5';"
	put migrations/2_b.sql 'CREATE TABLE b ();'
	run migrations plain
	equal "$status" 2
	contains "$output" 'the server has died while it ran migrations/1_a.sql: server closed the connection unexpectedly'
	postgres_stop
}

@test 'what mends a failure is said' {
	put migrations/01_a.sql 'CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE orders ();'
	put migrations/02_b.sql 'ALTER TABLE orders ADD COLUMN total missing;'
	put migrations/03_c.sql 'ALTER TABLE later ADD COLUMN total int;'
	put migrations/04_d.sql 'CREATE INDEX ON orders (note);'
	put migrations/05_e.sql 'INSERT INTO orders VALUES (1), (1);'
	put migrations/06_f.sql 'SELEC 1;'
	put migrations/07_g.sql 'SET ROLE pg_monitor; CREATE TABLE public.t ();'
	put migrations/08_h.sql 'SELECT calculated(1);'
	put migrations/09_i.sql 'CREATE TABLE absent.t ();'
	put migrations/10_j.sql 'GRANT SELECT ON orders TO nobody_there;'
	put migrations/11_k.sql 'CREATE EXTENSION nobody_has_it;'
	put migrations/12_l.sql "CREATE TYPE mood AS ENUM ('a'); ALTER TABLE orders ADD mood mood;"
	put migrations/13_m.sql "BEGIN; ALTER TYPE mood ADD VALUE 'b'; UPDATE orders SET mood = 'b'; COMMIT;"
	put migrations/14_n.sql 'CREATE TABLE public.later (); ALTER TABLE orders ADD COLUMN note text;
CREATE SCHEMA absent; CREATE FUNCTION calculated(int) RETURNS int LANGUAGE sql AS $$SELECT 1$$;'
	local output
	output=$(migrations plain)
	says() { contains "$(grep "^migrations/$1_" <<<"$output")" "$2"; }
	says 01 $'42P07\trelation "orders" already exists\tit is there already: IF NOT EXISTS, or DROP ... IF EXISTS before it'
	says 02 $'42704\ttype "missing" does not exist\tno migration before this one creates it'
	says 03 $'42P01\trelation "later" does not exist\tmigrations/14_n.sql creates it, and runs later: rename that one to an earlier version'
	says 04 $'42703\tcolumn "note" does not exist\tmigrations/14_n.sql creates it'
	says 05 $'23505\tduplicate key value violates unique constraint "orders_pkey"\tthe row is there already: ON CONFLICT DO NOTHING'
	says 06 $'42601\tsyntax error at or near "SELEC"\tcorrect the SQL there'
	says 07 $'42501\tpermission denied for schema public\tGRANT the privilege'
	says 08 $'42883\tfunction calculated(integer) does not exist\tmigrations/14_n.sql creates it'
	says 09 $'3F000\tschema "absent" does not exist\tmigrations/14_n.sql creates it'
	says 10 $'42704\trole "nobody_there" does not exist\troles belong to the server: the set'
	says 10 '.mighook.yaml: sets: [{path: migrations, prelude: [FILE]}]'
	says 11 'the server does not have it: install its package'
	says 13 $'55P04\tunsafe use of new value "b" of enum type mood\ta new value of an enum can be used when'
	equal "$(grep -c . <<<"$output")" 12
}

@test 'a text that is no migration: one query, or what of it goes through' {
	put whole.sql '\restrict abc
CREATE TABLE a (b int);
\unrestrict abc'
	equal "$(replayed text whole.sql)" ''
	equal "$(tables)" a
	put newer.sql 'SET transaction_timeout = 0;
SET default_with_oids = false;
ALTER TABLE ONLY a ALTER COLUMN b SET (pg_attver=27065424);
ALTER TABLE ONLY a ALTER COLUMN b SET (n_distinct=5, pg_attver=27065424);'
	equal "$(replayed text newer.sql)" ''
	printf 'DROP TABLE missing;\n' >>newer.sql
	equal "$(replayed text newer.sql | places)" 'newer.sql 5 1 5 42P01'
	put parts.sql '\connect somewhere
CREATE TABLE c ();
DROP TABLE missing;
COPY a (b) FROM stdin;
1
2
\.
CREATE TABLE d ();
\i other.sql
SELECT missing;
CREATE TABLE e ();'
	equal "$(replayed text parts.sql | places)" 'parts.sql 9 1 4 -
parts.sql 3 1 2 42P01
parts.sql 10 8 5 42703'
	equal "$(tables)" 'a c d e'
	equal "$(ask replayed 'SELECT sum(b) FROM a')" 3
	put transactions.sql 'BEGIN; CREATE TABLE f (); SELECT missing; SELECT 1; COMMIT; CREATE TABLE g (); BEGIN; CREATE TABLE h ();'
	equal "$(replayed text transactions.sql | places)" 'transactions.sql 1 34 3 42703
transactions.sql 1 87 8 -'
	equal "$(tables)" 'a c d e g'
}

@test 'what stands in for an extension is the extension, to the server and to pg_dump' {
	local name number=10 names='http pg_cron pg_graphql pg_jsonschema pg_net pgjwt pgmq pgsodium supabase_vault vector'
	local expected= places=
	for name in $names; do
		put migrations/$number.sql "CREATE SCHEMA of_$name; CREATE
EXTENSION IF NOT EXISTS \"$name\" WITH
SCHEMA of_$name; SELECT missing;"
		put migrations/$((number + 1)).sql "CREATE EXTENSION IF NOT EXISTS $name;
COMMENT ON EXTENSION $name IS 'remark'; ALTER EXTENSION $name UPDATE TO '99';
CREATE EXTENSION $name;"
		places+="$number.sql 3 $((${#name} + 20)) 3 42703
$((number + 1)).sql 3 1 4 42710
"
		expected+="CREATE SCHEMA of_$name;
CREATE EXTENSION IF NOT EXISTS $name WITH SCHEMA of_$name;
COMMENT ON EXTENSION $name IS 'remark';
"
		number=$((number + 2))
	done
	equal "$(migrations plain | places)" "${places%$'\n'}"
	equal "$(dump replayed | grep -vE '^(--|SET|SELECT|.(un)?restrict|$)' |
		grep -vxE 'CREATE SCHEMA (graphql|vault|pgmq|pgsodium);' | sort)" "$(printf %s "$expected" | sort)"
	equal "$(ask replayed "SELECT count(*) FROM pg_extension WHERE extversion = '99'")" 10
	ask replayed "ALTER EXTENSION vector SET SCHEMA public; DROP EXTENSION ${names// /, }"
	equal "$(ask replayed "SELECT count(*) FROM pg_depend WHERE deptype = 'e' AND objid > 16384")" 0
	equal "$(ask replayed 'SELECT count(*) FROM pg_proc WHERE oid > 16384')" 0
}

@test 'vectors have columns, operators, functions and indexes, which are dumped and loaded again' {
	put migrations/1_a.sql 'DO $$ BEGIN
	CREATE EXTENSION IF NOT EXISTS vector;
END $$;
CREATE TABLE a (id int, b vector(3), c halfvec(4));
INSERT INTO a VALUES (1, '"'[1,2,3]'"', NULL), (2, ARRAY[1, 2, 3]::real[], NULL);
CREATE INDEX flat ON a USING ivfflat (b vector_cosine_ops) WITH (lists = 100);
CREATE INDEX small ON a USING hnsw (b vector_l2_ops) WITH (
	m = 16, ef_construction = 64) WHERE id > 0;
CREATE FUNCTION near(query vector(3)) RETURNS SETOF int LANGUAGE sql AS
	$$SELECT id FROM a WHERE 1 - (b <=> query) > 0.5 ORDER BY b <-> query, b <#> query$$;
SELECT near('"'[1,2,3]'"'), missing;'
	equal "$(migrations plain | places)" '1_a.sql 11 25 7 42703'
	equal "$(ask replayed 'SELECT count(*) FROM near($$[1,1,1]$$)')" 2
	dump replayed >first.sql
	contains "$(<first.sql)" 'b public.vector(3)'
	contains "$(<first.sql)" 'CREATE INDEX flat ON public.a USING ivfflat (b public.vector_cosine_ops);'
	database_drop replayed && database_create replayed
	equal "$(replayed text first.sql)" ''
	dump replayed >second.sql
	equal "$(diff <(grep -v restrict first.sql) <(grep -v restrict second.sql))" ''
}

@test 'a user who is no superuser gets no stand-in' {
	psql -Xqc 'CREATE ROLE replay_plain LOGIN; ALTER DATABASE replayed OWNER TO replay_plain'
	put migrations/1_a.sql 'CREATE EXTENSION vector;'
	printf 'version: 1\nsets:\n  - path: migrations\n    runner: plain\n' >.mighook.yaml
	git add -A
	contains "$("$MIGHOOK_TEST_BIN/replay_set" "host=$PGHOST user=replay_plain dbname=replayed" up migrations)" \
		'the server does not have it'
	# the prelude goes without
	equal "$(replayed prelude supabase)" ''
	database_drop replayed && database_create replayed
	psql -Xqc 'ALTER DATABASE replayed OWNER TO replay_plain'
	equal "$("$MIGHOOK_TEST_BIN/replay_set" "host=$PGHOST user=replay_plain dbname=replayed" prelude supabase | cut -f 5-6)" ''
	equal "$(ask replayed "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension")" 'pgcrypto plpgsql uuid-ossp'
	database_drop replayed
	psql -Xqc 'DROP ROLE replay_plain'
}

@test 'the prelude for supabase runs twice, and has what policies and triggers ask for' {
	equal "$(replayed prelude supabase)" ''
	equal "$(replayed prelude supabase)" ''
	put migrations/1_a.sql 'CREATE TABLE notes (id uuid REFERENCES auth.users (id), token text DEFAULT uuid_generate_v4());
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes TO authenticated USING ((SELECT auth.uid()) = id AND auth.jwt() ->> $$role$$ <> auth.role());
CREATE POLICY files ON storage.objects TO anon USING (bucket_id = $$a$$ AND (storage.foldername(name))[1] = auth.uid()::text);
CREATE TRIGGER hook AFTER INSERT ON notes FOR EACH ROW
	EXECUTE FUNCTION supabase_functions.http_request($$u$$, $$POST$$, $${}$$, $${}$$, $$1000$$);
ALTER PUBLICATION supabase_realtime ADD TABLE notes;
INSERT INTO storage.buckets (id, name, public) VALUES ($$a$$, $$a$$, true);
INSERT INTO auth.users (id, email, raw_user_meta_data) VALUES (gen_random_uuid(), $$A@b$$, $${}$$);
SELECT vault.create_secret($$s$$, $$n$$), crypt($$a$$, gen_salt($$bf$$));
GRANT ALL ON notes TO anon, authenticated, service_role;'
	equal "$(migrations supabase)" ''
}

@test 'the corpora replay, but for what replay.tsv lists' {
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	local corpus path runner snapshot found=
	for corpus in liam trigger.dev crates.io minder; do
		cp -R "$MIGHOOK_CORPUS/$corpus/files" "$corpus"
		chmod -R u+w "$corpus"
		cp "$MIGHOOK_CORPUS/$corpus/policy.yaml" "$corpus/.mighook.yaml"
		pushd "$corpus" >/dev/null
		git init -q . && git add -A
		while read -r path runner snapshot; do
			[ -d "$path" ] || continue
			database_drop replayed && database_create replayed
			[ "$runner" != supabase ] || equal "$(replayed prelude supabase)" ''
			found+=$(replayed up "$path" | awk -v corpus="$corpus" -F'\t' '{ print corpus "\t" $1 "\t" $5 }')
			[ "$(tables | wc -w)" -gt 10 ] || fail "$corpus: $path leads to nearly nothing"
		done < <(corpus_sets "$corpus")
		popd >/dev/null
	done
	equal "$found" "$(grep -v '^#' "$MIGHOOK_SOURCE/tests/database/replay.tsv" | cut -f 1-3)"
}
