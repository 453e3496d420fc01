# `mighook audit`: a history replayed commit by commit.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql
}

@test "each commit against its first parent; the root brings nothing merged" {
	put supabase/migrations/20250101000000_users.sql 'SELECT 2;'; git commit -q -a -m 'edit it'
	edit=$(git rev-parse HEAD)
	git rm -q supabase/migrations/20250101000000_users.sql; git commit -q -m gone
	stage supabase/migrations/20250102000000_fine.sql; git commit -q -m fine
	run mighook audit --json; equal "$status" 1
	contains "$output" '"commits": 4,'; contains "$output" '"violating": 2'
	contains "$output" "\"commit\": \"$edit\","; contains "$output" '"subject": "edit it"'
	equal "$(rules_of <<<"$output" | tr '\n' ' ')" 'merged-migration-deleted merged-migration-modified '
	run mighook audit; contains "$output" "commit $edit edit it"; contains "$output" '2 of 4 commits violate'
}

@test "--rev, --rule, --fail-on, exit 0 and 2" {
	run mighook audit; equal "$status" 0; contains "$output" '0 of 1 commits violate'
	merged supabase/migrations/20991231000000_later.sql
	run mighook audit; equal "$status" 0; contains "$output" '[version-in-future]'
	run mighook audit --fail-on warning; equal "$status" 1
	run mighook audit --fail-on warning --rev HEAD~1; equal "$status" 0
	run mighook audit --fail-on warning --rule file-empty; equal "$status" 0
	run mighook audit --rev nowhere; equal "$status" 2
	run mighook audit --first-parent --all-commits; equal "$status" 2
	cd ..; run mighook audit; equal "$status" 2
}

@test "merges: judged as a whole on the first-parent line, with --all-commits only for what is the merger's own" {
	git checkout -q -b work; merged supabase/migrations/Bad.sql
	git checkout -q main; git commit -q --allow-empty -m m; git merge -q --no-ff --no-verify work -m 'the merge'
	run mighook audit --json
	contains "$output" '"commits": 3,'; contains "$output" '"subject": "the merge"'
	run mighook audit --json --all-commits
	contains "$output" '"commits": 4,'; lacks "$output" '"subject": "the merge"'; contains "$output" '"violating": 1'
	git merge -q --no-commit work 2>/dev/null || true
	git checkout -q -b evil HEAD~1; git merge -q --no-commit --no-ff work
	put supabase/migrations/20250101000000_users.sql 'SELECT 2;'; git commit -q --no-verify -a -m 'evil merge'
	run mighook audit --json --all-commits
	contains "$output" '"subject": "evil merge"'; contains "$output" merged-migration-modified
}

@test "the policy is REV's, and its sets; without any, also folders that were there before are judged" {
	put supabase/migrations/20250101000000_users.sql 'SELECT 2;'; git commit -q -a -m 'edit before the move'
	git mv supabase db; git commit -q -m move
	run mighook audit --json; equal "$status" 1; contains "$output" '"violating": 2'
	equal "$(rules_of <<<"$output" | tr '\n' ' ')" 'merged-migration-deleted merged-migration-modified '
	put ../policy.yaml 'sets: [{path: supabase/migrations, runner: supabase}, {path: db/migrations, runner: supabase}]'
	run mighook audit --json --policy ../policy.yaml; contains "$output" '"violating": 2'
	put ../policy.yaml 'sets: [{path: db/migrations, runner: supabase}]'
	run mighook audit --json --policy ../policy.yaml; equal "$status" 0
}

@test "a bare repository" {
	put supabase/migrations/20250101000000_users.sql 'SELECT 2;'; git commit -q -a -m edit
	git clone -q --bare . ../bare.git
	run mighook -C ../bare.git audit; equal "$status" 1; contains "$output" '[merged-migration-modified]'
}

@test "an unborn HEAD and a shallow clone are exit 2" {
	git init -q ../new; run mighook -C ../new audit; equal "$status" 2
	git commit -q --allow-empty -m two; git clone -q --depth 1 "file://$PWD" ../shallow
	run mighook -C ../shallow audit; equal "$status" 2; contains "$output" 'git fetch --unshallow'
}

@test "--since: commits of a day and later, or within a time" {
	GIT_COMMITTER_DATE='2025-05-01T12:00:00Z' merged supabase/migrations/Early.sql
	GIT_COMMITTER_DATE='2025-05-20T12:00:00Z' merged supabase/migrations/Late.sql
	run mighook audit; contains "$output" '2 of 3 commits'
	run mighook audit --since 2025-05-20; equal "$status" 1; contains "$output" '1 of 2 commits'
	run mighook audit --since 2025-05-21; equal "$status" 0; contains "$output" '0 of 1 commits'
	run mighook audit --since 13d; equal "$status" 1; contains "$output" '1 of 2 commits'
	run mighook audit --since 1h; equal "$status" 0; contains "$output" '0 of 1 commits'
	for when in yesterday 2025-13-01 2025-05-20T12 5w ''; do
		run mighook audit --since "$when"; equal "$status" 2; contains "$output" 'neither a day'
	done
}

@test "a long history: a progress line on a terminal, and only there" {
	needs_terminal
	awk 'BEGIN { for (i = 1; i <= 20000; i++) printf "commit refs/heads/long\ncommitter A <a@b> %d +0000\ndata 1\nx\nM 100644 inline supabase/migrations/Bad%d.sql\ndata 9\nSELECT 1;\n\n", i, i % 100 }' |
		git fast-import --quiet
	script -qec "'$MIGHOOK_BIN' audit --rev long --rule name-malformed --json >out.json" /dev/null >terminal || [ $? = 1 ]
	grep -q 'judging commit [0-9]* of 20000' terminal
	mighook audit --rev long --rule name-malformed >out 2>&1 || [ $? = 1 ]
	! grep -q 'judging commit' out
}
