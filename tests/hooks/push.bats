# Real pushes with the hooks installed: what came around pre-commit is caught at the push, by the
# one who pushes (pre-push) and by the one who receives (pre-receive).
load ../support/common

setup() {
	setup_scratch
	scratch=$PWD
	unset GIT_COMMITTER_DATE GIT_AUTHOR_DATE # equal commits would be one
	git init -q --bare hub.git
	new_repository r
	merged supabase/migrations/20250101000000_users.sql 'SELECT 1 AS users;'
	git remote add origin ../hub.git
	git push -q origin main
	git fetch -q
	mighook install -q
	git checkout -q -b work
}

# judge_at client|server: which side judges the pushes of a test.
judge_at() {
	[ "$1" = server ] || return 0
	rm -rf .git/hooks/pre-push
	cat >../hub.git/hooks/pre-receive <<-END
		#!/bin/sh
		exec "$MIGHOOK_BIN" hook pre-receive
	END
	chmod +x ../hub.git/hooks/pre-receive
}

# unseen FILE [TEXT]: committed without a hook.
unseen() {
	stage "$@" && git commit -q --no-verify -m unseen
}

# refused RULE ARGUMENT...: `git push ARGUMENT...` is refused by that rule, and nothing arrives.
refused() {
	local rule=$1 before
	shift
	before=$(git -C "$scratch/hub.git" for-each-ref)
	run git push -q "$@"
	equal "$status" 1
	contains "$output" "[$rule]"
	contains "$output" 'the push is refused'
	equal "$(git -C "$scratch/hub.git" for-each-ref)" "$before"
}

# passes ARGUMENT...: `git push ARGUMENT...` succeeds and nobody says a word.
passes() {
	run git push -q "$@"
	equal "$status" 0
	equal "$output" ''
}

@test "--no-verify, a clean cherry-pick, a rebase, git commit-tree are judged" {
	for side in client server; do
		judge_at $side
		unseen supabase/migrations/Bad.sql; refused name-malformed origin work
		git reset -q --hard HEAD~1

		unseen supabase/migrations/20250201000000_first.sql; passes origin work
		git checkout -q -B other main; put note.txt $side; git add .; git commit -q -m note
		git rebase -q --onto other main work; passes -f origin work
		git checkout -q -B picked main
		unseen supabase/migrations/20250101000000_again.sql
		git checkout -q -B target main; git cherry-pick picked >/dev/null
		refused version-duplicate origin target

		git checkout -q -B made main; put supabase/migrations/Made.sql; git add .
		git update-ref HEAD "$(git commit-tree -p HEAD -m made "$(git write-tree)")"
		refused name-malformed origin made
		git push -q --no-verify -f origin :work 2>/dev/null || git -C ../hub.git update-ref -d refs/heads/work
		git reset -q --hard; git checkout -q -B work main; git fetch -q -p
	done
}

@test "every line is judged: the second of two is bad" {
	for side in client server; do
		judge_at $side
		git checkout -q -B good main; unseen supabase/migrations/20250201000000_good.sql
		git checkout -q -B zbad main; unseen supabase/migrations/Bad.sql
		refused name-malformed origin good zbad
		contains "$output" refs/heads/zbad
		lacks "$output" refs/heads/good
		refused name-malformed --all origin
	done
}

@test "of a branch only what the other side lacks" {
	for side in client server; do
		# merged before anybody judged
		git push -q --no-verify origin main 2>/dev/null; git checkout -q -B main origin/main
		rm -f ../hub.git/hooks/pre-receive; unseen "supabase/migrations/Legacy-$side.sql"
		git push -q --no-verify origin main; git fetch -q
		judge_at $side
		git checkout -q -B "new-$side" main; passes origin "new-$side"
		unseen "supabase/migrations/2025020100000${#side}_fine.sql"; passes origin "new-$side"
		unseen supabase/migrations/Bad.sql; refused name-malformed origin "new-$side"
		lacks "$output" Legacy
		git checkout -q main
	done
}

@test "deleted branches, tags of what is there, tags of what is not" {
	for side in client server; do
		judge_at $side
		git checkout -q -B "gone-$side" main; git push -q --no-verify origin "gone-$side" 2>/dev/null
		passes origin ":gone-$side"
		git tag -a -m t "t-$side" main; passes origin "t-$side"
		git tag "blob-$side" "$(git rev-parse main:supabase/migrations/20250101000000_users.sql)"
		git tag "tree-$side" "$(git rev-parse 'main^{tree}')"; passes origin "blob-$side" "tree-$side"
		unseen supabase/migrations/Bad.sql; git tag -a -m t "bad-$side"; git checkout -q main
		refused name-malformed origin "bad-$side"
		git tag -d "bad-$side" >/dev/null
	done
}

@test "an unmerged migration may be edited and dropped again, also by a forced push" {
	for side in client server; do
		judge_at $side
		git checkout -q -B work main; unseen supabase/migrations/20250201000000_first.sql
		git push -q -f origin work
		put supabase/migrations/20250201000000_first.sql 'SELECT 3 AS first;'
		git add .; git commit -q --no-verify -m edited; passes origin work
		git reset -q --hard main; put n.txt "$side"; git add .; git commit -q -m n; passes -f origin work
	done
}

@test "a merged migration may not change, wherever the branch started" {
	for side in client server; do
		judge_at $side
		git checkout -q -B "edit-$side" main
		unseen supabase/migrations/20250101000000_users.sql "-- $side"
		refused merged-migration-modified origin "edit-$side"
		refused merged-migration-modified origin "edit-$side:main"
		git rm -q supabase/migrations/20250101000000_users.sql; git commit -q --no-verify -m gone
		refused merged-migration-deleted origin "edit-$side"
	done
}

@test "a forced push that drops a merged migration from the main branch" {
	unseen supabase/migrations/20250201000000_more.sql
	git push -q --no-verify origin work:main; git fetch -q
	for side in client server; do
		judge_at $side
		refused merged-migration-deleted -f origin main~0:main
	done
}

@test "what the main branch has of others is told before it can be dropped" {
	git clone -q ../hub.git ../other 2>/dev/null
	cd ../other; merged supabase/migrations/20250201000000_more.sql; git push -q origin HEAD:main; cd ../r
	unseen n.txt; run git push -q -f origin work:main
	equal "$status" 1
	contains "$output" 'origin/main has commits that are not here'
	contains "$output" 'hint: git fetch origin'
	git fetch -q; refused merged-migration-deleted -f origin work:main
}

@test "a merge of main blames nobody for what main brought" {
	for side in client server; do
		git checkout -q -B main origin/main; rm -f ../hub.git/hooks/pre-receive
		unseen "supabase/migrations/Odd-$side.sql"; git push -q --no-verify origin main; git fetch -q
		judge_at $side
		git checkout -q -B "long-$side" main~1; unseen "supabase/migrations/2025020100000${#side}_long.sql"
		passes origin "long-$side"
		git merge -q --no-verify -m merge main; passes origin "long-$side"
		git checkout -q main
	done
}

@test "a version that main has taken meanwhile" {
	unseen supabase/migrations/20250201000000_mine.sql
	git checkout -q main; merged supabase/migrations/20250201000000_theirs.sql
	git push -q --no-verify origin main; git fetch -q; git checkout -q work
	for side in client server; do
		judge_at $side
		refused version-duplicate origin work
		contains "$output" '20250201000000_theirs.sql'
	done
}

@test "unrelated history: all of it is new" {
	for side in client server; do
		judge_at $side
		git checkout -q --orphan "orphan-$side"; git reset -q --hard
		unseen supabase/migrations/20250101000000_other.sql
		refused version-duplicate origin "orphan-$side"
		git checkout -q main
	done
}

@test "a server that has nothing yet" {
	git init -q --bare ../empty.git; git remote add empty ../empty.git
	unseen supabase/migrations/20250201000000_fine.sql
	passes empty work
	git init -q --bare ../server.git; rm .git/hooks/pre-push
	printf '#!/bin/sh\nexec "%s" hook pre-receive\n' "$MIGHOOK_BIN" >../server.git/hooks/pre-receive
	chmod +x ../server.git/hooks/pre-receive
	passes ../server.git work
	git -C ../server.git update-ref -d refs/heads/work
	unseen supabase/migrations/Bad.sql; run git push -q ../server.git work; equal "$status" 1
	contains "$output" '[name-malformed]'
}

@test "the remote is a URL or a path, or has another name" {
	unseen supabase/migrations/Bad.sql
	for remote in ../hub.git "file://$scratch/hub.git"; do
		refused name-malformed "$remote" work
		lacks "$output" 20250101000000
	done
	git remote rename origin upstream; refused name-malformed upstream work
	git remote remove upstream; refused name-malformed ../hub.git work
}

@test "the names that the policy gives are the protected ones" {
	git checkout -q main; merged .mighook.yaml 'protected: [main, origin/release]'
	git push -q --no-verify origin main main:release; git fetch -q
	git checkout -q -b r2 main; unseen supabase/migrations/20250301000000_released.sql
	git push -q --no-verify origin r2:release; git fetch -q
	git checkout -q -B work main
	unseen supabase/migrations/20250301000000_taken.sql
	for side in client server; do
		judge_at $side
		refused version-duplicate origin work
		refused merged-migration-deleted -f origin main:release
	done
}

@test "a protected branch that nobody has: refused, with the command that fetches it" {
	git checkout -q main; merged .mighook.yaml 'protected: [origin/release]'
	git push -q --no-verify origin main; git fetch -q; git checkout -q -B work main
	unseen supabase/migrations/20250301000000_fine.sql
	run git push -q origin work
	equal "$status" 1
	contains "$output" "'origin/release' names no commit"
	contains "$output" 'hint: git fetch origin +refs/heads/release:refs/remotes/origin/release'
}

@test "a push cannot bring its own policy" {
	for side in client server; do
		judge_at $side
		git checkout -q -B "own-$side" main
		put .mighook.yaml 'rules: {name-malformed: off}'; git add .
		unseen supabase/migrations/Bad.sql
		git checkout -q main
		git push -q --no-verify origin main 2>/dev/null
		run git push -q origin "own-$side"
		# main has no policy: the head's judges, and that is said
		equal "$status" 0
		contains "$output" "the base has no .mighook.yaml: the head's own judges"
		git push -q --no-verify origin ":own-$side" 2>/dev/null || git -C ../hub.git update-ref -d "refs/heads/own-$side"
	done
	merged .mighook.yaml 'version: 1'
	git -C ../hub.git config receive.denyNonFastForwards false
	rm ../hub.git/hooks/pre-receive; git push -q --no-verify origin main; git fetch -q
	for side in client server; do
		mighook install -q; judge_at $side
		git checkout -q -B "late-$side" main
		put .mighook.yaml 'rules: {name-malformed: off}'; git add .
		unseen supabase/migrations/Bad.sql
		refused name-malformed origin "late-$side"
	done
}

@test "MIGHOOK=0 skips pre-push and says so; the server asks nobody; MIGHOOK_SKIP is not for pushes" {
	unseen supabase/migrations/Bad.sql
	MIGHOOK_SKIP=name-malformed refused name-malformed origin work
	MIGHOOK=0 run git push -q origin work; equal "$status" 0; contains "$output" 'MIGHOOK=0: pre-push is skipped'
	git push -q --no-verify origin :work
	judge_at server
	MIGHOOK=0 MIGHOOK_SKIP=name-malformed refused name-malformed origin work
}

@test "GitLab shows lines with its prefix" {
	unseen supabase/migrations/Bad.sql; judge_at server
	GL_ID=user-1 run git push -q origin work; equal "$status" 1
	contains "$output" 'GL-HOOK-ERR: '
	contains "$output" '[name-malformed]'
	lacks "$(grep -v 'GL-HOOK-ERR: \|^ !\|^error:\|^To ' <<<"$output")" remote:
}

@test "objects of a refused push stay in quarantine" {
	judge_at server; unseen supabase/migrations/Bad.sql
	refused name-malformed origin work
	run git -C ../hub.git cat-file -e "$(git rev-parse HEAD)"; [ "$status" -ne 0 ]
}

@test "a hook that was there reads the same lines" {
	mighook uninstall -q
	printf '#!/bin/sh\ncat >"%s/seen"\necho "$@" >>"%s/seen"\n' "$PWD/.." "$PWD/.." >.git/hooks/pre-push
	chmod +x .git/hooks/pre-push
	mighook install -q
	unseen supabase/migrations/20250201000000_fine.sql; git push -q origin work
	contains "$(cat ../seen)" "refs/heads/work $(git rev-parse HEAD) refs/heads/work 0000"
	contains "$(cat ../seen)" 'origin ../hub.git'
	unseen supabase/migrations/Bad.sql; refused name-malformed origin work
}

@test "a thousand references: all lines are read, in time" {
	local main
	main=$(git rev-parse main)
	for ((i = 0; i < 1000; i++)); do printf 'create refs/heads/many/%d %s\n' "$i" "$main"; done |
		git update-ref --stdin
	unseen supabase/migrations/Bad.sql; git branch many/z
	refused name-malformed origin 'refs/heads/many/*:refs/heads/many/*'
	git branch -q -D many/z
	passes origin 'refs/heads/many/*:refs/heads/many/*'
	judge_at server
	run timeout 5 git push -q origin 'refs/heads/many/*:refs/heads/again/*'
	equal "$status" 0
}

@test "nothing to push, lines that are none" {
	run mighook hook pre-push origin ../hub.git </dev/null; equal "$status" 0; equal "$output" ''
	run mighook hook pre-push origin ../hub.git <<<'refs/heads/x'; equal "$status" 2
	contains "$output" "which names no reference"
	run mighook hook pre-receive <<<"$(printf '%040d' 1) $(printf '%040d' 2) refs/heads/x"; equal "$status" 2
	contains "$output" 'which is not here'
	run mighook hook pre-receive <<<'a b refs/heads/x'; equal "$status" 2; contains "$output" "'a', which is no object"
}

@test "from a shallow clone" {
	git checkout -q main; for i in 1 2 3; do merged "supabase/migrations/2025020${i}000000_x.sql"; done
	git push -q --no-verify origin main
	git clone -q --depth 1 "file://$scratch/hub.git" ../shallow; cd ../shallow; mighook install -q
	git checkout -q -b work
	unseen supabase/migrations/20250301000000_fine.sql; passes origin work
	unseen supabase/migrations/Bad.sql; refused name-malformed origin work
}

@test "where libgit2 cannot read: SHA-256" {
	git init -q --bare --object-format=sha256 ../sha.git
	git init -q --object-format=sha256 ../sha; cd ../sha; git remote add origin ../sha.git
	merged supabase/migrations/20250101000000_users.sql; git push -q origin main; git fetch -q
	mighook install -q; git checkout -q -b work
	unseen supabase/migrations/20250201000000_fine.sql; passes origin work
	unseen supabase/migrations/Bad.sql
	run git push -q origin work; equal "$status" 1; contains "$output" '[name-malformed]'
	rm .git/hooks/pre-push; printf '#!/bin/sh\nexec "%s" hook pre-receive\n' "$MIGHOOK_BIN" >../sha.git/hooks/pre-receive
	chmod +x ../sha.git/hooks/pre-receive
	run git push -q origin work; equal "$status" 1; contains "$output" '[name-malformed]'
}

@test "a merge of another branch that was pushed before blames nobody for it" {
	git checkout -q -b theirs main; unseen supabase/migrations/Theirs.sql; git push -q --no-verify origin theirs; git fetch -q
	for side in client server; do
		git checkout -q -b "mine-$side" main; unseen supabase/migrations/Ours.sql; git push -q --no-verify origin "mine-$side"
		judge_at $side
		git fetch -q; git merge -q --no-verify -m merge theirs; passes origin "mine-$side"
		unseen supabase/migrations/Mine.sql; refused name-malformed origin "mine-$side"
		lacks "$output" Theirs.sql; lacks "$output" Ours.sql
		rm -f ../hub.git/hooks/pre-receive
	done
}

@test "what was pushed to a path is known by the values git names" {
	git remote remove origin; git update-ref -d refs/remotes/origin/main
	unseen supabase/migrations/Old.sql; git push -q --no-verify ../hub.git work
	unseen supabase/migrations/20250201000000_new.sql; passes ../hub.git work
	unseen supabase/migrations/Bad.sql; refused name-malformed ../hub.git work
	lacks "$output" Old.sql
}
