# `mighook check` in CI without a source: the range is found, or it is exit 2 with the command that
# brings what is missing, and that command helps.
load ../support/common

setup() {
	setup_scratch
	new_repository origin
	merged supabase/migrations/20250101000000_users.sql
	for i in 1 2 3; do git commit -q --allow-empty -m "main $i"; done
	git checkout -q -b work
	merged supabase/migrations/Bad.sql
	git commit -q --allow-empty -m 'work 2'
	git checkout -q main; git commit -q --allow-empty -m 'main 4'
	# what GitHub checks out for a pull request
	git checkout -q --detach main; git merge -q --no-ff --no-verify -m 'merge ref' work
	git update-ref refs/pull/5/merge HEAD; git checkout -q main
	export CI=true ORIGIN=file://$PWD
	base=$(git rev-parse main) work=$(git rev-parse work) merge=$(git rev-parse refs/pull/5/merge) before=$(git rev-parse main~1)
	cd ..
}

# checkout DEPTH REF: as actions/checkout does it.
checkout() {
	git init -q clone && cd clone && git remote add origin "$ORIGIN"
	if [ "$1" = 0 ]; then git fetch -q origin '+refs/heads/*:refs/remotes/origin/*' "+$2:refs/checkout"
	else git fetch -q --depth "$1" origin "+$2:refs/checkout"; fi
	git checkout -q --detach refs/checkout
}

event() { printf '%s' "$1" >../event.json; export GITHUB_EVENT_PATH=$PWD/../event.json; }

# judged: the bad migration was found.
judged() {
	run mighook check; equal "$status" 1; contains "$output" '[name-malformed]'
}

# judged_after_hint TEXT: exit 2 and TEXT; the command it prints makes the next run judge.
judged_after_hint() {
	run mighook check; equal "$status" 2; contains "$output" "$1"
	eval "$(sed -n 's/^  hint: //p' <<<"$output")" || fail "the hint does not run: $output"
	judged
}

@test "a pull request, whole history" {
	checkout 0 refs/pull/5/merge
	event "{\"pull_request\": {\"base\": {\"sha\": \"$base\"}, \"head\": {\"sha\": \"$work\"}}}"
	judged; contains "$output" "the pull request's base"
}

@test "a pull request at depth 1 and 2" {
	checkout 1 refs/pull/5/merge
	event "{\"pull_request\": {\"base\": {\"sha\": \"$base\"}, \"head\": {\"sha\": \"$work\"}}}"
	judged_after_hint "names no commit"
	cd ..; rm -rf clone; checkout 2 refs/pull/5/merge; judged
}

@test "no event: the first parent of a merge, at depth 0, 1 and 2" {
	checkout 0 refs/pull/5/merge; judged; contains "$output" 'the first parent of the merge'
	cd ..; rm -rf clone; checkout 1 refs/pull/5/merge; judged_after_hint 'names no commit'
	cd ..; rm -rf clone; checkout 2 refs/pull/5/merge; judged
}

@test "an event file that is empty, no JSON, absent, about something else" {
	checkout 0 refs/pull/5/merge
	event ''; judged; event 'not json'; judged; event '{"schedule": "daily"}'; judged; event '[]'; judged
	export GITHUB_EVENT_PATH=; judged; export GITHUB_EVENT_PATH=/no/such/file; judged
	cd ..; rm -rf clone; checkout 1 refs/pull/5/merge; event ''; judged_after_hint 'names no commit'
}

@test "a merge group" {
	checkout 0 refs/heads/work
	event "{\"merge_group\": {\"base_sha\": \"$base\", \"head_sha\": \"$work\"}}"
	judged; contains "$output" "the merge group's base"
}

@test "a push to the default branch, and to another" {
	cd origin; git merge -q --no-verify work -m merged; after=$(git rev-parse main); cd ..
	checkout 0 refs/heads/main
	event "{\"ref\": \"refs/heads/main\", \"before\": \"$base\", \"after\": \"$after\", \"repository\": {\"default_branch\": \"main\"}}"
	judged; contains "$output" 'what the push replaced'
	# a new branch: nothing was there before; then the default branch tells
	git checkout -q --detach "$work"; git update-ref refs/remotes/origin/main "$base"
	event "{\"ref\": \"refs/heads/work\", \"before\": \"0000000000000000000000000000000000000000\", \"repository\": {\"default_branch\": \"main\"}}"
	judged; contains "$output" 'origin/main'
	# another push to it: what it had before is not merged
	event "{\"ref\": \"refs/heads/work\", \"before\": \"$work\", \"repository\": {\"default_branch\": \"main\"}}"
	judged; contains "$output" 'origin/main'
}

@test "after the merge, on main itself, without any event: the last commit is judged" {
	cd origin; git merge -q --squash work; git commit -q --no-verify -m squashed; cd ..
	checkout 0 refs/heads/main; judged; contains "$output" 'the first parent of HEAD'
	cd ..; rm -rf clone; checkout 1 refs/heads/main; judged_after_hint 'names no commit'
}

@test "GitLab" {
	checkout 0 refs/heads/work
	CI_MERGE_REQUEST_DIFF_BASE_SHA=$before run mighook check; equal "$status" 1; contains "$output" CI_MERGE_REQUEST_DIFF_BASE_SHA
	CI_MERGE_REQUEST_TARGET_BRANCH_SHA=$base run mighook check; equal "$status" 1; contains "$output" CI_MERGE_REQUEST_TARGET_BRANCH_SHA
	cd ..; rm -rf clone; checkout 1 refs/heads/work
	CI_MERGE_REQUEST_DIFF_BASE_SHA=$before run mighook check; equal "$status" 2
	eval "$(sed -n 's/^  hint: //p' <<<"$output")"
	CI_MERGE_REQUEST_DIFF_BASE_SHA=$before run mighook check; equal "$status" 1
}

@test "merge base missing though both ends are there" {
	git init -q clone && cd clone && git remote add origin "$ORIGIN"
	git fetch -q --depth 1 origin '+refs/heads/*:refs/remotes/origin/*'; git checkout -q -b work origin/work
	run mighook check --range origin/main...HEAD; equal "$status" 2; contains "$output" 'shallow'
	eval "$(sed -n 's/^  hint: //p' <<<"$output")"
	run mighook check --range origin/main...HEAD; equal "$status" 1; contains "$output" '[name-malformed]'
}

@test "a base ref that was never fetched: the command that fetches it helps" {
	git clone -q --single-branch -b work "$ORIGIN" clone; cd clone
	run mighook check --range origin/main...HEAD; equal "$status" 2
	contains "$output" "git fetch origin +refs/heads/main:refs/remotes/origin/main"
	eval "$(sed -n 's/^  hint: //p' <<<"$output")"
	run mighook check --range origin/main...HEAD; equal "$status" 1
}

@test "nothing tells: exit 2, never a silent pass" {
	new_repository alone; stage supabase/migrations/Bad.sql; git commit -q --no-verify -m root
	run mighook check; equal "$status" 2; contains "$output" 'nothing tells what this CI run is about'
	new_repository ../unborn; run mighook check; equal "$status" 2
}

@test "a named source beats CI; CI=false and CI= are no CI" {
	checkout 0 refs/pull/5/merge
	run mighook check --staged; equal "$status" 0; contains "$output" 'no migration is staged'
	run mighook check --all; equal "$status" 1
	CI=false run mighook check; equal "$status" 0; contains "$output" 'no migration is staged'
	CI= run mighook check; equal "$status" 0
	MIGHOOK_SKIP=name-malformed run mighook check; equal "$status" 1
}

@test "a merge queue sees what main has taken meanwhile" {
	cd origin; git checkout -q -b other main; merged supabase/migrations/20250301000000_other.sql
	git checkout -q main; merged supabase/migrations/20250301000000_mine.sql; tip=$(git rev-parse main); cd ..
	checkout 0 refs/heads/other
	event "{\"pull_request\": {\"base\": {\"sha\": \"$tip\"}}}"
	run mighook check; equal "$status" 1; contains "$output" '[version-duplicate]'
	contains "$output" '20250301000000_mine.sql, which is merged'; contains "$output" 'git mv supabase/migrations/20250301000000_other.sql'
}

@test "a clone without the default branch: never its last commit alone" {
	# depth 2 and more of a branch: its earlier commits would go unjudged
	for depth in 2 3; do
		rm -rf clone; git init -q clone; cd clone; git remote add origin "$ORIGIN"
		git fetch -q --depth $depth origin +refs/heads/work:refs/remotes/origin/work; git checkout -q -B work origin/work
		judged_after_hint 'nothing tells what this CI run is about'; cd ..
	done
	rm -rf clone; git clone -q --single-branch -b work "$ORIGIN" clone; cd clone; git remote set-head origin -d
	judged_after_hint 'nothing tells'
	# the environment names the branch that is missing
	for name in GITHUB_BASE_REF CI_DEFAULT_BRANCH CI_MERGE_REQUEST_TARGET_BRANCH_NAME; do
		git update-ref -d refs/remotes/origin/main; export $name=main
		judged_after_hint "'origin/main' names no commit"; unset $name
	done
	git update-ref -d refs/remotes/origin/main
	event "{\"ref\": \"refs/heads/work\", \"before\": \"$before\", \"repository\": {\"default_branch\": \"main\"}}"
	judged_after_hint "'origin/main' names no commit"
}

@test "a pull request whose event names an older base than its merge has" {
	cd origin; git checkout -q main; merged supabase/migrations/20250301000000_main.sql
	git checkout -q -b same work~2; git rm -q --ignore-unmatch supabase/migrations/Bad.sql
	git checkout -q -B same "$base"; merged supabase/migrations/20250301000000_mine.sql; same=$(git rev-parse same)
	git checkout -q --detach main; git merge -q --no-ff --no-verify -m 'merge ref' same; git update-ref refs/pull/6/merge HEAD
	git checkout -q main; cd ..
	for depth in 0 2; do
		rm -rf clone; checkout $depth refs/pull/6/merge
		event "{\"pull_request\": {\"base\": {\"sha\": \"$base\"}, \"head\": {\"sha\": \"$same\"}}}"
		run mighook check; equal "$status" 1
		contains "$output" '20250301000000_main.sql, which is merged'; contains "$output" 'git mv supabase/migrations/20250301000000_mine.sql'
		cd ..
	done
}

@test "a forced push to the default branch: the command fetches what it replaced" {
	cd origin; git config uploadpack.allowAnySHA1InWant true; old=$(git rev-parse main)
	git reset -q --hard main~1; merged supabase/migrations/Bad.sql; cd ..
	git clone -q "$ORIGIN" clone; cd clone
	event "{\"ref\": \"refs/heads/main\", \"before\": \"$old\", \"repository\": {\"default_branch\": \"main\"}}"
	judged_after_hint 'names no commit'
}

@test "GitLab: a pipeline of a branch" {
	cd origin; git merge -q --no-verify work -m merged; git commit -q --allow-empty -m more; cd ..
	checkout 0 refs/heads/main
	export CI_DEFAULT_BRANCH=main CI_COMMIT_BRANCH=main CI_COMMIT_BEFORE_SHA=$base
	judged; contains "$output" CI_COMMIT_BEFORE_SHA
	git checkout -q --detach "$work"; git update-ref refs/remotes/origin/main "$base"
	export CI_COMMIT_BRANCH=work CI_COMMIT_BEFORE_SHA=$work
	judged; contains "$output" 'origin/main'
}

@test "a repository without a remote" {
	cd origin; git checkout -q work; judged; contains "$output" 'main...HEAD'
}
