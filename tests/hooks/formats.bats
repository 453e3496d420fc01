# Repository and index formats: libgit2, the git program and `git diff --cached` give one change set;
# where libgit2 cannot read the format git is taken, and without git it is exit 2 by name.
load ../support/common

setup() {
	setup_scratch
	export OUT=$BATS_TEST_TMPDIR
	new_repository r
	base
}

base() {
	put a.txt one; put s/b.txt two; put s/deep/c.txt three; put d.txt four
	put supabase/migrations/20250101000000_users.sql
	git add . && git commit -q -m base
}

edit() {
	put a.txt "more $RANDOM"; git rm -q --cached d.txt; rm -f d.txt; put s/deep/new.txt; git add --sparse a.txt s 2>/dev/null || git add a.txt s
}

# agree: git and the two ways of reading say the same, and there is something to say.
agree() {
	git diff --cached --raw -z --no-abbrev --no-renames >"$OUT/git"
	[ -s "$OUT/git" ] || fail 'nothing is staged'
	"$MIGHOOK_TEST_BIN/print_change_set" >"$OUT/ours"
	"$MIGHOOK_TEST_BIN/print_change_set" --git >"$OUT/cli"
	cmp "$OUT/git" "$OUT/ours"
	cmp "$OUT/git" "$OUT/cli"
}

# works: the hook refuses a bad migration and lets a good one pass.
works() {
	put supabase/migrations/Bad.sql; git add --sparse supabase 2>/dev/null || git add supabase
	run mighook hook pre-commit; equal "$status" 1; contains "$output" '[name-malformed]'
	git reset -q -- supabase/migrations/Bad.sql; rm supabase/migrations/Bad.sql
	put supabase/migrations/20250201000000_fine.sql; git add --sparse supabase 2>/dev/null || git add supabase
	run mighook hook pre-commit; equal "$status" 0; equal "$output" ''
	put supabase/migrations/20250101000000_users.sql 'SELECT 2;'; git add --sparse supabase 2>/dev/null || git add supabase
	run mighook hook pre-commit; equal "$status" 1; contains "$output" '[merged-migration-modified]'
	contains "$output" 'git restore --source='
}

# only_git FEATURE: without the git program it is exit 2, and the feature is named.
only_git() {
	PATH=/nowhere run "$MIGHOOK_BIN" hook pre-commit
	equal "$status" 2; contains "$output" "$1"; contains "$output" 'which only git can read'
}

# no_git_needed: nothing is asked of the git program.
no_git_needed() {
	PATH=/nowhere run "$MIGHOOK_BIN" hook pre-commit; [ "$status" -lt 2 ]
}

@test "index versions 2, 3, 4; untracked cache; fsmonitor bits" {
	for version in 2 3 4; do
		git update-index --index-version $version; edit; agree; works; git reset -q --hard; base_again
	done
	git update-index --untracked-cache 2>/dev/null || true; edit; agree; no_git_needed
	git reset -q --hard; git update-index --assume-unchanged a.txt; git update-index --skip-worktree s/b.txt
	put s/x.txt; git add s/x.txt; agree; works; no_git_needed
}

base_again() { git clean -fdq; git checkout -q .; }

@test "cone sparse checkout without sparse index" {
	git sparse-checkout set --no-sparse-index s; put s/b.txt more; git add s/b.txt; agree; no_git_needed
}

@test "sparse index" {
	git sparse-checkout set --sparse-index s; put s/b.txt more; git add s/b.txt; agree
	git ls-files --sparse --stage | grep -q '^040000' || fail 'the index is not sparse'
	only_git 'a sparse index (index.sparse)'; works
}

@test "split index" {
	git config splitIndex.maxPercentChange 100; git update-index --split-index; edit; agree
	ls .git/sharedindex.* >/dev/null || fail 'the index is not split'
	works; only_git 'a split index (core.splitIndex)'
}

@test "intended entries in a split index" {
	git config splitIndex.maxPercentChange 100; git update-index --split-index
	put later.txt; git add -N later.txt; put a.txt more; git add a.txt; agree
}

@test "index.skipHash (written as zeros by git 2.40 and later)" {
	edit; size=$(stat -c %s .git/index)
	dd if=/dev/zero of=.git/index bs=1 seek=$((size - 20)) count=20 conv=notrunc status=none
	"$MIGHOOK_TEST_BIN/print_change_set" >"$OUT/ours"; git diff --cached --raw -z --no-abbrev --no-renames >"$OUT/git"
	cmp "$OUT/git" "$OUT/ours"; no_git_needed
}

@test "worktreeConfig in format 0 and 1, preciousObjects, partialClone, relativeWorktrees" {
	git config extensions.worktreeConfig true; edit; agree; no_git_needed
	git config core.repositoryFormatVersion 1; agree; no_git_needed
	git config extensions.preciousObjects true; agree; no_git_needed
	git config extensions.partialClone origin; agree; no_git_needed
	# git 2.39 does not know this one; libgit2 and git are asked apart
	git config extensions.relativeWorktrees true; no_git_needed
}

@test "SHA-256" {
	git init -q --object-format=sha256 ../sha; cd ../sha; base; edit; agree; git reset -q --hard; works
	only_git 'SHA-256 objects (extensions.objectFormat)'
	git commit -q --no-verify -a -m x; run mighook audit; equal "$status" 1
	run mighook check --range HEAD~1...HEAD; equal "$status" 1
}

# newer_git: a git that knows formats that this one does not, or the test is skipped.
newer_git() {
	[ -n "${MIGHOOK_NEWER_GIT-}" ] && [ -x "$MIGHOOK_NEWER_GIT/bin/git" ] || skip "$(git version) cannot make this, and no newer git could be had (MIGHOOK_NEWER_GIT)"
	PATH=$MIGHOOK_NEWER_GIT/bin:$PATH
}

@test "reftable" {
	newer_git
	git init -q --ref-format=reftable ../ref; cd ../ref; base; edit; agree; git reset -q --hard; git clean -fdq; works
	only_git 'reftable refs (extensions.refStorage)'
}

@test "feature.manyFiles of a newer git: index version 4, no hash, untracked cache" {
	newer_git
	git config feature.manyFiles true; git update-index --force-write-index 2>/dev/null || true; edit; agree; no_git_needed
	git reset -q --hard; git clean -fdq; works
}

@test "relative worktrees of a newer git" {
	newer_git
	git worktree add -q --relative-paths ../relative; cd ../relative; edit; agree; no_git_needed; git reset -q --hard; git clean -fdq; works
}

@test "a reftable repository is not misread by libgit2" {
	edit; printf '[core]\nrepositoryFormatVersion = 1\n[extensions]\nrefStorage = reftable\n' >>.git/config
	PATH=/nowhere run "$MIGHOOK_BIN" hook pre-commit
	equal "$status" 2; contains "$output" 'reftable refs (extensions.refStorage)'
}

@test "an extension nobody knows, a format of the future: exit 2" {
	cp .git/config ../config
	printf '[core]\nrepositoryFormatVersion = 1\n[extensions]\ntomorrow = true\n' >>.git/config
	run mighook check; equal "$status" 2; contains "$output" 'extensions.tomorrow'
	cp ../config .git/config; printf '[core]\nrepositoryFormatVersion = 2\n' >>.git/config
	run mighook check; equal "$status" 2; contains "$output" 'version 2'
}

@test "blobless and treeless partial clones" {
	for i in 1 2 3; do put "supabase/migrations/2025010${i}000001_more.sql" "SELECT $i;"; git add .; git commit -q -m "more $i"; done
	git config uploadpack.allowFilter true
	for filter in blob:none tree:0; do
		git clone -q --filter=$filter "file://$PWD" "../partial-${filter%:*}"; cd "../partial-${filter%:*}"
		ls .git/objects/pack/*.promisor >/dev/null || fail 'the clone is not partial'
		edit; agree
		git reset -q --hard; git clean -fdq
		# the history lacks trees (or blobs) until somebody asks for them
		run mighook audit; equal "$status" 0
		works; git reset -q --hard; git clean -fdq; cd ../r
	done
}

@test "linked worktree, worktree of a bare repository, submodule, alternates" {
	git worktree add -q ../w; cd ../w; edit; agree; works; no_git_needed
	cd ../r; git clone -q --bare . ../bare.git; git -C ../bare.git worktree add -q ../bw; cd ../bw; edit; agree; works
	cd ../r; git clone -q -s . ../alt; cd ../alt; edit; agree; works
	new_repository ../super; git submodule --quiet add ../r sub; git commit -q -m sub; cd sub; edit; agree; works
}

@test "unborn HEAD, no index file" {
	new_repository ../u; put a.txt; git add .; agree
	new_repository ../v; run mighook hook pre-commit; equal "$status" 0
	run "$MIGHOOK_TEST_BIN/print_change_set"; equal "$status" 0; equal "$output" ''
	run "$MIGHOOK_TEST_BIN/print_change_set" --git; equal "$status" 0; equal "$output" ''
}

@test "conflicted entries: exit 2 from both" {
	git checkout -q -b b; put a.txt theirs; git commit -q -a -m b; git checkout -q main; put a.txt ours; git commit -q -a -m m
	git merge -q b || true
	run "$MIGHOOK_TEST_BIN/print_change_set"; equal "$status" 2; contains "$output" 'unmerged paths, first a.txt'
	run "$MIGHOOK_TEST_BIN/print_change_set" --git; equal "$status" 2; contains "$output" 'unmerged paths, first a.txt'
}

@test "a shallow clone with the merge base at hand" {
	git checkout -q -b work; put w.txt; git add .; git commit -q -m work
	git checkout -q main; put m.txt; git add .; git commit -q -m main
	git clone -q --depth 2 --no-single-branch "file://$PWD" ../shallow; cd ../shallow; git checkout -q work
	edit; agree; works
}
