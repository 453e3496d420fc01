# Real commits with the hook installed: what is refused, what passes, and what is said.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql 'SELECT 1 AS users;'
	mighook install -q
}

# refused RULE TEXT: `git commit` fails, names the rule and says TEXT; nothing was committed.
refused() {
	local before
	before=$(git rev-parse HEAD)
	run git commit -q -m x
	equal "$status" 1
	contains "$output" "[$1]"
	contains "$output" "$2"
	equal "$(git rev-parse HEAD)" "$before"
}

# passes: `git commit` succeeds and nobody says a word.
passes() {
	run git commit -q -m x
	equal "$status" 0
	equal "$output" ''
}

@test "name-malformed: refused, and the command it names mends it" {
	stage supabase/migrations/AddOrders.sql
	refused name-malformed 'Invalid migration name: AddOrders.sql'
	contains "$output" 'Expected: YYYYMMDDHHMMSS_description.sql'
	eval "$(sed -n 's/^  Run: //p' <<<"$output")"
	[ -e supabase/migrations/20250601120000_add_orders.sql ]
	passes
}

@test "header-missing: refused, and accepted with the header" {
	merged .mighook.yaml 'rules: {header-missing: {fields: [Author]}}'
	stage supabase/migrations/20250201000000_orders.sql
	refused header-missing 'header field Author is missing'
	eval "$(sed -n 's/^  Run: //p' <<<"$output")"
	equal "$(head -n 1 supabase/migrations/20250201000000_orders.sql)" '-- Author: A U Thor'
	passes
}

@test "version-duplicate: refused, and the command it names mends it" {
	stage supabase/migrations/20250101000000_orders.sql
	refused version-duplicate 'is already used by supabase/migrations/20250101000000_users.sql, which is merged'
	eval "$(sed -n 's/^  Run: //p' <<<"$output")"
	[ -e supabase/migrations/20250101000001_orders.sql ]
	passes
}

@test "snapshot-not-staged: refused, and accepted with the snapshot" {
	merged schema.sql '-- all tables'
	stage supabase/migrations/20250201000000_orders.sql
	refused snapshot-not-staged 'Migration requires updated schema.sql'
	stage schema.sql 'SELECT 2 AS orders;'
	passes
}

@test "snapshot-not-staged: refused, and the command it names mends it" {
	merged schema.sql '-- all tables'
	merged .mighook.yaml 'sets: [{path: supabase/migrations, snapshot: schema.sql, snapshot-command: cat supabase/migrations/*.sql >schema.sql}]'
	stage supabase/migrations/20250201000000_orders.sql
	refused snapshot-not-staged 'Migration requires updated schema.sql'
	printf '%s\n' "$output" | sed -n 's/^  Run: //p' | sort -u >command
	sh -e ./command
	passes
}

@test "snapshot-not-staged: look-alikes and a deletion do not count" {
	merged schema.sql '-- all tables'
	stage supabase/migrations/20250201000000_baseline_schema.sql
	stage docs/schema.sql
	refused snapshot-not-staged 'Migration requires updated schema.sql'
	git rm -q schema.sql
	refused snapshot-not-staged 'is deleted by the same change'
	git reset -q -- schema.sql; git checkout -q -- schema.sql; chmod +x schema.sql; git add schema.sql
	refused snapshot-not-staged 'Migration requires updated schema.sql'
}

@test "merged-migration-modified: refused, and the command it names brings it back" {
	stage supabase/migrations/20250101000000_users.sql 'SELECT 2 AS users;'
	refused merged-migration-modified 'a merged migration must not change'
	eval "$(sed -n 's/^  Run: //p' <<<"$output")"
	git diff --quiet HEAD
}

@test "merged-migration-deleted: also as a rename" {
	git mv supabase/migrations/20250101000000_users.sql supabase/migrations/20250102000000_users.sql
	refused merged-migration-deleted 'it was renamed to supabase/migrations/20250102000000_users.sql'
	lacks "$output" version-duplicate
	git reset -q --hard; git rm -q supabase/migrations/20250101000000_users.sql
	refused merged-migration-deleted 'must not be deleted'
	eval "$(sed -n 's/^  Run: //p' <<<"$output")"
	[ -e supabase/migrations/20250101000000_users.sql ]
}

@test "the deletion of a whole set is judged, without any policy" {
	git rm -q -r supabase
	refused merged-migration-deleted 'must not be deleted'
}

@test "the index is judged, not the worktree" {
	stage supabase/migrations/20250201000000_orders.sql '-- nothing yet'
	put supabase/migrations/20250201000000_orders.sql # mended, but not added
	refused file-empty 'does nothing'
	git add .; put supabase/migrations/20250201000000_orders.sql '-- broken again, but not added'
	passes
}

@test "commit -a and commit --only judge the index they commit" {
	stage supabase/migrations/20250201000000_orders.sql; git commit -q --no-verify -m wip
	put supabase/migrations/20250101000000_users.sql 'SELECT 2 AS users;'
	run git commit -q -a -m x; equal "$status" 1; contains "$output" merged-migration-modified
	put other.txt; git add other.txt supabase
	git commit -q other.txt -m x
	run git commit -q -m x; equal "$status" 1; contains "$output" merged-migration-modified
}

@test "an unmerged migration may be edited, also under --amend" {
	git checkout -q -b work
	stage supabase/migrations/20250201000000_orders.sql; git commit -q -m x
	stage supabase/migrations/20250201000000_orders.sql 'SELECT 2 AS orders;'; git commit -q -m y
	stage supabase/migrations/20250201000000_orders.sql 'SELECT 3 AS orders;'
	git commit -q --amend -m y
}

@test "on main without a remote all that is committed counts as merged, and the message says so" {
	stage supabase/migrations/20250201000000_orders.sql; git commit -q -m x
	stage supabase/migrations/20250201000000_orders.sql 'SELECT 2 AS orders;'
	refused merged-migration-modified 'also under --amend'
}

@test "with a remote only what is on it counts as merged" {
	git clone -q --bare . ../origin.git; git remote add origin ../origin.git; git fetch -q
	stage supabase/migrations/20250201000000_orders.sql; git commit -q -m x
	stage supabase/migrations/20250201000000_orders.sql 'SELECT 2 AS orders;'; passes
	stage supabase/migrations/20250101000000_users.sql 'SELECT 2 AS users;'
	refused merged-migration-modified 'origin/main'
}

@test "a protected branch that does not exist: refused, with the command that fetches it" {
	merged .mighook.yaml 'protected: [origin/release]'
	stage supabase/migrations/20250201000000_orders.sql
	run git commit -q -m x; equal "$status" 1
	contains "$output" "'origin/release' names no commit"
	contains "$output" 'git fetch origin +refs/heads/release:refs/remotes/origin/release'
}

@test "the policy of the index judges, and a broken one refuses" {
	stage .mighook.yaml 'rulez: {}'
	stage supabase/migrations/20250201000000_orders.sql
	run git commit -q -m x; equal "$status" 1
	contains "$output" ".mighook.yaml:1: unknown key 'rulez'; did you mean 'rules'?"
	put .mighook.yaml 'rules: {}' # mended, but not added
	run git commit -q -m x; equal "$status" 1
}

@test "an untracked policy judges and says so" {
	put .mighook.yaml 'rules: {header-missing: {fields: [Author]}}'
	stage supabase/migrations/20250201000000_orders.sql
	refused header-missing '.mighook.yaml is not tracked'
}

@test "a change does not excuse itself: a new grandfather entry counts from the next commit on" {
	stage .mighook.yaml "grandfather: [{rule: merged-migration-modified, path: supabase/migrations/20250101000000_users.sql}]"
	stage supabase/migrations/20250101000000_users.sql 'SELECT 2 AS users;'
	refused merged-migration-modified 'must not change'
	git reset -q -- supabase; passes
	git add supabase; passes
}

@test "MIGHOOK=0 skips with one line, MIGHOOK_SKIP leaves a rule out and says so" {
	stage supabase/migrations/AddOrders.sql
	MIGHOOK_SKIP=header-missing run git commit -q -m x; equal "$status" 1
	MIGHOOK_SKIP=name-malformed run git commit -q -m x; equal "$status" 0
	contains "$output" 'MIGHOOK_SKIP: not asking name-malformed'
	stage supabase/migrations/AddMore.sql
	MIGHOOK_SKIP=name-malformd run git commit -q -m x; equal "$status" 1
	contains "$output" "did you mean 'name-malformed'?"
	MIGHOOK=0 run git commit -q -m x; equal "$status" 0
	equal "$output" 'mighook: MIGHOOK=0: pre-commit is skipped'
}

@test "CI in the environment changes nothing for a hook" {
	stage supabase/migrations/AddOrders.sql
	export CI=true; refused name-malformed 'Invalid migration name'
}

@test "warnings are shown and let the commit pass" {
	stage supabase/migrations/20991231000000_orders.sql
	run git commit -q -m x; equal "$status" 0
	contains "$output" '[version-in-future]'; contains "$output" 'nothing that stops the commit'
}

@test "no migration, no word: commits elsewhere, repositories without migrations" {
	stage src/main.c 'int main;'; passes
	new_repository ../empty; mighook install -q
	stage src/main.c 'int main;'; passes
}

@test "a merge of main blames nobody for what main brings" {
	git checkout -q -b work
	stage supabase/migrations/20250301000000_mine.sql; git commit -q -m mine
	git checkout -q main
	for i in $(seq 10 30); do put "supabase/migrations/202502${i}000000_AddThing.sql"; done
	git add .; git commit -q --no-verify -m theirs
	git checkout -q work
	run git merge -q main -m merge; equal "$status" 0; lacks "$output" error
}

@test "a merge that brings the same version: refused before the merge commit" {
	git checkout -q -b work
	stage supabase/migrations/20250301000000_mine.sql; git commit -q -m mine
	git checkout -q main
	stage supabase/migrations/20250301000000_theirs.sql; git commit -q --no-verify -m theirs
	git checkout -q work
	run git merge main -m merge; equal "$status" 1
	contains "$output" '20250301000000_mine.sql:1:1: error: version 20250301000000 is already used'
	contains "$output" 'git mv supabase/migrations/20250301000000_mine.sql'
}

@test "a merge with conflicts: the resolution is judged" {
	git checkout -q -b work
	stage conflict.txt ours; stage supabase/migrations/20250301000000_mine.sql; git commit -q -m mine
	git checkout -q main
	stage conflict.txt theirs; stage supabase/migrations/20250302000000_theirs.sql; git commit -q --no-verify -m theirs
	git checkout -q work
	git merge -q main -m merge && fail 'no conflict'
	stage conflict.txt both
	stage supabase/migrations/20250302000000_theirs.sql 'SELECT 2 AS changed_in_the_merge;'
	run git commit -q -m x; equal "$status" 1; contains "$output" merged-migration-modified
	git checkout -q main -- supabase/migrations/20250302000000_theirs.sql; passes
}

@test "bytes from the repository cannot speak to the terminal" {
	stage $'supabase/migrations/\e[31mred\n::error::.sql'
	run git commit -q -m x; equal "$status" 1
	contains "$output" '\x1B[31mred\x0A::error::.sql'
	lacks "$output" $'\e'
	stage $'supabase/migrations/\xff\xfe.sql'
	run git commit -q -m x; contains "$output" '\xFF\xFE.sql'
}

@test "no blob outside a set is read" {
	put .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase}]'
	for i in $(seq 50); do put "src/f$i.c" "$i"; done
	git add .; git commit -q --no-verify -m files
	put src/f1.c changed; stage supabase/migrations/20250201000000_orders.sql; git add .
	# a traced process cannot look for leaks
	ASAN_OPTIONS=detect_leaks=0 strace -f -e trace=openat -o ../trace "$MIGHOOK_BIN" hook pre-commit
	for path in $(git ls-files -s src | awk '{print $2}'); do
		! grep -q "objects/${path:0:2}/${path:2}" ../trace || fail "read $path"
	done
	grep -q 'objects/' ../trace # but it did read objects
}

@test "with nothing but the program and the repository, in a chroot, with an empty environment" {
	[ "${MIGHOOK_BUILD_STATIC-}" = ON ] || skip 'a dynamic program needs its libraries'
	unshare=$(command -v unshare) chroot=$(PATH=$PATH:/usr/sbin command -v chroot)
	unshare -r true 2>/dev/null || skip 'no user namespace can be made here'
	stage supabase/migrations/20250101000000_orders.sql
	mkdir ../jail; cp "$MIGHOOK_BIN" ../jail/pre-commit; cp -R . ../jail/repository
	run env -i "$unshare" -r "$chroot" ../jail /pre-commit
	equal "$status" 2; contains "$output" 'not inside a git repository'
	run env -i GIT_DIR=/repository/.git GIT_WORK_TREE=/repository "$unshare" -r "$chroot" ../jail /pre-commit
	equal "$status" 1; contains "$output" '[version-duplicate]'
	cd ../jail; git -C repository reset -q --hard
	run env -i GIT_DIR=/repository/.git GIT_WORK_TREE=/repository "$unshare" -r "$chroot" . /pre-commit
	equal "$status" 0; equal "$output" ''
}

@test "a merge that brings a forbidden command from the other side blames nobody" {
	merged .mighook.yaml 'rules: {forbidden-command: error}'
	git checkout -q -b other; put scripts/a.sh 'supabase db push'; git add .; git commit -q --no-verify -m other
	git checkout -q main; git commit -q --allow-empty -m main
	git merge -q --no-ff other -m merge
	stage scripts/a.sh 'supabase db push --linked'; refused forbidden-command '`supabase db push` is forbidden here'
}

@test "commit-msg asks of the message alone, and the others never of it" {
	merged .mighook.yaml "rules: {commit-message: {severity: error, ticket: 'DB-\\d+'}}"
	mighook install -q --hook commit-msg
	stage supabase/migrations/Bad.sql; echo 'no ticket' >../message
	run mighook hook commit-msg ../message; equal "$status" 1
	contains "$output" '[commit-message]'; lacks "$output" '[name-malformed]'
	run mighook hook pre-commit; equal "$status" 1
	contains "$output" '[name-malformed]'; lacks "$output" '[commit-message]'
	git mv supabase/migrations/Bad.sql supabase/migrations/20250201000000_good.sql
	refused commit-message 'names no ticket'
	git commit -q -m 'DB-17: x'
}
