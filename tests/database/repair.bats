# `mighook repair`: rows of a real server and files that are one migration under two versions.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load ../support/history_tools
load ../support/history_tables

setup_file() { postgres_start && database_create app; }
teardown_file() { postgres_stop; }

TABLE=supabase_migrations.schema_migrations

setup() {
	setup_scratch
	postgres_environment
	export PGDATABASE=app
	# quicker than a new one
	ask app 'DROP SCHEMA IF EXISTS public, supabase_migrations CASCADE; CREATE SCHEMA public'
	new_repository r
}

# hosted_table: with the columns that the hosted service has.
hosted_table() {
	ask app "CREATE SCHEMA supabase_migrations; CREATE TABLE $TABLE
		(version text NOT NULL PRIMARY KEY, statements text[], name text,
		created_by text, idempotency_key text UNIQUE, rollback text[])"
}

# stamped NUMBER NAME SQL: a row as apply_migration writes it, with a version of its own, the whole
# file as one statement, and what the hosted service adds.
stamped() { ask app "$(stamped_sql "$@")"; }

stamped_sql() {
	echo "INSERT INTO $TABLE (version, statements, name, created_by, idempotency_key, rollback)
		VALUES (to_char(timestamp '2025-03-01 10:00:00' + $1 * interval '61 seconds', 'YYYYMMDDHH24MISS'),
		ARRAY[\$mighook\$$3
\$mighook\$], '$2', 'a@example.com', 'key-$1', ARRAY['DROP TABLE \"x''$1\"', E'a\\\\b\tc\nd']);"
}

# orphans COUNT: as many migrations, each in a file and in a row of another version; committed.
orphans() {
	local i day sql=''
	hosted_table
	for ((i = 1; i <= $1; i++)); do
		day=$(printf '%02d' $(((i - 1) % 28 + 1)))
		put "supabase/migrations/202501${day}$(printf '%06d' "$i")_table_$i.sql" "-- table $i
CREATE TABLE t$i (id int, note text DEFAULT 'a;b''$i');
CREATE INDEX ON t$i (id);"
		sql+=$(stamped_sql "$i" "table_$i" "-- table $i
CREATE TABLE t$i (id int, note text DEFAULT 'a;b''$i');
CREATE INDEX ON t$i (id);")
	done
	ask app "$sql"
	git add .
	git commit -q --no-verify -m merged
}

# table: every byte of the history.
table() { psql -XAtqd app -c "COPY (SELECT * FROM $TABLE ORDER BY version) TO STDOUT"; }

# states: how many migrations there are of each state.
states() { mighook status --json 2>/dev/null | jq -r '[.migrations[].state] | group_by(.) | map("\(.[0]) \(length)") | join(", ")'; }

# actions: how many steps there are of each action in the JSON on stdin.
actions() { jq -r '[.plan[].action] | group_by(.) | map("\(.[0]) \(length)") | join(", ")'; }

@test "37 orphans of a tool that stamps its own versions: rows converge, and the undo restores every byte" {
	orphans 37
	before=$(table)
	equal "$(states)" 'mismatch 37'
	mighook status >../text || true
	contains "$(cat ../text)" '20250101000001 here, 20250301100101 in supabase_migrations.schema_migrations: the name and the content are the same'
	run --separate-stderr mighook repair --json
	equal "$status" 1
	equal "$(actions <<<"$output")" 'archive 1, rename 37, update 37'
	equal "$(jq .executed <<<"$output")" false
	equal "$(table)" "$before"

	run --separate-stderr mighook repair --by rows --execute
	equal "$status" 0
	contains "$output" '37 migrations repaired'
	printf '%s\n' "$output" >../output
	equal "$(states)" 'applied 37'
	equal "$(ask app "SELECT count(*), count(DISTINCT squash_id) FROM ${TABLE}_archive")" '37|1'
	equal "$(ask app "SELECT count(*) FROM ${TABLE}_archive a WHERE created_by = 'a@example.com' AND idempotency_key LIKE 'key-%' AND rollback[2] = E'a\\\\b\tc\nd'")" 37
	run mighook repair --by rows --execute
	equal "$status" 0
	contains "$output" 'nothing to repair'
	equal "$(git status --porcelain)" ''

	# all that is printed but the last lines is a script
	sed '/^mighook:/,$d' ../output >../undo.sql
	run_sql app ../undo.sql
	equal "$(table)" "$before"
	equal "$(states)" 'mismatch 37'
	# once more with what JSON keeps
	mighook repair --by rows --execute --json >../plan.json
	equal "$(jq .executed ../plan.json)" true
	equal "$(states)" 'applied 37'
	jq -r '[.plan[].undo | select(.)] | reverse | join(";\n") + ";"' ../plan.json >../undo.sql
	run_sql app ../undo.sql
	equal "$(table)" "$before"
}

@test "the printed script does what --execute does" {
	orphans 3
	mighook repair --by rows >../output || true
	sed '/^mighook:/,$d' ../output >../do.sql
	run_sql app ../do.sql
	equal "$(states)" 'applied 3'
}

@test "37 orphans: files converge, renames alone" {
	orphans 37
	before=$(table)
	run mighook repair --by files
	equal "$status" 1
	contains "$output" 'git mv supabase/migrations/20250101000001_table_1.sql supabase/migrations/20250301100101_table_1.sql'
	equal "$(git status --porcelain)" ''
	run mighook repair --by files --execute
	equal "$status" 0
	contains "$output" '37 migrations renamed, staged'
	equal "$(git status --porcelain | cut -c1-2 | sort | uniq -c | tr -s ' ')" ' 37 R '
	equal "$(git diff --cached -M100% --name-status | cut -f1 | sort -u)" R100
	equal "$(table)" "$before"
	equal "$(states)" 'applied 37'
	run mighook repair --by files --execute
	equal "$status" 0
	contains "$output" 'nothing to repair'
}

@test "a rollback and what a header says of the file go along" {
	hosted_table
	put .mighook.yaml 'version: 1
sets:
  - {path: supabase/migrations, runner: supabase, down: "supabase/rollback/{name}.down.sql"}'
	put supabase/migrations/20250101000000_a.sql '-- Migration: 20250101000000_a.sql
CREATE TABLE a (id int);'
	put supabase/rollback/20250101000000_a.down.sql 'DROP TABLE a;'
	merged README x; git add .; git commit -q --no-verify -m merged
	stamped 0 a 'CREATE TABLE a (id int);'
	run mighook repair --by files --execute
	equal "$status" 0
	equal "$(git ls-files supabase)" 'supabase/migrations/20250301100000_a.sql
supabase/rollback/20250301100000_a.down.sql'
	contains "$(git show :supabase/migrations/20250301100000_a.sql)" 'Migration: 20250301100000_a.sql'
	equal "$(git status --porcelain | cut -c2 | sort -u)" ' '
}

@test "comments, blanks and one element for each statement make no difference; a new name neither" {
	hosted_table
	merged supabase/migrations/20250101000000_add_users.sql '-- a comment of the file
CREATE TABLE users (
	id int
);
CREATE INDEX ON users (id);'
	merged supabase/migrations/20250102000000_better_name.sql 'CREATE TABLE other (id int);'
	ask app "INSERT INTO $TABLE (version, statements, name) VALUES
		('20250201000000', ARRAY['CREATE TABLE users ( id int )', '/* stored */ CREATE INDEX ON users (id)'], 'Add-Users'),
		('20250202000000', ARRAY['CREATE TABLE other (id int)'], 'worse_name')"
	before=$(table)
	equal "$(states)" 'mismatch 2'
	run mighook repair --by rows --execute
	equal "$status" 0
	equal "$(ask app "SELECT version, name FROM $TABLE ORDER BY 1")" '20250101000000|add_users
20250102000000|better_name'
	printf '%s\n' "$output" | sed '/^mighook:/,$d' >../undo.sql
	run_sql app ../undo.sql
	equal "$(table)" "$before"
}

@test "two candidates are refused with both named, and nothing is written, unless another one is named" {
	orphans 2
	merged supabase/migrations/20250110000000_twin.sql 'CREATE TABLE twin (id int);'
	stamped 50 twin 'CREATE TABLE twin (id int);'
	stamped 51 twin 'CREATE TABLE twin (id int);'
	before=$(table)
	for way in rows files; do
		run --separate-stderr mighook repair --by $way --execute
		equal "$status" 1
		contains "$output" '20250301105050 twin or 20250301105151 twin'
		contains "$output" 'nothing was written'
	done
	equal "$(table)" "$before"
	equal "$(git status --porcelain)" ''
	equal "$(ask app "SELECT to_regclass('${TABLE}_archive')")" ''
	run mighook repair --by rows --execute --only 20250101000001 --only 20250301100202
	equal "$status" 0
	equal "$(states)" 'applied 2, orphan 2, pending 1'
	run mighook repair --by rows --execute --only 20250110000000
	equal "$status" 1
	equal "$(states)" 'applied 2, orphan 2, pending 1'
}

@test "the same name with another content is to be looked at; named, it is mended" {
	hosted_table
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id bigint);'
	stamped 0 a 'CREATE TABLE a (id int);'
	run mighook repair --by rows --execute
	equal "$status" 1
	contains "$output" 'the name is the same, the content is not: look'
	equal "$(states)" 'mismatch 1'
	run mighook repair --by rows --execute --only 20250101000000
	equal "$status" 0
	equal "$(states)" 'edited 1'
}

@test "a row without a file is never deleted: what restores it is printed, and does" {
	hosted_table
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	ask app "INSERT INTO $TABLE (version, statements, name) VALUES ('20250101000000', NULL, 'a'),
		('20250102000000', ARRAY['CREATE TABLE b (id int, c text DEFAULT ''x'')', 'SELECT 1'], 'b')"
	run --separate-stderr mighook repair --by rows --execute
	equal "$status" 1
	contains "$output" '-- restore  20250102000000'
	command=$(mighook repair --json | jq -r '.plan[].reason' | grep -o 'mighook status --recover .*')
	bash -c "$command"
	equal "$(grep . supabase/migrations/20250102000000_b.sql)" "CREATE TABLE b (id int, c text DEFAULT 'x');
SELECT 1;"
	equal "$(states)" 'applied 2'
}

# pairs: version and what speaks for the pair, or against one, of each migration in the status.
pairs() {
	mighook status --json 2>/dev/null | jq -r '.migrations | reverse | .[] | "\(.version) \(.state): \(
		.reason // "" | capture("(?<it>the (name|content) (is|and) [^;]*(; nothing tells[^;]*)?|the database may .*not paired|it may be .*not paired)").it // "")"'
}

@test "what is certain is paired before what is only likely; what is likely in two ways is not" {
	hosted_table
	# the same name twice, and content tells which is which
	put supabase/migrations/20250101000000_remote_schema.sql 'CREATE TABLE a (id int);'
	put supabase/migrations/20250102000000_remote_schema.sql 'CREATE TABLE b (id int);'
	# the content of one row, the name of another
	put supabase/migrations/20250103000000_c.sql 'CREATE TABLE c (id int);'
	# says nothing: its name is all there is, and no other file without SQL is its equal
	put supabase/migrations/20250104000000_empty.sql '-- nothing'
	put supabase/migrations/20250105000000_void.sql '-- nothing'
	git add .; git commit -q --no-verify -m merged
	ask app "INSERT INTO $TABLE (version, statements, name) VALUES
		('20250201000000', ARRAY['CREATE TABLE b (id int)'], '20250201000000_remote-schema.sql'),
		('20250202000000', ARRAY['CREATE TABLE a (id int)'], 'remote_schema'),
		('20250203000000', ARRAY['CREATE TABLE c (id int)'], 'd'),
		('20250204000000', ARRAY['CREATE TABLE d (id int)'], 'c'),
		('20250205000000', ARRAY['-- nothing'], 'empty'),
		('20250206000000', ARRAY['SELECT 1'], 'nobody')"
	equal "$(pairs)" '20250101000000 mismatch: the name and the content are the same
20250102000000 mismatch: the name and the content are the same
20250103000000 pending: the database may have it as 20250203000000 d or 20250204000000 c: not paired
20250104000000 mismatch: the name is the same; nothing tells whether the content is: look
20250105000000 pending: 
20250203000000 orphan: it may be the file 20250103000000_c.sql, for which there are others: not paired
20250204000000 orphan: it may be the file 20250103000000_c.sql, for which there are others: not paired
20250206000000 orphan: '
}

@test "files that are not staged, or in the way, are refused with all others" {
	orphans 1
	put supabase/migrations/20250120000000_new.sql 'CREATE TABLE new (id int);'
	stamped 30 new 'CREATE TABLE new (id int);'
	run mighook repair --by files --execute
	equal "$status" 1
	contains "$output" 'it is not staged: git add it first'
	git add .; put supabase/migrations/20250301103030_new.sql.orig; mkdir supabase/migrations/20250301103030_new.sql
	run mighook repair --by files --execute
	equal "$status" 1
	contains "$output" 'supabase/migrations/20250301103030_new.sql is there already'
	equal "$(git diff --cached --name-status)" 'A	supabase/migrations/20250120000000_new.sql'
	rm -r supabase/migrations/20250301103030_new.sql*
	run mighook repair --by files --execute
	equal "$status" 0
	equal "$(states)" 'applied 2'
}

@test "two files of one version cannot both be the rows' one: by files they can" {
	hosted_table
	merged supabase/migrations/20250118_a.sql 'CREATE TABLE a (id int);'
	merged supabase/migrations/20250118_b.sql 'CREATE TABLE b (id int);'
	stamped 0 a 'CREATE TABLE a (id int);'
	stamped 1 b 'CREATE TABLE b (id int);'
	before=$(table)
	run mighook repair --by rows --execute
	equal "$status" 1
	contains "$output" 'the rows 20250301100000 and 20250301100101 would both have the version 20250118'
	equal "$(table)" "$before"
	run mighook repair --by files --execute
	equal "$status" 0
	equal "$(states)" 'applied 2'
}

@test "renumbered files: a chain and a ring of versions that others had, both ways" {
	hosted_table
	# a, b, c had 1, 2, 3 and have 2, 3, 4; x and y have changed places
	put supabase/migrations/20250102000000_a.sql 'CREATE TABLE a (id int);'
	put supabase/migrations/20250103000000_b.sql 'CREATE TABLE b (id int);'
	put supabase/migrations/20250104000000_c.sql 'CREATE TABLE c (id int);'
	put supabase/migrations/20250106000000_x.sql 'CREATE TABLE x (id int);'
	put supabase/migrations/20250105000000_y.sql 'CREATE TABLE y (id int);'
	git add .; git commit -q --no-verify -m merged
	ask app "INSERT INTO $TABLE (version, statements, name) VALUES
		('20250101000000', ARRAY['CREATE TABLE a (id int)'], 'a'),
		('20250102000000', ARRAY['CREATE TABLE b (id int)'], 'b'),
		('20250103000000', ARRAY['CREATE TABLE c (id int)'], 'c'),
		('20250105000000', ARRAY['CREATE TABLE x (id int)'], 'x'),
		('20250106000000', ARRAY['CREATE TABLE y (id int)'], 'y')"
	before=$(table)
	equal "$(states)" 'mismatch 5'
	run mighook repair --by rows --execute --only 20250102000000
	equal "$status" 1
	equal "$(table)" "$before"
	mighook repair --by rows --execute >../output
	equal "$(states)" 'applied 5'
	equal "$(ask app "SELECT string_agg(name, '' ORDER BY version) FROM $TABLE")" abcyx
	sed '/^mighook:/,$d' ../output >../undo.sql
	run_sql app ../undo.sql
	equal "$(table)" "$before"
	run mighook repair --by files --execute --only 20250104000000
	equal "$status" 1
	equal "$(git status --porcelain)" ''
	mighook repair --by files --execute
	equal "$(states)" 'applied 5'
	equal "$(git ls-files supabase | xargs -n1 basename | tr '\n' ' ')" '20250101000000_a.sql 20250102000000_b.sql 20250103000000_c.sql 20250105000000_x.sql 20250106000000_y.sql '
}

@test "history-writes: false and manual keep the rows from being written, by the key's name" {
	orphans 1
	before=$(table)
	for writes in false manual; do
		put .mighook.yaml "version: 1
sets:
  - {path: supabase/migrations, runner: supabase, history-writes: $writes}"
		git add .mighook.yaml
		run mighook repair --by rows --execute
		equal "$status" 2
		contains "$output" "history-writes: $writes"
		equal "$(table)" "$before"
	done
	run mighook repair --by files --execute
	equal "$status" 0
}

@test "--execute says which two ways there are; unknown versions and ways are errors" {
	orphans 1
	run mighook repair --execute
	equal "$status" 2
	contains "$output" '--by files'
	contains "$output" '--by rows'
	run mighook repair --by magic
	equal "$status" 2
	run mighook repair --only 7
	equal "$status" 2
	contains "$output" 'there is no version 7'
}

@test "--checksum: one row gets the checksum of its file, and no other" {
	mkdir -p prisma/migrations
	echo 'provider = "postgresql"' >prisma/migrations/migration_lock.toml
	for name in 20250101000000_a 20250102000000_b; do
		put prisma/migrations/$name/migration.sql '-- before
SELECT 1;'
	done
	git add .; git commit -q --no-verify -m merged
	sum=$(sha256sum <prisma/migrations/20250101000000_a/migration.sql | cut -d' ' -f1)
	ask app "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL,
		finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
		started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);
		INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at) VALUES
		('1', '$sum', now(), '20250101000000_a', '2025-01-01'), ('2', '$sum', now(), '20250102000000_b', '2025-01-02')"
	TABLE=_prisma_migrations
	before=$(psql -XAtqc 'SELECT * FROM _prisma_migrations ORDER BY id')
	for name in 20250101000000_a 20250102000000_b; do
		put prisma/migrations/$name/migration.sql '-- after
SELECT 1;'
	done
	git add .
	equal "$(states)" 'edited 2'
	run mighook repair
	equal "$status" 1
	contains "$output" 'mighook repair --checksum 20250101000000 --execute'
	run mighook repair --checksum 20250101000000
	equal "$status" 1
	equal "$(psql -XAtqc 'SELECT * FROM _prisma_migrations ORDER BY id')" "$before"
	run mighook repair --checksum 20250101000000 --execute
	equal "$status" 0
	printf '%s\n' "$output" | sed '/^mighook:/,$d' >../undo.sql
	equal "$(states)" 'applied 1, edited 1'
	run mighook repair --checksum 20250101000000 --execute
	equal "$status" 0
	contains "$output" 'nothing to repair'
	run_sql app ../undo.sql
	equal "$(psql -XAtqc 'SELECT * FROM _prisma_migrations ORDER BY id')" "$before"
}

@test "prisma: a folder and its row pair by name and checksum, both ways" {
	mkdir -p prisma/migrations
	echo 'provider = "postgresql"' >prisma/migrations/migration_lock.toml
	put prisma/migrations/20250101000000_a/migration.sql 'CREATE TABLE a (id int);'
	git add .; git commit -q --no-verify -m merged
	sum=$(sha256sum <prisma/migrations/20250101000000_a/migration.sql | cut -d' ' -f1)
	ask app "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL,
		finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
		started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);
		INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES
		('1', '$sum', now(), '20250203040506_a')"
	equal "$(states)" 'mismatch 1'
	mighook repair --by rows --execute >../output
	equal "$(ask app 'SELECT migration_name FROM _prisma_migrations')" 20250101000000_a
	equal "$(states)" 'applied 1'
	sed '/^mighook:/,$d' ../output >../undo.sql
	run_sql app ../undo.sql
	mighook repair --by files --execute
	equal "$(git ls-files prisma)" 'prisma/migrations/20250203040506_a/migration.sql
prisma/migrations/migration_lock.toml'
	equal "$(states)" 'applied 1'
}

@test "the Supabase CLI finds nothing to do, by files or by rows" {
	needs_history_tools
	merged supabase/migrations/20250101000000_a.sql '-- a
CREATE TABLE a (id int);
CREATE INDEX ON a (id);'
	supabase_up app >/dev/null 2>&1
	git mv supabase/migrations/20250101000000_a.sql supabase/migrations/20250111000000_a.sql
	git commit -q --no-verify -m renamed
	mighook repair --by files --execute
	equal "$(supabase_list app)" $'20250101000000\tboth'
	git reset -q --hard
	mighook repair --by rows --execute
	equal "$(supabase_list app)" $'20250111000000\tboth'
}

@test "other tables: their keys, names and checksums, and every byte of them back" {
	put sql/V1__create_a.sql 'CREATE TABLE a (id int);'
	put migrations/20250101_create_a.sql 'CREATE TABLE a (id int);'
	git add .; git commit -q --no-verify -m merged
	while read -r tool folder file version key; do
		put .mighook.yaml "version: 1
sets: [{path: $folder, runner: $(case $tool in flyway | sqlx) echo "$tool" ;; *) echo "plain, history: [{table: $tool}]" ;; esac)}]"
		history_create app "$tool" "$version=$folder/$file"
		name=$(psql -XAtqc "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE '%$tool%'")
		before=$(psql -XAtqc "COPY $name TO STDOUT")
		mighook repair --by rows --execute >../output
		equal "$(states)" 'applied 1'
		[[ $(psql -XAtqc "COPY $name TO STDOUT") =~ (^|$'\t')"$key"$'\t' ]]
		sed '/^mighook:/,$d' ../output >../undo.sql
		psql -Xqf ../undo.sql
		equal "$(psql -XAtqc "COPY $name TO STDOUT")" "$before"
		mighook repair --by files --execute >/dev/null
		equal "$(states)" 'applied 1'
		git reset -q --hard
		ask app "DROP TABLE $name, ${name}_archive"
	done <<-'END'
		flyway sql V1__create_a.sql 1.5 1
		sqlx migrations 20250101_create_a.sql 20250201 20250101
		migrations_history migrations 20250101_create_a.sql 20250201_create_a 20250101_create_a
		_migrations migrations 20250101_create_a.sql 20250201 20250101
	END
}

@test "an archive that a squash, or an older table, has left is added to" {
	orphans 2
	ask app "CREATE TABLE ${TABLE}_archive AS SELECT version, statements, name FROM $TABLE"
	mighook repair --by rows --execute >/dev/null
	equal "$(states)" 'applied 2'
	equal "$(ask app "SELECT count(*), count(squash_id), count(created_by), count(archived_at) FROM ${TABLE}_archive")" '4|2|2|2'
}

@test "killed or stopped by the server half-way: all or nothing" {
	orphans 5
	before=$(table)
	# the third row is slow: there is time to kill it
	ask app "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN IF NEW.version LIKE ''20250103%'' THEN PERFORM pg_sleep(5); END IF; RETURN NEW; END';
		CREATE TRIGGER slow BEFORE UPDATE ON $TABLE FOR EACH ROW EXECUTE FUNCTION slow()"
	mighook repair --by rows --execute >../output 2>&1 3>&- & pid=$!
	for ((i = 0; i < 100; i++)); do
		[ -z "$(ask app "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")" ] || break
		sleep 0.05
	done
	kill -KILL $pid
	wait $pid || true
	# the server ends what nobody waits for
	ask app "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'" >/dev/null
	equal "$(table)" "$before"
	# it had said before how it would be taken back
	contains "$(cat ../output)" 'what takes it back'
	ask app "CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN IF NEW.version LIKE ''20250103%'' THEN RAISE EXCEPTION ''no''; END IF; RETURN NEW; END'"
	run mighook repair --by rows --execute
	equal "$status" 2
	contains "$output" 'nothing was written'
	equal "$(table)" "$before"
	equal "$(ask app "SELECT to_regclass('${TABLE}_archive')")" ''
}

@test "two at once: the rows are written once" {
	orphans 20
	mighook repair --by rows --execute >/dev/null 2>../errors & pid=$!
	mighook repair --by rows --execute >/dev/null 2>&1 && first=0 || first=$?
	wait $pid && second=0 || second=$?
	# who comes too late finds nothing to do, or other rows than it has planned for
	[[ "$first $second" =~ ^(0 [02]|2 0)$ ]] || fail "$first $second $(cat ../errors)"
	equal "$(states)" 'applied 20'
	equal "$(ask app "SELECT count(*) FROM ${TABLE}_archive")" 20
}

@test "thousands of orphans and files in reasonable time" {
	only_with_all
	local count=500
	[ -z "${MIGHOOK_TEST_ALL-}" ] || count=5000
	hosted_table
	mkdir -p supabase/migrations
	python3 - "$count" <<-'PY'
		import sys
		for i in range(int(sys.argv[1])):
		    with open('supabase/migrations/2024%010d_table_%d.sql' % (i, i), 'w') as f:
		        f.write('CREATE TABLE t%d (id int);\n' % i)
	PY
	ask app "INSERT INTO $TABLE (version, statements, name) SELECT '2025' || lpad(i::text, 10, '0'),
		ARRAY['CREATE TABLE t' || i || ' (id int)'], 'table_' || i FROM generate_series(1, $count) i"
	git add . && git commit -q --no-verify -m merged
	# each file but the first, and each row but the last, has a partner
	start=$(date +%s%N)
	mighook repair --by files --json >../files.json || true
	equal "$(actions <../files.json)" "rename $((count - 1)), restore 1"
	echo "# plan of $count by files: $((($(date +%s%N) - start) / 1000000)) ms" >&3
	start=$(date +%s%N)
	mighook repair --by rows --execute >/dev/null || true
	echo "# $count by rows, executed: $((($(date +%s%N) - start) / 1000000)) ms" >&3
	equal "$(states)" "applied $((count - 1)), orphan 1, out-of-order 1"
}
