# The tools that others are compared with are real: what they write into their tables, what they say of
# them, and that the tables of history_tables.bash are theirs.
load ../support/common
load ../support/postgres
load ../support/history_tools
load ../support/history_tables

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }
setup() {
	setup_scratch
	postgres_environment
	database_create "$BATS_TEST_NUMBER"
	database=$BATS_TEST_NUMBER
}

# columns DATABASE TABLE: name, type, NOT NULL and default of each, in order, and the table's keys.
columns() {
	ask "$1" "SELECT attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
			pg_get_expr(adbin, adrelid)
		FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
		WHERE attrelid = '$2'::regclass AND attnum > 0 ORDER BY attnum;
		SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '$2'::regclass ORDER BY 1"
}

# same_columns TOOL TABLE: those that history_create makes are those that the tool itself has made.
same_columns() {
	database_create made
	history_create made "$1"
	equal "$(columns made "$2")" "$(columns "$database" "$2")"
	database_drop made
}

@test "the Supabase CLI: one version is applied, one pending, one has no file" {
	needs_history_tools
	put supabase/migrations/20250101000000_one.sql 'CREATE TABLE one (id int);'
	put supabase/migrations/20250102000000_two_words.sql 'CREATE TABLE two (id int);'
	supabase_up "$database"
	equal "$(ask "$database" 'SELECT version, name FROM supabase_migrations.schema_migrations ORDER BY 1')" \
		$'20250101000000|one\n20250102000000|two_words'
	ask "$database" 'TABLE one; TABLE two'
	rm supabase/migrations/20250101000000_one.sql
	put supabase/migrations/20250103000000_three.sql
	equal "$(supabase_list "$database")" \
		$'20250101000000\tremote\n20250102000000\tboth\n20250103000000\tlocal'
	same_columns supabase-3 supabase_migrations.schema_migrations
	# nothing is left in the tree
	equal "$(find . -type f | sort)" \
		$'./supabase/migrations/20250102000000_two_words.sql\n./supabase/migrations/20250103000000_three.sql'
}

# One element for each statement: without the semicolon, without white space at its ends, otherwise as
# in the file, to the \r\n within. A comment belongs to the statement that follows it, also one behind
# the semicolon on the same line; after the last semicolon it is an element of its own. An empty
# statement is none. A byte order mark is removed. A file without anything has an empty array.
@test "the Supabase CLI: what it keeps of a file in statements" {
	needs_history_tools
	put supabase/migrations/1_comments.sql '-- Author: me

/* two;
   lines */
CREATE TABLE t (
	id int, -- the key;
	name text
);
INSERT INTO t VALUES (1, '"'a;b'"');  -- behind
SELECT 1
;
;
SELECT 2;;
-- trailing;'
	put supabase/migrations/2_bodies.sql 'DO $$
BEGIN
	PERFORM 1; PERFORM 2;
END
$$;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$ SELECT 1; SELECT 2; $body$;
CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;'
	printf 'CREATE TABLE crlf (\r\n\tid int\r\n);\r\n\r\n-- next\r\nSELECT 1;\r\n' >supabase/migrations/3_crlf.sql
	printf 'SELECT 1;\nSELECT 2' >supabase/migrations/4_unended.sql
	put supabase/migrations/5_comment.sql '-- nothing'
	: >supabase/migrations/6_empty.sql
	printf '\xef\xbb\xbfSELECT 1;\n' >supabase/migrations/7_mark.sql
	put supabase/migrations/8_transaction.sql $'BEGIN;\nSELECT 1;\nCOMMIT;'
	supabase_up "$database"
	equal "$(ask "$database" "SELECT version, cardinality(statements), to_json(statement)
		FROM supabase_migrations.schema_migrations
			LEFT JOIN unnest(statements) WITH ORDINALITY AS u(statement, place) ON true
		ORDER BY version, place")" \
'1|5|"-- Author: me\n\n/* two;\n   lines */\nCREATE TABLE t (\n\tid int, -- the key;\n\tname text\n)"
1|5|"INSERT INTO t VALUES (1, '"'a;b'"')"
1|5|"-- behind\nSELECT 1"
1|5|"SELECT 2"
1|5|"-- trailing;"
2|3|"DO $$\nBEGIN\n\tPERFORM 1; PERFORM 2;\nEND\n$$"
2|3|"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$ SELECT 1; SELECT 2; $body$"
2|3|"CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END"
3|2|"CREATE TABLE crlf (\r\n\tid int\r\n)"
3|2|"-- next\r\nSELECT 1"
4|2|"SELECT 1"
4|2|"SELECT 2"
5|1|"-- nothing"
6|0|
7|1|"SELECT 1"
8|3|"BEGIN"
8|3|"SELECT 1"
8|3|"COMMIT"'
}

# Its list asks for the version alone: the smallest table stands for the others.
@test "the Supabase CLI reads the tables of one, two, three and six columns that are recorded" {
	only_with_all
	needs_history_tools
	put supabase/migrations/0001_one.sql $'CREATE TABLE one (id int);\nCREATE TABLE two (id int);'
	put supabase/migrations/20250102_two.sql
	local number
	for number in 1 2 3 6; do
		database_create "columns_$number"
		history_create "columns_$number" "supabase-$number" supabase/migrations/0001_one.sql \
			20250101120345=supabase/migrations/20250102_two.sql
		equal "$(columns "columns_$number" supabase_migrations.schema_migrations | grep -vcE 'KEY|UNIQUE')" "$number"
	done
	equal "$(supabase_list columns_1)" $'0001\tboth\n20250101120345\tremote\n20250102\tlocal'
	equal "$(ask columns_3 "SELECT statements, name FROM supabase_migrations.schema_migrations WHERE version = '0001'")" \
		'{"CREATE TABLE one (id int)","CREATE TABLE two (id int)"}|one'
	equal "$(ask columns_6 "SELECT cardinality(statements), created_by FROM supabase_migrations.schema_migrations WHERE version = '0001'")" \
		'1|owner@example.com'
}

@test "dbmate: one version is applied, one pending, one has no file and is not named" {
	needs_history_tools
	put db/migrations/20250101000000_one.sql $'-- migrate:up\nCREATE TABLE one (id int);\n\n-- migrate:down\nDROP TABLE one;'
	put db/migrations/20250102000000_two.sql $'-- migrate:up\nCREATE TABLE two (id int);\n-- migrate:down'
	dbmate_up "$database"
	equal "$(ask "$database" 'SELECT version FROM schema_migrations ORDER BY 1')" $'20250101000000\n20250102000000'
	rm db/migrations/20250101000000_one.sql
	put db/migrations/20250103000000_three.sql $'-- migrate:up\nSELECT 1;'
	equal "$(dbmate_status "$database")" $'20250102000000_two.sql\tapplied\n20250103000000_three.sql\tpending'
	same_columns dbmate public.schema_migrations
	history_record "$database" dbmate db/migrations/20250103000000_three.sql
	equal "$(dbmate_status "$database" | cut -f 2 | sort -u)" applied
	[ ! -e db/schema.sql ]
}

@test "prisma: checksum, failed and rolled-back rows, and what its status says of them" {
	needs_history_tools
	prisma_init
	put prisma/migrations/20250101000000_one/migration.sql $'-- one\r\nCREATE TABLE one (id int);'
	put prisma/migrations/20250102000000_fails/migration.sql 'SELECT nothing;'
	run prisma_deploy "$database"
	equal "$status" 1
	contains "$output" 'migration_name="20250102000000_fails"'
	rows() {
		ask "$database" 'SELECT migration_name, checksum, finished_at IS NOT NULL, rolled_back_at IS NOT NULL,
			applied_steps_count, logs IS NOT NULL FROM _prisma_migrations ORDER BY started_at'
	}
	sum() { sha256sum <"prisma/migrations/$1/migration.sql" | cut -d ' ' -f 1; }
	local one fails
	one="20250101000000_one|$(sum 20250101000000_one)|t|f|1|f"
	fails="20250102000000_fails|$(sum 20250102000000_fails)"
	equal "$(rows)" "$one"$'\n'"$fails|f|f|0|t"
	same_columns prisma _prisma_migrations
	equal "$(prisma_status "$database")" $'20250102000000_fails\tfailed'

	# Rolled back is neither applied nor, to its status, pending; deploy would run it once more. A row
	# without a folder is missing. Of an edited file nothing is said.
	prisma_resolve "$database" rolled-back 20250102000000_fails
	equal "$(rows)" "$one"$'\n'"$fails|f|t|0|t"
	put prisma/migrations/20250103000000_three/migration.sql
	put prisma/migrations/20250101000000_one/migration.sql 'SELECT 1;'
	history_record "$database" prisma 20250104000000_gone=prisma/migrations/20250103000000_three/migration.sql
	equal "$(prisma_status "$database")" $'20250103000000_three\tpending\n20250104000000_gone\tmissing'
}

@test "flyway: rank, dotted version, script, and a checksum that ends of lines do not change" {
	put V1__first_one.sql $'CREATE TABLE one ();\n\nSELECT \'é\';'
	put V2_1__second.sql
	put R__view.sql
	printf '\xef\xbb\xbf' | cat - V1__first_one.sql | sed 's/$/\r/' >V3__crlf.sql
	history_create "$database" flyway V1__first_one.sql V2_1__second.sql R__view.sql V3__crlf.sql
	# gzip ends a stream with the same CRC-32.
	crc() { tr -d '\n' <"$1" | gzip -c | tail -c 8 | od -An -td4 -N 4 | tr -d ' '; }
	equal "$(ask "$database" 'SELECT installed_rank, version, description, type, script, checksum, success FROM flyway_schema_history ORDER BY 1')" \
		"1|1|first one|SQL|V1__first_one.sql|$(crc V1__first_one.sql)|t
2|2.1|second|SQL|V2_1__second.sql|$(crc V2_1__second.sql)|t
3||view|SQL|R__view.sql|$(crc R__view.sql)|t
4|3|crlf|SQL|V3__crlf.sql|$(crc V1__first_one.sql)|t"
}

@test "golang-migrate has one row, goose one for the version 0 too" {
	put 000001_one.up.sql
	put 000012_two.up.sql
	history_create "$database" golang-migrate 000001_one.up.sql 000012_two.up.sql
	equal "$(ask "$database" 'TABLE schema_migrations')" '12|f'
	put 00001_one.sql $'-- +goose Up\nSELECT 1;'
	put 20250102000000_two.sql $'-- +goose Up\nSELECT 1;'
	history_create "$database" goose 00001_one.sql 20250102000000_two.sql
	equal "$(ask "$database" 'SELECT id, version_id, is_applied FROM goose_db_version')" \
		$'1|0|t\n2|1|t\n3|20250102000000|t'
}

@test "sqlx, diesel and rails: their versions, and the SHA-384 of sqlx" {
	put 0001_one.sql
	put 20250102000000_two_words.up.sql 'SELECT 2;'
	history_create "$database" sqlx 0001_one.sql 20250102000000_two_words.up.sql
	sum() { openssl dgst -sha384 -r "$1" | cut -d ' ' -f 1; }
	equal "$(ask "$database" "SELECT version, description, success, encode(checksum, 'hex') FROM _sqlx_migrations ORDER BY 1")" \
		"1|one|t|$(sum 0001_one.sql)"$'\n'"20250102000000|two words|t|$(sum 20250102000000_two_words.up.sql)"
	put migrations/2025-01-02-030405_create_users/up.sql
	put migrations/00000000000000_diesel_initial_setup/up.sql
	history_create "$database" diesel migrations/*/up.sql
	equal "$(ask "$database" 'SELECT version FROM __diesel_schema_migrations ORDER BY 1')" $'00000000000000\n20250102030405'
	put db/migrate/20250102030405_create_users.rb
	history_create "$database" rails db/migrate/20250102030405_create_users.rb
	equal "$(ask "$database" "SELECT version, key FROM schema_migrations, ar_internal_metadata")" '20250102030405|environment'
}

@test "migrations_history, _migrations and dragonfly_migrations, with the view over two tables" {
	put 20250101000000_feature_one.sql
	put 0070_last.sql
	put 20250102000000_new.sql
	sum() { openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1; }
	history_create "$database" migrations_history 20250101000000_feature_one.sql
	equal "$(ask "$database" 'SELECT migration_name, applied_by, checksum, rollback_applied FROM migrations_history')" \
		"20250101000000_feature_one|postgres|$(sum 20250101000000_feature_one.sql)|f"
	history_create "$database" _migrations 20250101000000_feature_one.sql
	equal "$(ask "$database" 'SELECT version, name, checksum, success FROM _migrations')" \
		"20250101000000|feature_one|$(sum 20250101000000_feature_one.sql)|t"
	history_create "$database" dragonfly_migrations 0070_last.sql
	history_record "$database" supabase-3 20250102000000_new.sql
	equal "$(ask "$database" 'SELECT source, version, name, status FROM v_migration_status ORDER BY 1')" \
		$'legacy|0070|last|applied\nsupabase|20250102000000|new|applied'
}

@test "what cannot be recorded is an error, and leaves no row" {
	put 1_one.sql
	put 2_quoted.sql "SELECT ';';"
	history_create "$database" supabase-3
	run history_record "$database" supabase-3 1_one.sql 2_quoted.sql
	[ "$status" != 0 ]
	equal "$(ask "$database" 'SELECT count(*) FROM supabase_migrations.schema_migrations')" 0
}
