# review: the class of every statement, who must approve it, the gate, the checklist, the formats.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql 'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);'
	git branch base
}

migration=supabase/migrations/20250201000000_change.sql

# classified SQL: one line for each change, "class; judgement; labels; approvers; checks".
classified() {
	stage "$migration" "$1"
	mighook review --staged --json >../review.json || return 1
	jq -r '.changes[] |
		"\(.class); \(.judgement); \(.labels | join(" ")); \(.approvers | join(" ")); \(.checks | join(", "))"' <../review.json
}

# is SQL LINE...: what it is classified as.
is() {
	local found
	found=$(classified "$1") || fail "review failed: $1"
	equal "$found" "$(shift; printf '%s\n' "$@")"
}

@test "the seven rows of the review matrix" {
	is 'ALTER TABLE users ADD COLUMN a text;' 'add column (nullable); additive; ; engineer; '
	is 'ALTER TABLE users ADD COLUMN a text NOT NULL;' 'add column (NOT NULL); additive; ; engineer engineer; Backfill plan'
	is 'ALTER TABLE users DROP COLUMN email;' \
		'drop column; forbidden; deletes-data; engineer engineer lead; 30-day deprecation, Retention policy review'
	is 'ALTER TABLE users ALTER COLUMN id TYPE text;' 'alter type; approval; ; engineer engineer; Lock analysis'
	is 'DROP TABLE users;' 'drop table; forbidden; deletes-data; lead PM; Data export plan, Retention policy review'
	is 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$;' 'create/alter RPC; additive; ; engineer; Security review'
	is 'ALTER PROCEDURE p() SECURITY DEFINER;' 'create/alter RPC; additive; ; engineer; Security review'
	is 'CREATE OR REPLACE VIEW v AS SELECT id FROM users;' 'create/alter view; additive; ; engineer; Performance check'
}

@test "everything else has a class too" {
	is 'CREATE TABLE a (id int NOT NULL, CHECK (id > 0));' 'create table; additive; ; engineer; '
	is 'CREATE INDEX i ON users (email);' 'create index; additive; ; engineer; Lock analysis'
	is 'CREATE INDEX CONCURRENTLY i ON users (email);' 'create index; additive; ; engineer; '
	is 'DROP INDEX i;' 'drop index; approval; ; engineer engineer; Performance check'
	is 'DROP VIEW v;' 'drop view; forbidden; ; engineer engineer lead; 30-day deprecation'
	is 'DROP TRIGGER t ON users;' 'drop trigger; approval; ; engineer engineer; What relied on it'
	is 'DROP SCHEMA s;' 'drop schema; forbidden; deletes-data; lead PM; Data export plan, Retention policy review'
	is 'ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0);' \
		'add constraint; approval; ; engineer engineer; Rows that are there, Lock analysis'
	is 'ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID;' \
		'add constraint; approval; ; engineer engineer; Rows that are there'
	is 'ALTER TABLE users VALIDATE CONSTRAINT c;' 'validate constraint; additive; ; engineer; Rows that are there'
	is 'ALTER TABLE users ALTER COLUMN email SET NOT NULL;' \
		'set not null; approval; ; engineer engineer; Backfill plan, Lock analysis'
	is 'ALTER TABLE users ALTER COLUMN email DROP NOT NULL;' 'drop not null; approval; ; engineer; '
	is "ALTER TABLE users ALTER COLUMN email SET DEFAULT '';" 'alter default; additive; ; engineer; '
	is 'ALTER TABLE users RENAME TO people;' 'rename table; forbidden; ; engineer engineer lead; 30-day deprecation'
	is 'ALTER TABLE users RENAME COLUMN email TO mail;' 'rename column; forbidden; ; engineer engineer lead; 30-day deprecation'
	is 'ALTER INDEX i RENAME TO j;' 'rename index; approval; ; engineer; '
	is 'ALTER TABLE users SET SCHEMA old;' 'set schema of table; forbidden; ; engineer engineer lead; 30-day deprecation'
	is 'ALTER TABLE users SET (fillfactor = 70);' 'alter table; approval; ; engineer engineer; Lock analysis'
	is 'ALTER TYPE mood ADD VALUE '"'x'"';' 'create enum value; additive; ; engineer; '
	is 'CREATE TRIGGER t AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();' \
		'create trigger; additive; ; engineer; Performance check'
	is 'GRANT SELECT ON users TO anon;' 'grant; additive; ; engineer; Security review'
	is 'REVOKE SELECT ON users FROM anon;' 'revoke; approval; ; engineer; Who relied on it'
	is 'INSERT INTO users VALUES (1);' 'insert rows; additive; ; engineer; '
	is "UPDATE users SET email = 'x' WHERE id = 1;" 'update rows; approval; ; engineer engineer; Backfill plan'
	is 'REFRESH MATERIALIZED VIEW m;' 'refresh materialized view; additive; ; engineer; Lock analysis'
	is "SELECT cron.schedule('x');" 'call; additive; ; engineer; What it does'
	is "COMMENT ON TABLE users IS 'x';" 'comment; additive; ; engineer; '
	is 'CREATE SEQUENCE s;' 'create sequence; additive; ; engineer; '
	is 'ALTER DATABASE d SET work_mem = 1;' 'alter database; approval; ; engineer engineer; '
}

@test "what changes nothing has none" {
	is $'BEGIN;\nSET search_path = x;\nSET LOCAL lock_timeout = 1;\nSELECT 1;\nCREATE TEMPORARY TABLE t (id int);\nDROP TABLE users;\nROLLBACK;' ''
}

@test "labels: deletes-data, auth, rls, crypto" {
	is 'DELETE FROM users WHERE id = 1;' 'delete rows; approval; deletes-data; engineer engineer; Retention policy review'
	is 'DELETE FROM users;' 'delete all rows; forbidden; deletes-data; lead PM; Data export plan, Retention policy review'
	is 'TRUNCATE users;' 'truncate; forbidden; deletes-data; lead PM; Data export plan, Retention policy review'
	is 'ALTER TABLE auth.users ADD COLUMN a text;' 'add column (nullable); additive; auth; engineer security; Security review'
	is 'ALTER TABLE users ADD COLUMN password_hash text;' 'add column (nullable); additive; auth; engineer security; Security review'
	is 'CREATE TABLE refresh_tokens (id int);' 'create table; additive; auth; engineer security; Security review'
	is 'CREATE TABLE members (id int, password text);' 'create table; additive; auth; engineer security; Security review'
	is 'CREATE VIEW v AS SELECT id FROM auth.users;' 'create/alter view; additive; auth; engineer security; Performance check, Security review'
	is 'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$DELETE FROM auth.users$$;' \
		'create/alter RPC; additive; auth; engineer security; Security review'
	is 'CREATE ROLE reader;' 'create role; additive; auth; engineer security; Security review'
	is 'CREATE POLICY p ON users USING (true);' 'create policy; additive; rls; engineer security; Security review'
	is 'DROP POLICY p ON users;' 'drop policy; approval; rls; engineer engineer security; Security review'
	is 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;' 'enable row security; approval; rls; engineer security; Security review'
	is 'ALTER TABLE users FORCE ROW LEVEL SECURITY;' 'alter table; approval; rls; engineer engineer security; Lock analysis, Security review'
	is 'ALTER TABLE users NO FORCE ROW LEVEL SECURITY;' 'alter table; approval; rls; engineer engineer security; Lock analysis, Security review'
	is 'ALTER TABLE users DISABLE ROW LEVEL SECURITY;' 'disable row security; approval; rls; engineer engineer security; Security review'
	is 'CREATE EXTENSION pgcrypto;' 'create extension; additive; crypto; engineer compliance; Security review, Compliance review'
	is 'CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS $$SELECT crypt(a, gen_salt('"'bf'"'))$$;' \
		'create/alter RPC; additive; crypto; engineer compliance; Security review, Compliance review'
	is 'CREATE VIEW v AS SELECT name FROM vault.decrypted_secrets;' \
		'create/alter view; additive; crypto; engineer compliance; Performance check, Compliance review'
	# who is asked for, not touched: no label
	is 'CREATE POLICY p ON users USING (auth.uid() = id);' 'create policy; additive; rls; engineer security; Security review'
	is 'CREATE TABLE a (id int REFERENCES auth.users ON DELETE CASCADE);' 'create table; additive; ; engineer; '
	is 'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$DELETE FROM users$$;' \
		'create/alter RPC; additive; ; engineer; Security review'
}

@test "CASCADE is looked at on its own" {
	is 'DROP VIEW v CASCADE;' 'drop view; forbidden; ; engineer engineer lead; 30-day deprecation, What CASCADE drops'
}

@test "what is created here needs nobody, and says so; security is still asked" {
	is $'CREATE TABLE a (id int);\nALTER TABLE a ADD COLUMN b int NOT NULL;\nCREATE INDEX i ON a (b);\nALTER TABLE a DROP COLUMN b;\nDROP TABLE a;' \
		'create table; additive; ; engineer; ' 'add column (NOT NULL); additive; ; ; ' 'create index; additive; ; ; ' \
		'drop column; additive; ; ; ' 'drop table; additive; ; ; '
	equal "$(mighook review --json | jq -r '.changes[1].waived')" 'created here'
	contains "$(mighook review)" 'nobody (created here)'
	is $'CREATE TABLE a (id int);\nCREATE POLICY p ON a USING (true);' 'create table; additive; ; engineer; ' \
		'create policy; additive; rls; security; Security review'
	is $'ALTER TABLE users ADD COLUMN a int;\nUPDATE users SET a = 1;' 'add column (nullable); additive; ; engineer; ' 'update rows; additive; ; ; '
	is $'ALTER TABLE users ADD COLUMN a int;\nUPDATE users SET a = 1, email = NULL;' 'add column (nullable); additive; ; engineer; ' \
		'update rows; approval; ; engineer engineer; Backfill plan'
	# another object of the same name is not
	is $'CREATE TABLE a (id int);\nDROP FUNCTION a();' 'create table; additive; ; engineer; ' \
		'drop function; forbidden; ; engineer engineer lead; 30-day deprecation'
	# made anew, and not when more goes with it
	is $'DROP VIEW v;\nCREATE VIEW v AS SELECT 1;' 'drop view; additive; ; ; ' 'create/alter view; additive; ; engineer; Performance check'
	equal "$(mighook review --json | jq -r '.changes[0].waived')" 'made anew below'
	is $'DROP VIEW v CASCADE;\nCREATE VIEW v AS SELECT 1;' 'drop view; forbidden; ; engineer engineer lead; 30-day deprecation, What CASCADE drops' \
		'create/alter view; additive; ; engineer; Performance check'
}

@test "one row for each statement and class, at its line, with its objects" {
	stage "$migration" $'-- a\n\nALTER TABLE users\n  ADD COLUMN a text,\n  ADD COLUMN b text,\n  DROP COLUMN email;\nDO $$\nBEGIN\n  DROP TABLE "Old";\nEND $$;\nCREATE INDEX i ON s.users (id);\nALTER ROLE r SET work_mem = 1;'
	equal "$(mighook review --json | jq -c '.changes[] | [.line, .class, .objects]')" \
		$'[3,"add column (nullable)",["users.a","users.b"]]\n[3,"drop column",["users.email"]]\n[9,"drop table",["\\"Old\\""]]\n[11,"create index",["s.users.i"]]\n[12,"alter role",["r"]]'
}

@test "what cannot be read needs approval" {
	local unread='unread SQL; approval; ; engineer engineer; Read by a person'
	is $'DO $$ BEGIN EXECUTE format(\'DROP TABLE %I\', \'x\'); END $$;' "$unread"
	is 'CREATE TABEL x;' "$unread"
	# a function's body runs when it is called
	is $'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE \'DROP \' || \'x\'; END $$;' \
		'create/alter RPC; additive; ; engineer; Security review'
	put .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase, dialect: other}]'; git add .
	is 'ALTER TABLE `users` ADD `a` TEXT;' "$unread"
	run mighook review --staged --require; equal "$status" 1
}

@test "rollbacks are exempt" {
	new_repository ../s
	merged db/migrations/20250101000000_users.up.sql 'CREATE TABLE users (id int);'
	stage db/migrations/20250201000000_a.up.sql 'ALTER TABLE users ADD COLUMN a text;'
	stage db/migrations/20250201000000_a.down.sql 'DROP TABLE users;'
	equal "$(mighook review --json | jq -c '[.changes[].class]')" '["add column (nullable)"]'
	rm -r ../s/db; new_repository ../t
	merged db/migrations/20250101000000_users.sql $'-- migrate:up\nCREATE TABLE users (id int);\n-- migrate:down\nDROP TABLE users;'
	stage db/migrations/20250201000000_a.sql $'-- migrate:up\nCREATE INDEX i ON users (id);\n-- migrate:down\nDROP TABLE users;'
	equal "$(mighook review --json | jq -c '[.changes[].class]')" '["create index"]'
}

@test "sources: staged, a range, all, and none" {
	merged "$migration" 'DROP TABLE users;'
	equal "$(mighook review --json | jq -c '[.source, .changes]')" '["staged",[]]'
	contains "$(mighook review)" 'no migration is changed'
	equal "$(mighook review --json --range base...HEAD | jq -c '[.source, (.changes | map(.class))]')" '["range",["drop table"]]'
	equal "$(mighook review --json --base base | jq -c '.changes | map(.class)')" '["drop table"]'
	equal "$(mighook review --json --all | jq -c '[.source, (.changes | map(.class))]')" '["all",["create table","drop table"]]'
	run mighook review --range base...HEAD --all; equal "$status" 2; contains "$output" 'mighook help review'
	run mighook review --range nowhere...HEAD; equal "$status" 2
	run mighook review some.sql; equal "$status" 2
	cd .. && run mighook review; equal "$status" 2
}

# gate STATUS SQL: --require ends so; without it the status is always 0.
gate() {
	stage "$migration" "$2"
	run mighook review; equal "$status" 0
	run mighook review --require; equal "$status" "$1"
}

@test "--require: approvals in the file, counted by name and role" {
	gate 0 'ALTER TABLE users ADD COLUMN a text NOT NULL;'
	gate 1 'ALTER TABLE users ALTER COLUMN id TYPE text;'
	gate 1 $'-- approved-by: ann\nALTER TABLE users ALTER COLUMN id TYPE text;'
	gate 1 $'-- approved-by: ann OPS-1\n-- approved-by: Ann OPS-2\nALTER TABLE users ALTER COLUMN id TYPE text;'
	gate 0 $'-- approved-by: ann OPS-1\n-- approved-by: bob\nALTER TABLE users ALTER COLUMN id TYPE text;'
	gate 0 $'-- approved-by: ann\nSELECT 1;\n-- approved-by: bob lead\nALTER TABLE users ALTER COLUMN id TYPE text;'
	# of another statement
	gate 1 $'SELECT 1;\n-- approved-by: ann\n-- approved-by: bob\nSELECT 2;\nALTER TABLE users ALTER COLUMN id TYPE text;'
	gate 1 $'-- approved-by: ann lead\n-- approved-by: bob\nDROP TABLE users;'
	gate 0 $'-- approved-by: ann OPS-1 lead\n-- approved-by: bob pm\nDROP TABLE users;'
	gate 1 $'-- approved-by: ann lead\n-- approved-by: ann PM\nDROP TABLE users;'
	gate 1 $'-- approved-by: ann\nCREATE POLICY p ON users USING (id = 1);'
	gate 0 $'-- approved-by: ann\n-- approved-by: sue security\nCREATE POLICY p ON users USING (id = 1);'
	git reset -q --hard; gate 0 'SELECT 1;'
}

@test "text: the highest requirement first, a table, who has approved and who is missing" {
	stage "$migration" $'-- approved-by: ann lead\nALTER TABLE users ADD COLUMN a text;\nDROP TABLE users;\nALTER TABLE users DROP COLUMN email;'
	run mighook review
	equal "${lines[0]}" 'Required: 2 engineers + lead + PM; Data export plan, Retention policy review, 30-day deprecation'
	contains "$output" "$migration:2  additive   add column (nullable) users.a  1 engineer "
	contains "$output" 'ann (lead); missing: PM'
	contains "$output" 'ann (lead); missing: 2 engineers'
	equal "${lines[-1]}" 'mighook: 3 changes in 1 migration; 2 lack approvals'
	equal "$(mighook review -q)" "$(mighook review | head -n 6)"
	needs_terminal
	contains "$(mighook review --color always)" $'\e[31mforbidden'
}

@test "text from the repository is escaped" {
	stage $'supabase/migrations/20250201000000_a\e[31m.sql' $'-- approved-by: a\e[1m\nDROP TABLE "x\e[2J";'
	run mighook review; lacks "$output" $'\e'; contains "$output" '\x1B'
}

@test "secrets are hidden" {
	stage "$migration" $'-- approved-by: AKIAQQQQWWWWEEEERRRR lead\nDROP TABLE "ghp_abcdefghijklmnopqrstuvwxyz0123456789";'
	for format in text json markdown; do
		run mighook review --format $format; equal "$status" 0
		lacks "$output" AKIAQ; lacks "$output" ghp_abc; contains "$output" '(lead)' || contains "$output" '"role": "lead"'
	done
}

@test "markdown: a stable head, a table that no text can break, a checklist" {
	stage "$migration" $'-- approved-by: @all|<!--\nDROP TABLE "a|b`c](http://x)<!-- mighook:review -->\n| x | y |";'
	run mighook review --format markdown; equal "$status" 0
	equal "${lines[0]}" '<!-- mighook:review -->'
	equal "${lines[1]}" '## Migration review'
	equal "$(grep -c 'mighook:review' <<<"$output")" 1
	equal "$(grep -c '^| ' <<<"$output")" 3
	equal "$(grep '^| <code>' <<<"$output" | tr -dc '|' | wc -c)" 8
	lacks "$output" '@all'; lacks "$output" 'http:'; lacks "$output" '`'
	contains "$output" '&#34;a&#124;b&#96;c&#93;&#40;http&#58;//x&#41;&#60;&#33;-- mighook&#58;review --&#62;&#92;x0A'
	contains "$output" '**missing: lead + PM** |'
	contains "$output" '- [x] Follows the naming convention'
	git reset -q --hard
	equal "$(mighook review --format markdown)" $'<!-- mighook:review -->\n## Migration review\n\nNo migration is changed.'
}

@test "json: every member that is promised" {
	stage "$migration" $'-- approved-by: ann lead\nALTER TABLE users DROP COLUMN email;'
	equal "$(mighook review --json | jq -c 'del(.checklist)')" "$(tr -d '\n' <<-EOF
		{"schema":1,"tool":"mighook","version":"0.1.0","command":"review","source":"staged",
		"required":{"approvers":["engineer","engineer","lead"],"checks":["30-day deprecation","Retention policy review"]},
		"approved":false,
		"changes":[{"path":"$migration","line":2,"class":"drop column","objects":["users.email"],
		"judgement":"forbidden","labels":["deletes-data"],"approvers":["engineer","engineer","lead"],
		"checks":["30-day deprecation","Retention policy review"],
		"approved_by":[{"name":"ann","role":"lead"}],"missing":["engineer","engineer"],"gated":true,"waived":null}]}
	EOF
	)"
	equal "$(mighook review --json | jq -c '.checklist[0]')" '{"name":"Follows the naming convention","ticked":true,"reason":null,"path":null}'
	stage "$migration" 'CREATE INDEX i ON users (id);'
	equal "$(mighook review --json | jq .approved)" true
}

@test "formats: several, into files; those of check are not all those of review" {
	stage "$migration" 'DROP TABLE users;'
	mighook review --format text --format json=../out.json --format markdown=../out.md >/dev/null
	equal "$(jq -r .command ../out.json)" review
	equal "$(head -n 1 ../out.md)" '<!-- mighook:review -->'
	run mighook review --format github; equal "$status" 2; contains "$output" 'text, json, markdown'
	run mighook review --format sarif; equal "$status" 2; contains "$output" "'sarif' is none of text, json, markdown"
}

# box NAME: "ticked", or why it is not.
box() {
	mighook review --json | jq -r --arg name "$1" '.checklist[] | select(.name | startswith($name)) | if .ticked then "ticked" else .reason end'
}

@test "checklist: a box is ticked by the rules that are in force and find nothing" {
	put .mighook.yaml $'sets: [{path: supabase/migrations, runner: supabase, down: \'rollback/{name}.sql\'}]\nrules: {header-missing: {fields: [Author]}}'
	git add .; git commit -qm policy
	stage "$migration" $'-- Author: ann\n-- Adds a note to each user.\nALTER TABLE users ADD COLUMN a text;'
	stage rollback/20250201000000_change.sql 'ALTER TABLE users DROP COLUMN a;'
	equal "$(mighook review --json | jq -c '[.checklist[] | .ticked] | unique')" '[true]'
	equal "$(mighook review --json | jq '.checklist | length')" 9
	git rm -q --cached rollback/20250201000000_change.sql; rm -r rollback
	equal "$(box 'Has a rollback')" 'no rollback'
	for idle in 'SELECT 1;' $'BEGIN;\nSET lock_timeout = 1;\nCOMMIT;'; do stage rollback/20250201000000_change.sql "$idle"; equal "$(box 'Has a rollback')" 'the rollback does nothing'; done
	stage rollback/20250201000000_change.sql '-- nothing to do'; equal "$(box 'Has a rollback')" 'no rollback'
	for done in 'SELECT undo();' $'DO $$ BEGIN RAISE EXCEPTION \'never\'; END $$;' 'DELETE FROM users;'; do stage rollback/20250201000000_change.sql "$done"; equal "$(box 'Has a rollback')" ticked; done
	git rm -q --cached rollback/20250201000000_change.sql; rm -r rollback
	stage "$migration" $'ALTER TABLE users ADD COLUMN a text NOT NULL;\nCREATE INDEX i ON users (email);\nCREATE TABLE b (id bigint REFERENCES users (id), c bigint REFERENCES users (id));\nDROP TABLE users;\nCOMMIT;'
	equal "$(box Includes\ desc)" '1 finding: header-missing'
	contains "$(box Uses)" 'transaction-unbalanced'
	contains "$(box Handles)" 'not-null-without-default'
	contains "$(box Includes\ nec)" 'foreign-key-unindexed'
	contains "$(box Updates)" 'row-security-missing'
	equal "$(box Performance)" '1 change asks for: Lock analysis'
	equal "$(box Breaks)" '1 change is no addition'
	stage "$migration" $'-- Author: ann\n-- Checks ids.\nALTER TABLE users ADD CONSTRAINT c CHECK (id > 0);'
	equal "$(box Performance)" '1 finding: constraint-not-validated-apart'
}

@test "checklist: a rule that is off, without options, or blind proves nothing" {
	stage "$migration" 'ALTER TABLE users ADD COLUMN a text;'
	equal "$(box Includes\ desc)" 'header-missing has no fields to ask for'
	put .mighook.yaml 'rules: {name-malformed: off, foreign-key-unindexed: off, header-missing: {fields: [Author]}}'
	git add .mighook.yaml; git commit -qm policy -- .mighook.yaml
	equal "$(box Follows)" 'name-malformed is off'
	equal "$(box Includes\ nec)" 'foreign-key-unindexed is off'
	stage "$migration" $'-- Author: ann\nALTER TABLE users ADD COLUMN a text;'
	equal "$(box Includes\ desc)" ticked
	stage "$migration" $'-- Author: ann\nDO $$ BEGIN EXECUTE \'DROP \' || \'x\'; END $$;'
	equal "$(box Handles)" 'some of the SQL could not be read'
}
