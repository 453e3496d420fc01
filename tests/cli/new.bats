# mighook new: the name, the version that nobody has, what is in the files, what check says of them.
# shellcheck disable=SC2016 # SQL's dollars
load ../support/common
bats_require_minimum_version 1.5.0

setup() {
	setup_scratch
	new_repository r
}

# What passes the rules on new tables of every shipped policy.
guarded='CREATE TABLE IF NOT EXISTS NAME (id bigint PRIMARY KEY);\nALTER TABLE NAME ENABLE ROW LEVEL SECURITY;\nDROP POLICY IF EXISTS own ON NAME;\nCREATE POLICY own ON NAME USING (id = 1);'

# policy NAME: the shipped policy, committed.
policy() {
	merged .mighook.yaml "$(printf 'version: 1\nextends: %s' "$1")"
}

# of_runner RUNNER [KEYS]: a set in m/, without a policy on its rules.
of_runner() {
	merged .mighook.yaml "$(printf 'version: 1\nsets: [{path: m, runner: %s, dialect: postgresql%s}]' "$1" "${2-}")"
}

# made ARGUMENTS: the first path that `mighook new -q` prints.
made() {
	mighook new -q "$@" | head -n 1
}

# write FILE SQL: SQL in place of the TODO for the way forward.
write() {
	sed -i "s|^-- TODO: Add your migration code here\$|$2|" "$1"
}

# judged: the staged changes have neither error nor warning.
judged() {
	git add -A
	run mighook check --staged --fail-on info
	[ "$status" = 0 ] || fail "$output"
}

# three POLICY UP DOWN [SNAPSHOT SQL]: two migrations in one second, and one on a branch after main
# took the next version: three names, each clean once its SQL is written.
three() {
	local snapshot=${4-} first second third taken
	[ -z "$snapshot" ] || merged "$snapshot" ''
	policy "$1"
	git checkout -qb work
	first=$(made create first --ticket DATA-1)
	second=$(made create second --ticket DATA-1)
	write_both "$first" first "$2" "$3"
	write_both "$second" second "$2" "$3"
	[ -z "$snapshot" ] || { add_to_snapshot "$5" first; add_to_snapshot "$5" second; }
	judged
	git commit -qm two --no-verify
	# two days later main takes what would be next here
	export MIGHOOK_NOW=$((MIGHOOK_NOW + 2 * 86400))
	taken=$(made create other)
	git checkout -q main
	mkdir -p "$(dirname "$taken")"
	merged "$taken"
	git clean -qfd
	git checkout -q work
	third=$(made create third --ticket DATA-1)
	write_both "$third" third "$2" "$3"
	[ -z "$snapshot" ] || add_to_snapshot "$5" third
	judged
	equal "$(printf '%s\n' "$first" "$second" "$third" "$taken" | grep -oE '[0-9]{8,14}' | sort -u | wc -l)" 4
}

# write_both UP NAME UP_SQL DOWN_SQL: fills a migration and its rollback, if there is one.
write_both() {
	write "$1" "${3//NAME/$2}"
	find . -name "*$2*down.sql" -o -name "*$2*rollback.sql" | while read -r down; do
		sed -i "s|^-- TODO: Add your rollback code here\$|${4//NAME/$2}|" "$down"
	done
}

add_to_snapshot() { # TEXT NAME
	printf '%b\n' "${1//NAME/$2}" >>"$snapshot"
}

@test "typed-governance: three names, and header, guard, row and rollback pass" {
	three typed-governance "$guarded" 'DROP TABLE IF EXISTS NAME;'
	equal "$(ls supabase/rollback)" "20250601120000_create_first.down.sql
20250601120001_create_second.down.sql
20250603120001_create_third.down.sql"
}

@test "dated-policy: three days, and header and transaction pass" {
	three dated-policy "$guarded" 'DROP TABLE IF EXISTS NAME;'
	equal "$(grep -h '^-- Rollback' supabase/migrations/*first*)" '-- Rollback: rollback/20250601_create_first.rollback.sql'
}

@test "ci-writer: three names" {
	three ci-writer "$guarded\nGRANT SELECT ON NAME TO authenticated, service_role;"
}

@test "additive-prisma: three folders, and the lock file comes with the first" {
	three additive-prisma "${guarded/bigint/integer}" '' prisma/schema.prisma 'model NAME {\n  id Int @id\n}'
	equal "$(cat prisma/migrations/migration_lock.toml)" 'provider = "postgresql"'
}

@test "schema-snapshot: three names, and it says that schema.sql moves too" {
	three schema-snapshot "${guarded/PRIMARY KEY/NOT NULL}" '' \
		schema.sql 'CREATE TABLE public.NAME (id bigint NOT NULL);\nALTER TABLE public.NAME ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON public.NAME USING (id = 1);'
	run --separate-stderr mighook new add more
	contains "$stderr" 'schema.sql has to change with it: npm run db:regenerate-baseline'
}

@test "what the template of typed-governance says" {
	policy typed-governance
	equal "$(mighook new -q create Users table)" "supabase/migrations/20250601120000_create_users_table.sql
supabase/rollback/20250601120000_create_users_table.down.sql"
	equal "$(cat supabase/migrations/*.sql)" "-- Migration: 20250601120000_create_users_table.sql
-- Author: A U Thor
-- Ticket: TODO
-- Description: Users table
-- See: supabase/rollback/20250601120000_create_users_table.down.sql

-- Stop here if it has been applied already
DO \$\$
BEGIN
  IF EXISTS (SELECT 1 FROM migrations_history WHERE migration_name = '20250601120000_create_users_table') THEN
    RAISE EXCEPTION 'this migration has been applied already';
  END IF;
END
\$\$;

BEGIN;

-- TODO: Add your migration code here

-- Record migration
INSERT INTO migrations_history (migration_name, applied_at, applied_by)
VALUES ('20250601120000_create_users_table', NOW(), current_user);

COMMIT;"
	equal "$(cat supabase/rollback/*.sql)" "-- Rollback: 20250601120000_create_users_table.down.sql
-- CAUTION: Review data loss implications before running

BEGIN;

-- TODO: Add your rollback code here

-- Remove migration record
DELETE FROM migrations_history
WHERE migration_name = '20250601120000_create_users_table';

COMMIT;"
	git add -A
	run -1 mighook check --staged
	equal "$(mighook check --staged --json | rules_of | sort -u)" "header-missing
placeholder-left
rollback-missing"
}

@test "each runner's own names and files, next to nothing and next to others" {
	# files RUNNER KEYS [FILE]: what a first migration is made of, and a second, in one second.
	files() {
		rm -rf m rollback undo
		of_runner "$1" "$2"
		[ -z "${3-}" ] || put "$3"
		mighook new -q create users | paste -sd ' '
		mighook new -q create users | paste -sd ' '
	}
	equal "$(files supabase '')" "m/20250601120000_create_users.sql
m/20250601120001_create_users.sql"
	equal "$(files prisma '')" "m/20250601120000_create_users/migration.sql m/migration_lock.toml
m/20250601120001_create_users/migration.sql"
	equal "$(files flyway '')" "m/V1__create_users.sql
m/V2__create_users.sql"
	equal "$(files golang-migrate '')" "m/000001_create_users.up.sql m/000001_create_users.down.sql
m/000002_create_users.up.sql m/000002_create_users.down.sql"
	equal "$(files dbmate '')" "m/20250601120000_create_users.sql
m/20250601120001_create_users.sql"
	equal "$(files goose '' m/00007_a.sql)" "m/00008_create_users.sql
m/00009_create_users.sql"
	equal "$(files sqlx '')" "m/20250601120000_create_users.sql
m/20250601120001_create_users.sql"
	put m/20250602000000_a.down.sql && put m/20250602000000_a.up.sql
	equal "$(mighook new -q create users | paste -sd ' ')" 'm/20250602000001_create_users.up.sql m/20250602000001_create_users.down.sql'
	equal "$(files diesel '')" "m/2025-06-01-120000_create_users/up.sql m/2025-06-01-120000_create_users/down.sql
m/2025-06-01-120001_create_users/up.sql m/2025-06-01-120001_create_users/down.sql"
	equal "$(grep -h Rollback: m/*/down.sql | head -n 1)" '-- Rollback: 2025-06-01-120000_create_users'
	equal "$(files diesel ', down: "undo/{name}.sql"' | head -n 1)" 'm/2025-06-01-120000_create_users/up.sql undo/2025-06-01-120000_create_users.sql'
	equal "$(grep -h Rollback: undo/*0000_*)" '-- Rollback: 2025-06-01-120000_create_users.sql'
	equal "$(files plain '')" "m/0001_create_users.sql
m/0002_create_users.sql"
	equal "$(files flyway ', down: sibling')" "m/V1__create_users.sql m/U1__create_users.sql
m/V2__create_users.sql m/U2__create_users.sql"
	equal "$(files supabase ', down: sibling')" "m/20250601120000_create_users.sql rollback/20250601120000_create_users.down.sql
m/20250601120001_create_users.sql rollback/20250601120001_create_users.down.sql"
}

@test "what each runner gets passes check once it is written" {
	for runner in supabase prisma flyway golang-migrate dbmate goose sqlx diesel plain; do
		[ $runner = supabase ] || git reset -q --hard
		merged .mighook.yaml "$(printf 'version: 1\nsets: [{path: m, runner: %s, dialect: postgresql}]\n%s' "$runner" \
			'rules: {header-missing: {fields: [Migration, Author, Date, Rollback]}, guard-missing: off}')"
		mighook new -q create users table >/dev/null
		find m -name '*.sql' | while read -r file; do
			sed -i "s|^-- TODO: Add your migration code here\$|CREATE TYPE mood AS ENUM ('$runner');|
				s|^-- TODO: Add your rollback code here\$|DROP TYPE IF EXISTS mood;|
				s|TODO: how it.*|Not applicable|" "$file"
		done
		judged
		contains "$(mighook check --all --json)" '"migrations": 1'
	done
}

@test "sections: marks of goose and dbmate, and no transaction where the runner has one" {
	of_runner goose
	sed -i '$a rules: {transaction-missing: error, history-record-missing: error}' .mighook.yaml && git add -A
	made add users
	equal "$(cat m/*.sql)" "-- Description: add users

-- +goose Up
-- Stop here if it has been applied already
-- +goose StatementBegin
DO \$\$
BEGIN
  IF EXISTS (SELECT 1 FROM migrations_history WHERE migration_name = '20250601120000_add_users') THEN
    RAISE EXCEPTION 'this migration has been applied already';
  END IF;
END
\$\$;
-- +goose StatementEnd

-- TODO: Add your migration code here

-- Record migration
INSERT INTO migrations_history (migration_name, applied_at, applied_by)
VALUES ('20250601120000_add_users', NOW(), current_user);

-- +goose Down

-- TODO: Add your rollback code here

-- Remove migration record
DELETE FROM migrations_history
WHERE migration_name = '20250601120000_add_users';"
	rm -rf m && of_runner dbmate ', down: none'
	made add users
	equal "$(cat m/*.sql)" "-- Description: add users

-- migrate:up

-- TODO: Add your migration code here"
}

@test "a version is taken by the worktree, ignored files, the index, HEAD and the protected branch" {
	of_runner plain
	merged m/0001_a.sql
	git checkout -qb work
	merged m/0002_b.sql
	git checkout -q main
	merged m/0003_c.sql
	git checkout -q work
	stage m/0004_d.sql && rm m/0004_d.sql
	put m/0005_e.sql
	put m/0006_f.sql && echo 'm/0006*' >.gitignore
	equal "$(made add g)" m/0007_add_g.sql
	git rm -qf m/0002_b.sql && rm m/0007*
	equal "$(made add g)" m/0007_add_g.sql
	merged m/0008_h.sql && git rm -q m/0008_h.sql
	equal "$(made add g)" m/0009_add_g.sql
}

@test "a version comes behind the newest, unless version-out-of-order is off" {
	of_runner supabase
	merged m/20250701000000_ahead.sql
	equal "$(made add a)" m/20250701000001_add_a.sql
	git add -A
	lacks "$(mighook check --staged || true)" version-out-of-order
	sed -i '$a rules: {version-out-of-order: off}' .mighook.yaml && git add -A
	equal "$(made add b)" m/20250601120000_add_b.sql
}

@test "the time is UTC, or with --local-time that of the place" {
	of_runner supabase
	export TZ=XYZ-03:00
	equal "$(made add a)" m/20250601120000_add_a.sql
	equal "$(made --local-time add b)" m/20250601150000_add_b.sql
}

@test "processes at the same time get versions of their own" {
	policy dated-policy
	for i in 1 2 3 4 5 6 7 8; do
		mighook new -q create "thing $i" >"../made.$i" &
	done
	wait
	equal "$(cat ../made.* | grep -c supabase)" 8
	equal "$(cat ../made.* | grep -oE 'migrations/[0-9]{8}' | sort -u | wc -l)" 8
}

@test "templates of a team's own" {
	merged .mighook.yaml $'version: 1\nextends: typed-governance\ntemplates: sql/templates'
	put sql/templates/up.sql $'{{header}}\n-- By {{author}} on {{date}} for {{ticket}}: {{type}} {{description}} {{name}} {{version}} {{file}}\n{{begin}}\n\n{{record}}\n{{commit}}'
	put sql/templates/seed.sql $'-- seeds\nSELECT \'{{1,2},{3,4}}\'::int[];'
	made create users --ticket DATA-7
	contains "$(cat supabase/migrations/*create*)" '-- By A U Thor on 2025-06-01 for DATA-7: create users 20250601120000_create_users 20250601120000 20250601120000_create_users.sql
BEGIN;

-- Record migration'
	# the rollback is still our own
	contains "$(cat supabase/rollback/*create*)" '-- TODO: Add your rollback code here'
	put sql/templates/seed.down.sql '-- {{down-file}} unseeds'
	made seed users
	equal "$(cat supabase/migrations/*seed*)" $'-- seeds\nSELECT \'{{1,2},{3,4}}\'::int[];'
	equal "$(cat supabase/rollback/*seed*)" '-- 20250601120001_seed_users.down.sql unseeds'
	put sql/templates/seed.sql $'-- a\n-- {{autor}}'
	run -2 mighook new seed users
	contains "$output" 'sql/templates/seed.sql:2: there is no placeholder {{autor}}'
	contains "$output" 'author'
	rm -r sql && ln -s /etc sql
	run -2 mighook new seed users
	contains "$output" 'sql is a symbolic link'
}

@test "where the set is: the only one, --set, the current folder" {
	merged .mighook.yaml $'version: 1\nsets: [{path: a/db, runner: plain}, {path: b/db, runner: plain}]'
	run -2 mighook new add x
	contains "$output" 'there are 2 migration sets: a/db, b/db'
	equal "$(made --set b/db add x)" b/db/0001_add_x.sql
	equal "$(cd b && made --set db/ add x)" b/db/0002_add_x.sql
	equal "$(cd b && made add x)" b/db/0003_add_x.sql
	equal "$(cd b/db && made --set ../../a/db add x)" a/db/0001_add_x.sql
	equal "$(made -C a/db add x)" a/db/0002_add_x.sql
	run -2 mighook new --set c add x
	contains "$output" "'c' is no migration set"
	contains "$output" 'a/db, b/db'
}

@test "without a policy: a folder of migrations, tracked or not, or a tool that is set up" {
	put db/migrations/20250101000000_a.sql $'-- migrate:up\nSELECT 1;\n-- migrate:down\n'
	equal "$(made add users)" db/migrations/20250601120000_add_users.sql
	contains "$(cat db/migrations/*users*)" '-- migrate:down'
	rm -r db
	put supabase/config.toml ''
	equal "$(made add users)" supabase/migrations/20250601120000_add_users.sql
	rm -r supabase && mkdir -p prisma/migrations
	equal "$(made add users)" prisma/migrations/20250601120000_add_users/migration.sql
	rm -r prisma
	run -2 mighook new add users
	equal "${#lines[@]}" 2
	contains "$output" 'sets: [{path'
}

@test "the schema of Prisma names the provider of the lock file" {
	put prisma/schema.prisma $'datasource db {\n  provider = "mysql"\n  url = env("U")\n}'
	mighook new -q add users
	equal "$(cat prisma/migrations/migration_lock.toml)" 'provider = "mysql"'
}

@test "types: those of the pattern, and TYPE as a word where it has none" {
	policy typed-governance
	run -2 mighook new crate users
	contains "$output" "'crate' is no type of this set; there is create, alter, drop, seed, fix"
	contains "$output" 'mighook new create'
	run -2 mighook new create
	contains "$output" 'usage: mighook new'
	contains "$output" 'types: create, alter, drop, seed, fix'
	run -2 mighook new
	contains "$output" 'usage: mighook new'
	policy ci-writer
	equal "$(made Create "users' table; DROP")" supabase/migrations/20250601120000_create_users_table_drop.sql
}

@test "words that cannot become a name" {
	of_runner plain
	run -2 mighook new add 'größe'
	contains "$output" 'more than ASCII'
	run -2 mighook new add ''
	contains "$output" 'no letter and no digit'
	run -2 mighook new add "$(printf 'x%.0s' {1..300})"
	contains "$output" 'file systems take 255'
	run -2 mighook new add --drop
	contains "$output" '--drop'
	equal "$(made -- add --drop)" m/0001_add_drop.sql
	equal "$(made add ../../../etc/passwd)" m/0002_add_etc_passwd.sql
	equal "$(find . -name '*passwd*' | wc -l)" 1
	sed -i '$a rules: {name-malformed: {strict-name: true}}' .mighook.yaml && git add -A
	run -0 --separate-stderr mighook new add oauth2
	equal "$output" m/0003_add_oauth.sql
	contains "$stderr" 'no digits in the description'
	run -2 mighook new 1 2
	contains "$output" 'no letter, and no digit may'
}

@test "an author cannot leave the comment; one that does not match is told" {
	merged .mighook.yaml $'version: 1\nextends: typed-governance\nrules: {header-missing: {severity: error, fields: [Author, Ticket], author: "^[a-z]+$", ticket: "^DATA-[0-9]+$"}}'
	git config user.name $'x\nDROP TABLE users; */'
	mighook new -q create users
	equal "$(cat supabase/migrations/*.sql | grep -c '^DROP')" 0
	contains "$(cat supabase/migrations/*.sql)" '-- Author: x DROP TABLE users; * /'
	run -2 mighook new --author $'a\nb' create users
	contains "$output" '--author'
	run -2 mighook new --ticket $'\xff' create users
	contains "$output" 'no UTF-8'
	run -0 --separate-stderr mighook new --author Me --ticket T-1 create users
	contains "$stderr" "header field Author is 'Me', which does not match"
	contains "$stderr" "header field Ticket is 'T-1', which does not match"
	run -0 --separate-stderr mighook new --author me --ticket DATA-1 create users
	lacks "$stderr" 'to do'
	git config --unset user.name; git config --global --unset user.name
	mighook new -q create nobody
	contains "$(cat supabase/migrations/*nobody.sql)" '-- Author: TODO'
}

@test "--author and --ticket stand in the header where nothing asks for one" {
	of_runner plain
	made --author me --ticket T-1 add x
	equal "$(head -n 3 m/*.sql)" $'-- Author: me\n-- Ticket: T-1\n-- Description: add x'
}

@test "--edit: git's editor, and what becomes of its failure" {
	of_runner plain ', down: "undo/{name}.sql"'
	put "$HOME/my editor" '#!/bin/sh
printf "%s\n" "$@" >"$HOME/edited"; echo "-- edited" >>"$2"; exit "${EDITED-0}"'
	chmod +x "$HOME/my editor"
	git config core.editor "'$HOME/my editor' --wait"
	run -0 mighook new -q --edit add a
	equal "$(cat "$HOME/edited")" "--wait
$PWD/m/0001_add_a.sql
$PWD/undo/0001_add_a.sql"
	contains "$(cat m/0001_add_a.sql)" '-- edited'
	export EDITED=3 GIT_EDITOR="sh '$HOME/my editor' --"
	run -2 mighook new -q --edit add b
	contains "$output" 'ended with status 3'
	contains "$(cat m/0002_add_b.sql)" '-- edited'
	git config --unset core.editor
	unset GIT_EDITOR
	run -2 mighook new -q --edit add c
	contains "$output" 'no editor'
	equal "$(ls m)" "0001_add_a.sql
0002_add_b.sql
0003_add_c.sql"
}

@test "what is printed: paths, the next step, JSON, with -q nothing else" {
	merged .mighook.yaml $'version: 1\nsets: [{path: m, runner: golang-migrate}]\nrules: {migration-count: {max: 0}}'
	run -0 --separate-stderr mighook new add 'the users'
	equal "$output" "m/000001_add_the_users.up.sql
m/000001_add_the_users.down.sql"
	contains "$stderr" 'git add m/000001_add_the_users.up.sql m/000001_add_the_users.down.sql && mighook check --staged'
	lacks "$stderr" 'to do'
	run -0 --separate-stderr mighook new -q add b
	equal "$stderr" ''
	rm m/000002*
	mkdir below && cd below
	run -0 --separate-stderr mighook new add b
	eval "$(sed -n 's/.*next: .*run: \(git add .*\) && .*/\1/p' <<<"$stderr")"
	cd ..
	equal "$(git diff --cached --name-only | paste -sd ' ')" 'm/000002_add_b.down.sql m/000002_add_b.up.sql'
	git reset -q
	equal "$(mighook new -q --format json add c | jq -c '[.schema,.tool,.command,.created]')" \
		'[1,"mighook","new",["m/000003_add_c.up.sql","m/000003_add_c.down.sql"]]'
	run -2 mighook new --format xml add d
	equal "$(find m -type f | wc -l)" 6
	equal "$(git status --porcelain)" '?? m/'
}

@test "nothing is written over, beyond a link, or half" {
	of_runner golang-migrate
	(umask 027 && made add a)
	equal "$(stat -c %a m/000001_add_a.up.sql)" 640
	rm -r m
	mkdir ../outside && ln -s ../outside m
	run -2 mighook new add a
	contains "$output" 'm is a symbolic link'
	equal "$(ls ../outside)" ''
	rm m
	of_runner plain ', down: "undo/{name}.sql"'
	put undo 'a file where the folder should be'
	run -2 mighook new add a
	contains "$output" 'undo'
	equal "$(ls m)" ''
}

@test "a bare repository has no place for it" {
	git init -q --bare ../b && cd ../b
	run -2 mighook new add a
	contains "$output" 'bare repository'
}

@test "a template that nobody has filled in is found once, not as an empty migration too" {
	new_repository empty; merged supabase/migrations/20250101000000_users.sql
	mighook new -q create orders >/dev/null; git add .
	equal "$(mighook check --staged --format json | rules_of)" placeholder-left
	run mighook check --staged --rule file-empty; equal "$status" 1; contains "$output" '[file-empty]'
}

@test "--from-drift: the SQL stands where the TODO would; goose keeps a function in one piece" {
	local up sql='CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;'
	merged supabase/migrations/20250101000000_users.sql
	up=$(mighook new -q --from-drift - create f <<<"$sql")
	contains "$(<"$up")" "$sql"; lacks "$(<"$up")" TODO:
	run mighook new --from-drift nowhere create f; equal "$status" 2; contains "$output" nowhere
	run mighook new --from-drift - create f </dev/null; equal "$status" 2; contains "$output" 'there is no SQL'
	# a team's own template says where it belongs
	put tools/up.sql '-- ours'
	stage .mighook.yaml 'templates: tools'
	run mighook new --from-drift - create g <<<"$sql"; equal "$status" 2
	contains "$output" 'tools/up.sql has no place for the SQL'; contains "$output" 'write {{body}} in it'
	put tools/up.sql $'-- ours\n{{body}}\n-- end'
	equal "$(cat "$(mighook new -q --from-drift - create g <<<"$sql")")" $'-- ours\n'"$sql"$'\n-- end'
	new_repository ../goose
	merged .mighook.yaml 'sets: [{path: db, runner: goose}]'
	up=$(mighook new -q --from-drift - create f <<<"$sql")
	contains "$(<"$up")" $'-- +goose StatementBegin\n'"$sql"$'\n-- +goose StatementEnd'
}
