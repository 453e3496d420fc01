# Whoever reads the repository, libgit2 and our index reader or the git program: findings, messages and
# exit codes are the same in every situation in which git runs a hook, and with every kind of entry.
load ../support/common

setup() {
	setup_scratch
	export OUT=$BATS_TEST_TMPDIR/out
	agree=$MIGHOOK_SOURCE/tests/hooks/agree.bash
	mkdir -p "$OUT" "$BATS_TEST_TMPDIR/hooks"
	ln -s "$agree" "$BATS_TEST_TMPDIR/hooks/pre-commit"
	ln -s "$agree" "$BATS_TEST_TMPDIR/hooks/pre-merge-commit"
	new_repository r
	base
}

m=supabase/migrations
base() {
	local i
	for i in 1 2 3 4; do put "$m/2025010${i}000000_t$i.sql" "CREATE TABLE t$i (id bigint PRIMARY KEY);"; done
	put a.txt one; put s/b.txt two; put supabase/schema.sql '-- all'
	printf 'sets: [{path: supabase/migrations, runner: supabase, snapshot: supabase/schema.sql}]\n' >.mighook.yaml
	git add . && git commit -q -m base
	git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"
}

# Some of every kind of change, right and wrong.
edit() {
	put $m/20250101000000_t1.sql 'CREATE TABLE t1 (id int);'
	rm $m/20250102000000_t2.sql
	put $m/20250201000000_new.sql 'CREATE TABLE IF NOT EXISTS n (id int); DROP TABLE t3;'
	put $m/Bad.sql; put a.txt more; git add -A .
}

# heard PART...: the hook ran, all readers agreed, and it said each of these.
heard() {
	[ -s "$OUT/all" ] || fail 'the hook did not run to its end'
	for part; do contains "$(cat "$OUT/hook")" "$part"; done
	rm "$OUT"/*
}

# The findings of `edit`.
heard_edit() {
	heard '[merged-migration-modified]' '[merged-migration-deleted]' '[name-malformed]' '[snapshot-not-staged]' '[table-dropped]' 'exit 1'
}

# agreed PART ARGUMENT...: all readers say the same, and PART is in it.
agreed() {
	local part=$1 said
	shift
	said=$("$agree" "$@") || fail "$*"
	contains "$said" "$part"
}

@test "commit, -a, --include, --only, -p, --amend, from a subfolder" {
	edit; git commit -q -m x; heard_edit
	agreed merged-migration-modified check --range HEAD~1...HEAD --json
	agreed merged-migration-deleted audit --json; agreed '"deletes-data"' review --range HEAD~1...HEAD --json
	git reset -q --soft HEAD~1; cd s; git commit -q -m x; heard_edit; cd ..
	git reset -q --soft HEAD~1; git reset -q; git commit -q -a -m x; heard merged-migration-modified
	put $m/20250103000000_t3.sql 'SELECT 3;'; put a.txt two; git add a.txt
	git commit -q -i $m/20250103000000_t3.sql -m x; heard merged-migration-modified '20250103000000_t3.sql'
	put $m/20250103000000_t3.sql 'SELECT 4;'; put $m/20250104000000_t4.sql 'SELECT 4;'; git add .
	git commit -q $m/20250103000000_t3.sql -m x; heard '20250103000000_t3.sql'
	IN=s git commit -q --amend -m x; heard '20250104000000_t4.sql'
	{ echo 'SELECT 1;'; seq -f 'SELECT %.0f;' 30; } >$m/20250105000000_t5.sql; git add .; git commit -q --no-verify -m x
	sed -i '1d; $d' $m/20250105000000_t5.sql
	printf 'y\nn\n' | git commit -q -p -m x; heard '20250105000000_t5.sql'
}

@test "linked worktree, submodule, --git-dir and --work-tree, worktree of a bare repository" {
	git worktree add -q ../w; cd ../w; edit; git commit -q -m x; heard_edit; cd ../r
	git clone -q --bare . ../bare.git; git -C ../bare.git worktree add -q ../bw; cd ../bw
	git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"; edit; git commit -q -m x; heard_edit; cd ../r
	new_repository ../super; git submodule --quiet add ../r sub; git commit -q -m sub; cd sub
	git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"; edit; git commit -q -m x; heard_edit; cd ../../r
	edit; mv .git ../elsewhere.git; mkdir ../other; cd ../other
	git --git-dir=../elsewhere.git --work-tree=../r commit -q -m x; heard_edit
	cd ../bare.git; agreed '"changed": 0' check --all --json; agreed '"violating": 0' audit --json
}

@test "merge, octopus, conflict, squash, cherry-pick, revert, rebase" {
	for b in b c; do git checkout -q -b $b main; put $m/20250301000000_$b.sql; git add .; git commit -q --no-verify -m $b; done
	git checkout -q main; put $m/20250302000000_m.sql; git add .; git commit -q --no-verify -m m
	git merge -q b -m x; heard 'exit '; git reset -q --hard HEAD~1
	git merge -q b c -m x; heard '[version-duplicate]'; git reset -q --hard HEAD~1
	git merge -q --squash b; git commit -q -m x; heard '20250301000000_b.sql'; git reset -q --hard HEAD~1
	git checkout -q -b d; put $m/20250101000000_t1.sql theirs; git add .; git commit -q --no-verify -m d
	git checkout -q main; put $m/20250101000000_t1.sql ours; git add .; git commit -q --no-verify -m m
	git merge -q d -m x && fail 'no conflict'
	agreed 'unmerged paths' hook pre-commit; agreed 'unmerged paths' check --all
	put $m/20250101000000_t1.sql both; git add .; git commit -q -m x; heard '[merged-migration-modified]'
	git reset -q --hard HEAD~1; git cherry-pick d >/dev/null 2>&1 && fail 'no conflict'
	put $m/20250101000000_t1.sql both; git add .; git -c core.editor=true cherry-pick --continue; heard '[merged-migration-modified]'
	git -c core.editor=true revert --no-commit HEAD; git commit -q -m x; heard '[merged-migration-modified]'
	put $m/Bad.sql; git add .; git commit -q --no-verify -m bad
	GIT_SEQUENCE_EDITOR='sed -i s/^pick/edit/' git rebase -q -i HEAD~1
	put $m/Worse.sql; git add .; git commit -q --amend -m x; heard Worse.sql; git rebase --continue
	agreed Worse.sql audit --json; agreed Worse.sql audit --json --all-commits
	agreed merged-migration-modified check --range c...HEAD --json; agreed merged-migration-modified check --range HEAD...d
}

@test "unborn HEAD, detached HEAD, a branch with a remote, a shallow clone, alternates" {
	new_repository ../u; git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"
	git commit -q --allow-empty -m x; heard 'exit 0'
	new_repository ../v; git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"
	put $m/Bad.sql; put $m/20250101000000_good.sql; git add .; git commit -q -m x; heard '[name-malformed]'
	cd ../r; git clone -q -s . ../alt; git clone -q --depth 1 "file://$PWD" ../shallow
	git checkout -q --detach; edit; git commit -q -m x; heard_edit
	for i in alt shallow; do
		cd ../$i; git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"; git checkout -q -b work
		edit; git commit -q -m x; heard_edit; put $m/Bad.sql more; git add .; git commit -q -m y; heard Bad.sql
		agreed merged-migration-deleted check --range origin/main...HEAD --json
	done
}

@test "entries of every kind: links, submodules, modes, case, odd names, -N, skip-worktree" {
	ln -s t1 $m/20250202000000_link.sql
	git clone -q . ../origin; git submodule --quiet add ../origin $m/20250203000000_sub.sql
	chmod +x $m/20250103000000_t3.sql; put $m/20250204000000_A.sql; put $m/20250204000000_a.sql
	for name in 'sp ace' 'quo"te' "apo'strophe" $'new\nline' $'\xff\xfe' 'back\slash' 'ä'; do
		put "$m/20250205000000_$name.sql"; done
	put "$m/deep/20250206000000_x.sql"; put "${m}0/20250206000000_x.sql"; put "$m.sql"
	git mv $m/20250104000000_t4.sql $m/20250104000001_t4.sql
	git add .; put $m/Later.sql; git add -N $m/Later.sql
	git update-index --assume-unchanged $m/20250101000000_t1.sql; git update-index --skip-worktree $m/20250102000000_t2.sql
	git commit -q -m x; heard '[file-not-regular]' '[name-collision]' '[name-malformed]' '[merged-migration-deleted]' 'new\x0Aline'
	agreed '"path_bytes"' audit --json
	agreed file-not-regular check --json $m; agreed 'exit ' check --json $m/20250204000000_A.sql a.txt
}

@test "an unmerged, an empty and a missing index; a folder and a file that change places" {
	git rm -q -r --cached supabase/migrations; agreed merged-migration-deleted hook pre-commit
	git read-tree --empty; agreed merged-migration-deleted hook pre-commit; rm .git/index; agreed merged-migration-deleted check --staged
	git reset -q --hard; git rm -q -r $m; put $m 'a file'; git add .; git commit -q -m x; heard '[merged-migration-deleted]'
	rm $m; git checkout -q HEAD~1 .; git commit -q -m x; heard 'exit '; agreed merged-migration-deleted audit --json
}

@test "index versions 2, 3, 4, split, sparse, with cached trees and without; threads; no checksum" {
	for i in $(seq 300); do put "deep/er/folder$((i % 17))/file$i.txt" "$i"; done
	git add .; git commit -q --no-verify -m many
	for version in 2 3 4; do
		git update-index --index-version $version; edit; git hook run pre-commit; heard_edit
		git write-tree >/dev/null; put later.txt; git add -N later.txt; git hook run pre-commit; heard_edit; git reset -q --hard
		git update-index --force-untracked-cache
		git -c index.threads=2 -c index.recordEndOfIndexEntries=true -c index.recordOffsetTable=true \
			update-index --force-write-index
		grep -qa EOIE .git/index || fail 'no end of entries'; grep -qa IEOT .git/index || fail 'no table of offsets'
		head -c -20 .git/index >"$OUT/../index"; head -c 20 /dev/zero >>"$OUT/../index"; cp "$OUT/../index" .git/index
		git sparse-checkout set --no-sparse-index $m s; edit; git hook run pre-commit; heard_edit; git reset -q --hard
		git sparse-checkout disable
	done
	git update-index --split-index; edit; git hook run pre-commit; heard_edit; git reset -q --hard; git update-index --no-split-index
	git sparse-checkout set --sparse-index s; put $m/Bad.sql; git add --sparse $m; git hook run pre-commit; heard Bad.sql
}

# at_random WORK COUNT: for as many seeds; all are 21 times as many.
at_random() {
	python3 "$MIGHOOK_SOURCE/tests/hooks/readers_at_random.py" "$1" "$BATS_TEST_TMPDIR" 1 $(($2 * ${MIGHOOK_TEST_ALL:+2}1))
}

@test "histories made at random" { at_random histories 1; }

@test "damaged indexes: as git reads them, or refused" { at_random indexes 2; }
