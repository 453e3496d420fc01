# `mighook check`: sources, exit codes, options.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql
}

@test "without a source: staged changes, or it says that there are none" {
	run mighook check; equal "$status" 0
	contains "$output" 'no migration is staged'; contains "$output" 'mighook check --all'
	stage supabase/migrations/Bad.sql
	run mighook check; equal "$status" 1; contains "$output" '[name-malformed]'
	run mighook check --staged; equal "$status" 1
}

@test "exit 0, 1 and 2 are told apart" {
	stage supabase/migrations/20250201000000_orders.sql; run mighook check; equal "$status" 0
	stage supabase/migrations/Bad.sql; run mighook check; equal "$status" 1
	run mighook check --no-such-option; equal "$status" 2
	run mighook check --range main; equal "$status" 2; contains "$output" 'three dots'
	run mighook check --range main..HEAD; equal "$status" 2; contains "$output" 'three dots'
	run mighook check --staged --all; equal "$status" 2; contains "$output" 'exclude each other'
	run mighook check --head main; equal "$status" 2; contains "$output" '--head needs --base'
	run mighook check --range nowhere...HEAD; equal "$status" 2; contains "$output" "'nowhere' names no commit"
	run mighook check no/such/file; equal "$status" 2; contains "$output" 'cannot find no/such/file'
	run mighook check --format yaml; equal "$status" 2; contains "$output" 'none of text, json, sarif, github, gitlab, junit, markdown'
	run mighook check --color sometimes; equal "$status" 2
	run mighook check --fail-on off; equal "$status" 2
	run mighook check --rule name-malformd; equal "$status" 2; contains "$output" "did you mean 'name-malformed'?"
	run mighook check --runner flyweight; equal "$status" 2
	MIGHOOK_NOW=soon run mighook check; equal "$status" 2; contains "$output" 'MIGHOOK_NOW'
	run mighook chekc; equal "$status" 2; contains "$output" "did you mean 'check'?"
	run mighook; equal "$status" 2
}

@test "--fail-on moves the border" {
	stage supabase/migrations/20991231000000_later.sql
	run mighook check; equal "$status" 0; contains "$output" '[version-in-future]'
	run mighook check --fail-on warning; equal "$status" 1
	run mighook check --fail-on info; equal "$status" 1
}

@test "--rule asks only this rule, and turns on one that is off" {
	stage supabase/migrations/Bad.sql '-- empty'
	equal "$(mighook check --format json --rule file-empty | rules_of)" file-empty
	new_repository ../g; stage migrations/000001_a.up.sql
	run mighook check; equal "$status" 0
	run mighook check --rule rollback-missing; equal "$status" 0; contains "$output" 'warning: there is no rollback'
}

@test "--range judges what the head changed since it left the base" {
	git checkout -q -b work
	merged supabase/migrations/20250301000000_mine.sql
	git checkout -q main; merged supabase/migrations/20250401000000_theirs.sql; git rm -q supabase/migrations/20250101000000_users.sql; git commit -q --no-verify -m gone
	git checkout -q work
	run mighook check --range main...work; equal "$status" 0
	contains "$output" '[version-out-of-order]'; lacks "$output" ': error'
	run mighook check --base main; equal "$status" 0; contains "$output" '[version-out-of-order]'
	run mighook check --base main --head work; contains "$output" '[version-out-of-order]'
	run mighook check --range main...; contains "$output" '[version-out-of-order]'
	put supabase/migrations/20250101000000_users.sql 'SELECT 2;'; git commit -q -a -m edit
	run mighook check --range main...work; equal "$status" 1; contains "$output" '[merged-migration-modified]'
	# a stale branch deletes nothing
	run mighook check --range work...main; lacks "$output" 20250301000000_mine
}

@test "--range: what a squash merge has brought to the tip may no longer change" {
	git checkout -q -b work; merged supabase/migrations/20250301000000_mine.sql
	git checkout -q main; git merge -q --squash work; git commit -q --no-verify -m squashed
	git checkout -q work
	run mighook check --range main...work; equal "$status" 0
	put supabase/migrations/20250301000000_mine.sql 'SELECT 2;'; git commit -q -a -m edit
	run mighook check --range main...work; equal "$status" 1; contains "$output" '[merged-migration-modified]'
}

@test "--range uses the base's policy, or says that it has none" {
	git checkout -q -b work
	stage .mighook.yaml 'rules: {name-malformed: off}'; merged supabase/migrations/Bad.sql
	run mighook check --range main...work; equal "$status" 0
	contains "$output" "the base has no .mighook.yaml: the head's own judges"
	git checkout -q main; merged .mighook.yaml 'rules: {name-malformed: warning}'
	run mighook check --range main...work; equal "$status" 0; contains "$output" 'warning: Invalid migration name'
}

@test "--range of unrelated histories: exit 2" {
	git checkout -q --orphan other; git commit -q --no-verify -m other
	run mighook check --range main...other; equal "$status" 2; contains "$output" 'no common history'
}

@test "MIGHOOK_SKIP counts for staged changes, not for ranges" {
	git checkout -q -b work; merged supabase/migrations/Bad.sql
	MIGHOOK_SKIP=name-malformed run mighook check --range main...work; equal "$status" 1
	stage supabase/migrations/Bad2.sql
	MIGHOOK_SKIP=name-malformed run mighook check; equal "$status" 0; contains "$output" 'not asking'
}

@test "--all judges everything, also in a bare repository" {
	merged supabase/migrations/Bad.sql; merged supabase/migrations/20250101000000_again.sql
	run mighook check; equal "$status" 0
	run mighook check --all; equal "$status" 1
	contains "$output" '[name-malformed]'; contains "$output" '[version-duplicate]'
	git clone -q --bare . ../bare.git; cd ../bare.git
	run mighook check --all; equal "$status" 1
	contains "$output" '[name-malformed]'; contains "$output" '[version-duplicate]'
	run mighook check --range main~1...main; equal "$status" 1
	run mighook check --staged; equal "$status" 2; contains "$output" 'bare repository has no index'
}

@test "in a bare repository the protected origin/main is main" {
	merged .mighook.yaml 'protected: [origin/main]'
	git clone -q --bare . ../bare.git; cd ../bare.git
	run mighook check --all; equal "$status" 0
}

@test "PATHs: inside a set they are judged by it, and as they lie there" {
	put supabase/migrations/Bad.sql '-- empty'
	run mighook check supabase/migrations/Bad.sql; equal "$status" 1
	contains "$output" '[name-malformed]'; contains "$output" '[file-empty]'
	put supabase/migrations/20250101000000_users.sql 'SELECT 2;'
	run mighook check supabase; equal "$status" 1; contains "$output" '[merged-migration-modified]'
	cd supabase; run mighook check migrations/Bad.sql; equal "$status" 1
	contains "$output" 'supabase/migrations/Bad.sql:1:1: error'
	put migrations/20250201000000_one.sql; put migrations/20250201000000_two.sql
	run mighook check migrations/20250201000000_one.sql migrations/20250201000000_two.sql
	contains "$output" '[version-duplicate]'
}

@test "PATHs outside every set: content only, and the summary says so" {
	put scratch/Bad.sql '-- empty'; put scratch/good.sql
	run mighook check scratch/Bad.sql; equal "$status" 1
	contains "$output" 'scratch/Bad.sql:1:1: error'; contains "$output" '[file-empty]'; lacks "$output" name-malformed
	contains "$output" '1 outside every set: rules on names and on git not asked'
	run mighook check scratch; equal "$status" 1; contains "$output" '2 outside every set'
	put scratch/goose.sql '-- +goose Up'
	run mighook check --runner goose scratch/goose.sql; equal "$status" 1; contains "$output" 'has no SQL'
}

@test "PATHs without a repository" {
	mkdir ../none; cd ../none; put a.sql; put b.sql '-- empty'
	run mighook check a.sql; equal "$status" 0; contains "$output" '1 outside every set'
	run mighook check .; equal "$status" 1
	run mighook check; equal "$status" 2; contains "$output" 'not inside a git repository'
	mkdir empty; run mighook check empty; equal "$status" 2; contains "$output" 'no .sql file'
}

@test "one bad file is one finding and hides no other" {
	printf '\xff\xfeC\0R\0' >x.bin; mkdir -p supabase/migrations
	cp x.bin supabase/migrations/20250201000000_utf16.sql
	put supabase/migrations/20250202000000_empty.sql '-- empty'
	git add supabase
	run mighook check; equal "$status" 1
	equal "$(mighook check --format json | rules_of | tr '\n' ' ')" 'file-empty file-encoding '
}

@test "an unmerged index is exit 2" {
	git checkout -q -b b; put supabase/migrations/20250101000000_users.sql theirs; git commit -q -a --no-verify -m b
	git checkout -q main; put supabase/migrations/20250101000000_users.sql ours; git commit -q -a --no-verify -m m
	git merge -q b || true
	run mighook check; equal "$status" 2; contains "$output" 'unmerged paths'
}

@test "a shallow clone that lacks the merge base: exit 2 with the fetch command, which mends it" {
	git checkout -q -b work; for i in 1 2 3; do git commit -q --allow-empty -m "work $i"; done
	git checkout -q main; for i in 1 2 3; do git commit -q --allow-empty -m "main $i"; done
	git clone -q --depth 1 --no-single-branch "file://$PWD" ../shallow; cd ../shallow
	git checkout -q work; stage supabase/migrations/20250201000000_orders.sql
	run mighook check; equal "$status" 2; contains "$output" 'shallow'
	eval "$(sed -n 's/^  hint: //p' <<<"$output")"
	run mighook check; equal "$status" 0
}

@test "a repository of somebody else: named, with git's own way out; safe.directory is honoured" {
	[ "$(id -u)" = 0 ] && id nobody >/dev/null || skip 'needs root to give a repository away'
	chown -R nobody .
	run mighook check; equal "$status" 2; contains "$output" 'belongs to another user'
	contains "$output" 'git config --global --add safe.directory'
	git config --global safe.directory "$PWD"; run mighook check; equal "$status" 0
	git config --global safe.directory /elsewhere; run mighook check; equal "$status" 2
	git config --global --add safe.directory '*'; run mighook check; equal "$status" 0
	git config --global --add safe.directory ''; run mighook check; equal "$status" 2
	# inside a hook git itself has checked
	run mighook hook pre-commit; equal "$status" 0
}

@test "-C, -q and options before the command" {
	cd ..; stage_in() { (cd r && stage "$@"); }
	stage_in supabase/migrations/Bad.sql
	run mighook -C r check; equal "$status" 1
	run mighook check -C r; equal "$status" 1
	run mighook -q -C r check --staged; lacks "$output" 'mighook:'; contains "$output" '[name-malformed]'
	run mighook -C nowhere check; equal "$status" 2; contains "$output" 'cannot enter nowhere'
}

@test "--policy beats MIGHOOK_POLICY beats the repository's" {
	merged .mighook.yaml 'rules: {name-malformed: warning}'; stage supabase/migrations/Bad.sql
	put ../info.yaml 'rules: {name-malformed: info}'; put ../off.yaml 'rules: {name-malformed: off}'
	run mighook check; contains "$output" 'warning: Invalid'
	MIGHOOK_POLICY=../info.yaml run mighook check; contains "$output" 'info: Invalid'
	MIGHOOK_POLICY=../info.yaml run mighook check --policy ../off.yaml; lacks "$output" Invalid
	run mighook check --policy ../none.yaml; equal "$status" 2
}

@test "CRLF files are judged like LF" {
	merged .mighook.yaml 'rules: {header-missing: {fields: [Author]}}'
	printf -- '-- Author: me\r\n-- mighook: allow file-empty kept on purpose\r\n' >supabase/migrations/20250201000000_x.sql
	git -c core.autocrlf=false add supabase
	run mighook check; equal "$status" 0
	printf -- '-- Author:\r\nSELECT 1;\r\n' >supabase/migrations/20250201000000_x.sql
	git -c core.autocrlf=false add supabase
	run mighook check; equal "$status" 1; contains "$output" ':1:4: error: header field Author is empty'
}

@test "the output goes nowhere: exit 2, never 0" {
	stage supabase/migrations/20250201000000_orders.sql
	[ -w /dev/full ] || skip 'no /dev/full here'
	run bash -c 'mighook check >/dev/full'; equal "$status" 2
}

@test "several sets, detected: each by its own runner" {
	stage api/prisma/migrations/20250201000000_a/migration.sql
	stage billing/db/migration/V1__a.sql
	stage worker/migrations/000001_a.up.sql; stage worker/migrations/000001_a.down.sql
	stage goose/migrations/00001_a.sql $'-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 1;'
	stage dbmate/db/migrations/20250201000000_a.sql $'-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;'
	stage rust/Cargo.toml '[package]'; stage rust/migrations/20250201000000_a.sql
	stage crate/migrations/2025-02-01-000000_a/up.sql; stage node_modules/x/migrations/001_a.sql
	equal "$(mighook policy show | sed -n 's/^sets.*runner: \([a-z-]*\) .*/\1/p' | tr '\n' ' ')" \
		'prisma flyway diesel dbmate goose sqlx supabase golang-migrate '
}

@test "one stray file does not make a folder another runner's" {
	for i in 1 2 3; do put "db/migrations/0000${i}_x.sql" $'-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;'; done
	put db/migrations/00004_x.up.sql $'-- +goose Up\nSELECT 1;'; git add .; git commit -q -m goose
	run mighook policy show; contains "$output" 'sets[0].runner: goose'
	put db/V9__x.sql; git add .
	run mighook policy show; contains "$output" 'path: db/migrations'
	stage db/migrations/00005_x.sql $'-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;'
	run mighook check; equal "$status" 0
}

@test "two names without digits get two versions, of the kind the set has" {
	put migrations/000001_a.up.sql; put migrations/000001_a.down.sql; git add .; git commit -q -m a
	stage migrations/foo.up.sql; stage migrations/foo.down.sql; stage migrations/bar.sql
	run mighook check; equal "$status" 1
	contains "$output" 'git mv migrations/bar.sql migrations/000002_bar.up.sql'
	contains "$output" 'git mv migrations/foo.up.sql migrations/000003_foo.up.sql'
	contains "$output" 'git mv migrations/foo.down.sql migrations/000003_foo.down.sql'
}

@test "PATH: of what the change has besides nothing is said" {
	put a/migrations/0001_a.sql; git add .; git commit -q -m a
	stage b/migrations/0001_x.sql; stage b/migrations/0001_y.sql; stage a/migrations/0002_b.sql
	run mighook check a/migrations/0002_b.sql; equal "$status" 0
	run mighook check b/migrations/0001_x.sql; equal "$status" 1; contains "$output" '[version-duplicate]'
}

@test "migration-untracked: --all in a worktree alone, where a policy has it on" {
	merged supabase/migrations/20250101000000_a.sql; put supabase/migrations/20250102000000_b.sql; put supabase/migrations/20250103000000_c.sql
	cd supabase
	run mighook check --all
	contains "$output" 'supabase/migrations/20250102000000_b.sql:1:1: warning: git does not track this migration'
	contains "$output" 'Run: git add supabase/migrations/20250103000000_c.sql'
	lacks "$(mighook check --staged)" migration-untracked
	lacks "$(MIGHOOK_SKIP=migration-untracked mighook check --all 2>/dev/null)" migration-untracked
	stage ../.mighook.yaml 'rules: {migration-untracked: off}'; lacks "$(mighook check --all)" migration-untracked
	cd ..; git clone -q --bare . ../bare.git; cd ../bare.git
	lacks "$(mighook check --all)" untracked; lacks "$(mighook check --all --rule migration-untracked)" untracked
}

# A run over everything asks git for it only where the worktree has a file that the index has not.
@test "untracked migrations are looked for without git where there are none" {
	new_repository r
	for n in 1 2 3; do
		put supabase/migrations/2025010100000${n}_t.sql "CREATE TABLE IF NOT EXISTS t$n (id bigint);"
	done
	put supabase/migrations/sub/notes.md x
	git add . && git commit -q -m base
	mkdir supabase/migrations/empty
	without_git() { PATH=/nonexistent "$MIGHOOK_BIN" "$@"; }
	run without_git check --all --rule migration-untracked
	equal "$status" 0
	lacks "$output" 'was not asked'
	: >supabase/migrations/sub/other.md
	run without_git check --all --rule migration-untracked
	contains "$output" 'migration-untracked was not asked'
	# a folder in the place of a file that is tracked
	rm supabase/migrations/sub/other.md supabase/migrations/20250101000003_t.sql
	put supabase/migrations/20250101000003_t.sql/20250101000004_x.sql 'SELECT 1;'
	run without_git check --all --rule migration-untracked
	contains "$output" 'migration-untracked was not asked'
	rm -r supabase/migrations/20250101000003_t.sql
	put supabase/migrations/20250101000005_new.sql 'SELECT 1;'
	run mighook check --all --rule migration-untracked
	contains "$output" '20250101000005_new.sql'
	contains "$output" '[migration-untracked]'
}
