# The change set of every situation in which git runs a hook equals git's own, byte for byte, whether
# libgit2 reads the repository or the git program.
load ../support/common

setup() {
	setup_scratch
	export OUT=$BATS_TEST_TMPDIR/out
	mkdir -p "$OUT" "$BATS_TEST_TMPDIR/hooks"
	# The hook: git's answer and ours, side by side. IN, if set, is a folder to go to first.
	cat >"$BATS_TEST_TMPDIR/hooks/pre-commit" <<-'EOF'
		#!/bin/sh
		git diff --cached --raw -z --no-abbrev --no-renames >"$OUT/git.$(basename "$0")" || exit 1
		if [ -n "$IN" ]; then cd "$IN" || exit 1; fi
		"$MIGHOOK_TEST_BIN/print_change_set" >"$OUT/ours.$(basename "$0")" || exit 1
		"$MIGHOOK_TEST_BIN/print_change_set" --git >"$OUT/cli.$(basename "$0")"
	EOF
	chmod +x "$BATS_TEST_TMPDIR/hooks/pre-commit"
	cp "$BATS_TEST_TMPDIR/hooks/pre-commit" "$BATS_TEST_TMPDIR/hooks/pre-merge-commit"
	new_repository r
	put a.txt one; put s/b.txt two; put 's/with space.txt' three; put d.txt four; put e.txt five
	git add . && git commit -q -m base
	git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"
}

# same [HOOK]: the hook ran, git saw a change, and ours is the same.
same() {
	local hook=${1-pre-commit}
	[ -s "$OUT/git.$hook" ] || fail "$hook did not run, or git saw no change"
	cmp "$OUT/git.$hook" "$OUT/ours.$hook"
	cmp "$OUT/git.$hook" "$OUT/cli.$hook"
}

edit() { # some of every kind of change
	put a.txt more; git rm -q --cached d.txt; rm d.txt; put n/new.txt; git add a.txt n
	chmod +x s/b.txt; git add s/b.txt; rm e.txt; ln -s a.txt e.txt; git add e.txt
}

@test "commit" { edit; git commit -q -m x; same; }

@test "commit -a" { put a.txt more; rm d.txt; git commit -q -a -m x; same; }

@test "commit -p" {
	seq 30 >long.txt; git add long.txt; git commit -q --no-verify -m long
	{ echo first; seq 30; echo last; } >long.txt
	printf 'y\nn\n' | git commit -q -p -m x; same
	git diff --quiet && fail "the second hunk was to stay unstaged"
	true
}

@test "commit --include path" { put a.txt more; put s/b.txt more; git add s/b.txt; git commit -q -i a.txt -m x; same; }

@test "commit --only path" { put a.txt more; put s/b.txt more; git add s/b.txt; git commit -q a.txt -m x; same; }

@test "commit --amend" { put a.txt more; git add a.txt; git commit -q --amend -m x; same; }

@test "commit from a subdirectory" { edit; cd s; git commit -q -m x; same; }

@test "commit in a linked worktree" {
	git worktree add -q ../w; cd ../w; edit; git commit -q -m x; same
}

@test "commit in a submodule" {
	git -c protocol.file.allow=always clone -q . ../origin
	new_repository ../super
	git -c protocol.file.allow=always submodule --quiet add ../origin sub
	git commit -q -m sub; cd sub; git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"
	edit; git commit -q -m x; same
}

@test "commit of a submodule's new commit" {
	git clone -q . ../origin
	git submodule --quiet add ../origin sub; git commit -q --no-verify -m sub
	git -C sub commit -q --allow-empty -m step; git add sub; git commit -q -m x; same
}

@test "commit with --git-dir and --work-tree" {
	edit; mv .git ../elsewhere.git; cd ..
	mkdir other; cd other
	git --git-dir=../elsewhere.git --work-tree=../r commit -q -m x; same
}

@test "merge" {
	git checkout -q -b b; put b1.txt; git add .; git commit -q --no-verify -m b
	git checkout -q main; put m1.txt; git add .; git commit -q --no-verify -m m
	git merge -q b -m x; same pre-merge-commit
}

@test "octopus merge" {
	for b in b c; do git checkout -q -b $b main; put $b.txt; git add .; git commit -q --no-verify -m $b; done
	git checkout -q main; put m1.txt; git add .; git commit -q --no-verify -m m
	git merge -q b c -m x; same pre-merge-commit
}

@test "merge with conflicts" {
	git checkout -q -b b; put a.txt theirs; put b1.txt; git add .; git commit -q --no-verify -m b
	git checkout -q main; put a.txt ours; git add .; git commit -q --no-verify -m m
	git merge -q b -m x && fail "no conflict"
	run "$MIGHOOK_TEST_BIN/print_change_set"
	equal "$status" 2; contains "$output" "unmerged paths, first a.txt"
	put a.txt both; git add a.txt; git commit -q -m x; same
}

@test "merge --squash" {
	git checkout -q -b b; put b1.txt; git add .; git commit -q --no-verify -m b
	git checkout -q main; put m1.txt; git add .; git commit -q --no-verify -m m
	git merge -q --squash b; git commit -q -m x; same
}

@test "cherry-pick --continue" {
	git checkout -q -b b; put a.txt theirs; put b1.txt; git add .; git commit -q --no-verify -m b
	git checkout -q main; put a.txt ours; git add .; git commit -q --no-verify -m m
	git cherry-pick b && fail "no conflict"
	put a.txt both; git add a.txt; git -c core.editor=true cherry-pick --continue; same
}

@test "rebase with reword" {
	put r1.txt; git add .; git commit -q --no-verify -m r1
	put r2.txt; git add .; git commit -q --no-verify -m r2
	GIT_SEQUENCE_EDITOR='sed -i s/^pick/reword/' GIT_EDITOR='sed -i s/^r/reworded-r/' \
		git rebase -q -i --force-rebase HEAD~2
	# a reword stages nothing against the commit that was just picked
	[ -e "$OUT/git.pre-commit" ]; cmp "$OUT/git.pre-commit" "$OUT/ours.pre-commit"
}

@test "rebase with edit" {
	put r1.txt; git add .; git commit -q --no-verify -m r1
	GIT_SEQUENCE_EDITOR='sed -i s/^pick/edit/' git rebase -q -i HEAD~1
	put r1.txt changed; git add .; git commit -q --amend -m x; same; git rebase --continue
}

@test "unborn HEAD" {
	new_repository ../u; git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"
	put a.txt; put s/b.txt; git add .; git commit -q -m x; same
}

@test "unborn HEAD, nothing ever added" {
	new_repository ../u; git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"
	git commit -q --allow-empty -m x
	[ -e "$OUT/git.pre-commit" ]; cmp "$OUT/git.pre-commit" "$OUT/ours.pre-commit"
}

@test "git hook run" { edit; git hook run pre-commit; same; }

@test "sparse checkout without sparse index" {
	git sparse-checkout set --no-sparse-index s; put s/b.txt more; git add s/b.txt; git commit -q -m x; same
}

@test "hook that goes to a subfolder first" { edit; IN=s git commit -q -m x; same; }

@test "commit -a, hook that goes to a subfolder first" { put a.txt more; IN=s git commit -q -a -m x; same; }

@test "a named index that does not exist is an error" {
	GIT_INDEX_FILE=.git/no-such-index run "$MIGHOOK_TEST_BIN/print_change_set"
	equal "$status" 2; contains "$output" "cannot read the index"
}

@test "intended entries (add -N) are not part of the commit" {
	put later.txt; git add -N later.txt; put a.txt more; git add a.txt; git commit -q -m x; same
}

@test "bytes of paths survive" {
	for name in 'sp ace' 'quo"te' "apo'strophe" $'new\nline' $'tab\there' $'\xff\xfe' 'back\slash' 'ä'; do
		put "s/$name"; done
	git add .; git commit -q -m x; same
}

@test "index versions 2, 3 and 4" {
	for i in $(seq 200); do put "deep/er/folder$((i % 7))/file$i.txt" "$i"; done
	git add .; git commit -q --no-verify -m many
	for version in 2 3 4; do
		git update-index --index-version $version
		put "deep/er/folder3/new$version.txt"; put a.txt "v$version"; git add .
		put "deep/later$version.txt"; [ $version = 2 ] || git add -N "deep/later$version.txt"
		git hook run pre-commit; same
	done
}

@test "after operations that leave cached trees" {
	for i in $(seq 20); do put "f$((i % 4))/x$i"; done; git add .; git commit -q --no-verify -m many
	git rm -q -r f1; put f2/x2 changed; git add .; git hook run pre-commit; same
	git reset -q; git checkout -q .; git mv f2 g2; git hook run pre-commit; same
}

@test "alternate object folder, worktree of a bare repository" {
	git clone -q -s . ../shared; git clone -q --bare . ../bare.git
	cd ../shared; git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"; edit; git commit -q -m x; same
	rm "$OUT"/*; cd ..; git -C bare.git worktree add -q ../w2; cd w2
	git config core.hooksPath "$BATS_TEST_TMPDIR/hooks"; edit; git commit -q -m x; same
}

@test "formats with harmless extensions" {
	for extension in worktreeConfig=true preciousObjects=true partialClone=origin; do
		git config core.repositoryFormatVersion 1; git config "extensions.${extension%=*}" "${extension#*=}"
		put a.txt "$extension"; git add a.txt
		git hook run pre-commit; same; git config --unset "extensions.${extension%=*}"
	done
}

@test "a zeroed index checksum is no obstacle" {
	put a.txt more; git add a.txt
	size=$(stat -c %s .git/index)
	dd if=/dev/zero of=.git/index bs=1 seek=$((size - 20)) count=20 conv=notrunc status=none
	"$MIGHOOK_TEST_BIN/print_change_set" >"$OUT/ours"
	git diff --cached --raw -z --no-abbrev --no-renames >"$OUT/git"; cmp "$OUT/ours" "$OUT/git"
}

@test "a damaged index is an error, never a smaller one" {
	put a.txt more; git add a.txt; cp .git/index ../whole
	size=$(stat -c %s ../whole)
	for at in 0 5 11 20 72 100 $((size / 2)) $((size - 21)); do
		head -c "$at" ../whole >.git/index
		run "$MIGHOOK_TEST_BIN/print_change_set"; equal "$status" 2
	done
	: >.git/index; run "$MIGHOOK_TEST_BIN/print_change_set"; equal "$status" 2
}
