# Adoption of real histories: no old file is touched, and what is new is judged.
load ../support/common

setup() {
	setup_scratch
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	export MIGHOOK_NOW=1796083200 # 2026-12-01, after the newest migration of all
}

# clean FILE...: check --all finds nothing here, not even what is only said.
clean() {
	mighook check --all --json >../all.json
	equal "$(sed -n '/"summary"/,/}/p' ../all.json | grep -E '"(errors|warnings|infos)"' | tr -d ' ,\n')" \
		'"errors":0"warnings":0"infos":0'
}

# adopt NAME FOLDER NEW-MIGRATION [SNAPSHOT]
adopt() {
	git clone -q "$MIGHOOK_CORPUS/$1/replay.bundle" -b main r
	cd r
	local set=$2 new=$2/$3 snapshot=${4-} old
	old=$(git ls-files "$set" | grep '\.sql$' | sed -n 5p)

	run mighook init </dev/null
	equal "$status" 0
	contains "$output" "  $set: "
	contains "$output" 'mighook: installed pre-commit'
	equal "$(git status --porcelain)" '?? .mighook.yaml'
	clean
	git add .mighook.yaml
	clean
	mighook policy show >../shown
	grep -q "^grandfather\[0\]: " ../shown
	equal "$(grep -cE '[*?]' <(grep '  - {rule' .mighook.yaml))" 0
	git commit -q -m 'Adopt mighook'
	equal "$(git diff --name-only HEAD~1)" .mighook.yaml
	clean

	# what is bad is refused, for itself alone
	stage "$new" 'DROP TABLE mighook_gone CASCADE; SELECT (;'
	[ -z "$snapshot" ] || { echo '-- x' >>"$snapshot" && git add "$snapshot"; }
	run git commit -q -m bad
	equal "$status" 1
	contains "$output" "$new:1:"; contains "$output" '[drop-cascade]'; contains "$output" '[sql-syntax]'
	lacks "$output" "$old"
	# what is good goes through, and nothing old is said
	[ -z "$snapshot" ] || { git checkout -q HEAD -- "$snapshot" && printf 'CREATE TABLE IF NOT EXISTS public.mighook_new (id bigint PRIMARY KEY);\n' >>"$snapshot" && git add "$snapshot"; }
	stage "$new" 'CREATE TABLE IF NOT EXISTS public.mighook_new (id bigint PRIMARY KEY); -- mighook: allow row-security-missing a test'
	run git commit -q -m good
	equal "$status" 0; equal "$output" ''
	clean

	# a merged migration stays as it is
	printf 'SELECT 1;\n' >>"$old"
	run git commit -q -m edit -- "$old"
	equal "$status" 1
	contains "$output" "$old:1:1: error: a merged migration must not change"
	git checkout -q HEAD -- "$old"
	# an unmerged one may change, and is then judged whole
	git reset -q --soft HEAD~1
	printf 'DROP TABLE mighook_gone CASCADE;\n' >>"$new"
	git add "$new"
	run git commit -q -m worse
	equal "$status" 1
	contains "$output" '[drop-cascade]'
	equal "$(git diff --name-only origin/main -- "$set" | grep -v "$new" | head -n 1)" ''
}

@test "liam: supabase, with a snapshot" {
	adopt liam frontend/internal-packages/db/supabase/migrations 20261130000000_new.sql \
		frontend/internal-packages/db/supabase/schemas/schema.sql
}
@test "minder: golang-migrate" { adopt minder database/migrations 000999_new.up.sql; }
@test "crates.io: diesel" { adopt crates.io migrations 2026-11-30-000000_new/up.sql; }
@test "trigger.dev: prisma" { adopt trigger.dev internal-packages/database/prisma/migrations 20261130000000_new/migration.sql; }

@test "files unpacked into an empty repository are adopted before the first commit" {
	for name in minder liam; do
		cp -r "$MIGHOOK_CORPUS/$name/files" "$name"; chmod -R u+w "$name"
		cd "$name"; git init -q .
		mighook init -q
		git add .
		git commit -q -m 'all of it, through the hook'
		clean
		cd ..
	done
}
