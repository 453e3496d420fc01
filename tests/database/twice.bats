# `mighook drift --twice`: each migration is executed again at once, as after a deployment that has ended
# halfway, and nothing comes of it.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup() {
	setup_scratch
	scratch_environment
	new_repository r
}

# twice ARGUMENTS...: verdict, differences, failures, a line each; the text is in twice.txt. The exit code is mighook's.
twice() {
	local status=0
	mighook drift --format json=twice.json --format text=twice.txt --twice "$@" || status=$?
	[ "$status" != 2 ] || return 2
	jq -r '.verdict, (.objects[] | [(.path | split("/")[-1]), .change, .kind, .name] | join(" ")),
		(.failures[] | [(.path | split("/")[-1]), .line, .sqlstate, .message] | join(" "))' twice.json
	return "$status"
}

@test "guarded migrations: one line, exit 0" {
	stage db/migrations/001_one.up.sql "CREATE TABLE IF NOT EXISTS team (id int PRIMARY KEY, name text);
		CREATE OR REPLACE VIEW names AS SELECT name FROM team;
		DO \$\$ BEGIN CREATE ROLE twice_reader; EXCEPTION WHEN duplicate_object THEN NULL; END \$\$;
		DROP POLICY IF EXISTS p ON team; CREATE POLICY p ON team TO twice_reader USING (true);"
	stage db/migrations/002_two.up.sql "INSERT INTO team VALUES (1, 'a'), (2, 'b') ON CONFLICT DO NOTHING;
		ALTER TABLE team DROP CONSTRAINT IF EXISTS names; ALTER TABLE team ADD CONSTRAINT names CHECK (name IN ('a', 'b'));"
	run -0 --separate-stderr mighook drift --twice
	equal "$output" 'db/migrations: clean: 2 of 2 migrations executed twice: no difference'
	equal "$stderr" ''
}

@test "what fails the second time: where and how it is mended; the others are tried all the same" {
	stage db/migrations/001_one.up.sql $'SELECT 1;\nCREATE TABLE team (id int);'
	stage db/migrations/002_two.up.sql 'CREATE TABLE IF NOT EXISTS kinds (id int);'
	stage db/migrations/003_three.up.sql $'ALTER TABLE team ADD COLUMN IF NOT EXISTS a int;\nALTER TABLE team RENAME COLUMN id TO number;'
	stage db/migrations/004_four.up.sql 'BEGIN; CREATE INDEX by_number ON team (number); COMMIT;'
	run -1 twice
	equal "$output" 'broken-chain
001_one.up.sql 2 42P07 executed for the second time: relation "team" already exists
003_three.up.sql 2 42703 executed for the second time: column "id" does not exist
004_four.up.sql 1 42P07 executed for the second time: relation "by_number" already exists'
	contains "$(<twice.txt)" 'db/migrations/001_one.up.sql:2:'
	contains "$(<twice.txt)" 'it is there already: IF NOT EXISTS'
	contains "$(<twice.txt)" 'the first time has taken it away: IF EXISTS'
	contains "$(<twice.txt)" 'broken-chain: 4 of 4 migrations executed twice: 3 failures, 0 differences'
}

@test "what goes through and changes the schema again" {
	stage db/migrations/001_one.up.sql 'CREATE TABLE IF NOT EXISTS team (id int, a text, b text);'
	stage db/migrations/002_two.up.sql 'ALTER TABLE team ADD CHECK (id > 0);'
	stage db/migrations/003_three.up.sql 'ALTER TABLE team DROP COLUMN IF EXISTS a; ALTER TABLE team ADD COLUMN a text;'
	run -1 twice
	equal "$output" 'broken-chain
002_two.up.sql added constraint public.team.team_id_check1'
	equal "$(jq -c '.objects[0] | [.left_name, .left, .right_name]' twice.json)" '["executed once",null,"executed twice"]'
}

@test "what a half-executed second run leaves behind is none of the next one's" {
	only_with_all
	stage .mighook.yaml 'version: 1
sets: [{path: db/migrations, runner: plain, transaction: none}]'
	stage db/migrations/001_one.sql 'CREATE TABLE IF NOT EXISTS team (id int);'
	stage db/migrations/002_two.sql 'ALTER TABLE team ADD CHECK (id > 0); ALTER TABLE team ADD COLUMN a int;'
	stage db/migrations/003_three.sql 'ALTER TABLE team DROP CONSTRAINT IF EXISTS team_id_check; DO $$ BEGIN
		IF EXISTS (SELECT FROM pg_constraint WHERE conname ~ '\''^team_id'\'') THEN RAISE EXCEPTION '\''what is left'\''; END IF; END $$;'
	run -1 twice
	equal "$output" 'broken-chain
002_two.sql added constraint public.team.team_id_check1
002_two.sql 1 42701 executed for the second time: column "a" of relation "team" already exists'
}

@test "rows that are there twice, with the table; the next migration is not troubled by them" {
	stage db/migrations/001_one.up.sql 'CREATE TABLE IF NOT EXISTS team (id int); CREATE TABLE IF NOT EXISTS "Old" (id int);'
	stage db/migrations/002_two.up.sql 'INSERT INTO team VALUES (1), (2), (3); INSERT INTO "Old" SELECT 1 WHERE NOT EXISTS (SELECT FROM "Old");'
	stage db/migrations/003_three.up.sql 'CREATE UNIQUE INDEX IF NOT EXISTS once ON team (id);'
	stage db/migrations/004_four.up.sql 'DELETE FROM team WHERE id = (SELECT max(id) FROM team);'
	run -1 twice
	equal "$output" 'broken-chain
002_two.up.sql changed rows public.team
004_four.up.sql changed rows public.team'
	equal "$(jq -c '.objects[] | [.left, .right]' twice.json)" '["3 rows","6 rows"]
["2 rows","1 rows"]'
	contains "$(<twice.txt)" '- 3 rows'
	contains "$(<twice.txt)" '+ 6 rows'
}

@test "repeatable migrations; one that fails at once" {
	stage .mighook.yaml 'version: 1
sets: [{path: db/migrations, runner: flyway}]'
	stage db/migrations/V1__one.sql 'CREATE TABLE IF NOT EXISTS team (id int);'
	stage db/migrations/R__view.sql 'CREATE VIEW ids AS SELECT id FROM team;'
	run -1 twice
	equal "$output" 'broken-chain
R__view.sql 1 42P07 executed for the second time: relation "ids" already exists'
	stage db/migrations/V2__two.sql 'SELECT nothing;'
	run -1 twice
	equal "$output" 'broken-chain
V2__two.sql 1 42703 column "nothing" does not exist'
}
