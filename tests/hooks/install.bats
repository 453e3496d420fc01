# What install puts into a repository, and that uninstall leaves nothing of it.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	git commit -q --allow-empty -m start
}

# listing FOLDER: every entry with type, mode, target or checksum.
listing() {
	(cd "$1" && find . -mindepth 1 | sort | while read -r path; do
		if [ -L "$path" ]; then echo "$path -> $(readlink "$path")"
		elif [ -d "$path" ]; then echo "$path/ $(stat -c %a "$path")"
		else echo "$path $(stat -c %a "$path") $(sha256sum <"$path")"; fi
	done)
}

bad_commit_is_refused() {
	put supabase/migrations/Bad.sql; git add .
	run git commit -q -m bad
	[ "$status" != 0 ] || fail "the bad commit passed"
	contains "$output" '[name-malformed]'
	git reset -q; rm supabase/migrations/Bad.sql
}

@test "the program is copied once, hooks are relative links to it" {
	run mighook install; equal "$status" 0
	contains "$output" 'installed pre-commit, pre-merge-commit, pre-push in'
	equal "$(readlink .git/hooks/pre-commit)" mighook
	equal "$(readlink .git/hooks/pre-merge-commit)" mighook
	cmp "$MIGHOOK_BIN" .git/hooks/mighook
	[ ! -L .git/hooks/mighook ]
	bad_commit_is_refused
	mv ../r ../moved; cd ../moved; bad_commit_is_refused
}

@test "twice installed is once installed" {
	mighook install -q; listing .git/hooks >../once
	mighook install -q; listing .git/hooks >../twice; cmp ../once ../twice
	.git/hooks/mighook install -q; listing .git/hooks >../thrice; cmp ../once ../thrice
}

@test "--link points to the program where it is" {
	mighook install -q --link
	equal "$(readlink .git/hooks/mighook)" "$(realpath "$MIGHOOK_BIN")"
	bad_commit_is_refused
	mighook install -q; [ ! -L .git/hooks/mighook ]
}

@test "--hook installs only the one named" {
	mighook install -q --hook pre-commit
	[ -L .git/hooks/pre-commit ]; [ ! -e .git/hooks/pre-merge-commit ]
	run mighook install --hook post-commit; equal "$status" 2
	contains "$output" "'post-commit' is none of"
}

@test "uninstall without anything before leaves the folder as it was" {
	listing .git/hooks >../before
	mighook install -q; mighook uninstall; listing .git/hooks >../after; cmp ../before ../after
	run mighook uninstall; equal "$status" 0; contains "$output" 'no hook of mighook is installed here'
}

@test "an existing hook runs first, with its arguments and exit code; uninstall restores it" {
	cat >.git/hooks/pre-commit <<-'EOF'
		#!/bin/sh
		echo "previous ran with $# arguments"
		[ ! -e veto ] || exit 7
	EOF
	chmod 750 .git/hooks/pre-commit
	listing .git/hooks >../before
	mighook install -q
	[ "$(wc -l <.git/hooks/pre-commit)" -le 10 ]
	dash -n .git/hooks/pre-commit
	put x; git add x; run git commit -q -m x
	equal "$status" 0; contains "$output" 'previous ran with 0 arguments'
	bad_commit_is_refused; contains "$output" 'previous ran'
	: >veto; put y; git add y; run git commit -q -m y; equal "$status" 1
	run .git/hooks/pre-commit; equal "$status" 7
	mighook install -q # again: still one previous hook
	mighook uninstall -q; listing .git/hooks >../after; cmp ../before ../after
}

@test "a hook that is not executable is kept and, as git does, not run" {
	echo 'exit 1' >.git/hooks/pre-commit; chmod 644 .git/hooks/pre-commit
	listing .git/hooks >../before
	mighook install -q; put x; git add x; git commit -q -m x; bad_commit_is_refused
	mighook uninstall -q; listing .git/hooks >../after; cmp ../before ../after
}

@test "a hook that is a link elsewhere is kept as it is" {
	mkdir tools; printf '#!/bin/sh\necho linked ran\n' >tools/hook; chmod +x tools/hook
	ln -s ../../tools/hook .git/hooks/pre-commit
	listing .git/hooks >../before
	mighook install -q; put x; git add x; run git commit -q -m x; contains "$output" 'linked ran'
	mighook uninstall -q; listing .git/hooks >../after; cmp ../before ../after
}

@test "two foreign hooks at once: refused, nothing changed" {
	printf '#!/bin/sh\n' >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit
	mighook install -q
	printf '#!/bin/sh\necho newer\n' >.git/hooks/new; chmod +x .git/hooks/new
	mv .git/hooks/new .git/hooks/pre-commit # somebody overwrote our script
	cp -a .git/hooks ../copy
	run mighook install; equal "$status" 2; contains "$output" 'which is to run first'
	equal "$(cat .git/hooks/pre-commit)" "$(cat ../copy/pre-commit)"
	equal "$(cat .git/hooks/pre-commit.mighook-previous)" "$(cat ../copy/pre-commit.mighook-previous)"
}

@test "a file of another kind called mighook is not overwritten" {
	echo 'my notes' >.git/hooks/mighook
	run mighook install; equal "$status" 2; contains "$output" 'is no mighook'
	equal "$(cat .git/hooks/mighook)" 'my notes'
	run mighook uninstall; equal "$status" 2; equal "$(cat .git/hooks/mighook)" 'my notes'
}

@test "uninstall works when the program has moved away" {
	mighook install -q --link; rm .git/hooks/mighook; ln -s /nowhere/mighook .git/hooks/mighook
	mighook uninstall -q; [ -z "$(ls .git/hooks | grep -v sample)" ]
}

@test "a hook of an older mighook is recognised and rewritten" {
	printf '#!/bin/sh\n# mighook: chained hook of version 0.0.1\nexit 1\n' >.git/hooks/pre-commit
	chmod +x .git/hooks/pre-commit
	mighook install -q; put x; git add x; git commit -q -m x
	[ ! -e .git/hooks/pre-commit.mighook-previous ]
	mighook uninstall -q; [ ! -e .git/hooks/pre-commit ]
}

@test "core.hooksPath, relative and absolute, is where it goes" {
	git config core.hooksPath tools/hooks
	mighook install -q; [ -L tools/hooks/pre-commit ]; [ ! -e .git/hooks/pre-commit ]; bad_commit_is_refused
	git config core.hooksPath "$PWD/../elsewhere"; mighook install -q; [ -L ../elsewhere/pre-commit ]; bad_commit_is_refused
}

@test "core.hooksPath of the user: installed, and said that it is shared" {
	git config --global core.hooksPath "$HOME/hooks"
	run mighook install; equal "$status" 0; contains "$output" 'for all your repositories'
	bad_commit_is_refused
}

@test "an empty core.hooksPath is an error that says what to do" {
	git config core.hooksPath ''
	run mighook install; equal "$status" 2; contains "$output" 'git config --unset core.hooksPath'
}

@test "from a subfolder, a linked worktree and a submodule" {
	mkdir -p a/b; (cd a/b && mighook install -q); [ -L .git/hooks/pre-commit ]; mighook uninstall -q
	git worktree add -q ../w; (cd ../w && mighook install -q); [ -L .git/hooks/pre-commit ]
	cd ../w; bad_commit_is_refused; cd ../r; mighook uninstall -q
	git init -q ../lib; git -C ../lib commit -q --allow-empty -m x
	git submodule --quiet add "$PWD/../lib" lib; cd lib; mighook install -q
	[ -L ../.git/modules/lib/hooks/pre-commit ]; bad_commit_is_refused
}

@test "no repository, MIGHOOK=0, npm in CI: said, exit 0, nothing done" {
	mkdir ../none; cd ../none
	run mighook install; equal "$status" 0; contains "$output" 'not inside a git repository'
	run mighook uninstall; equal "$status" 0
	cd ../r
	MIGHOOK=0 run mighook install; equal "$status" 0; contains "$output" 'MIGHOOK=0'; [ ! -e .git/hooks/mighook ]
	CI=true npm_lifecycle_event=prepare run mighook install; equal "$status" 0; [ ! -e .git/hooks/mighook ]
	CI=true run mighook install; equal "$status" 0; [ -e .git/hooks/mighook ]
}

@test "a bare repository has nobody who commits: exit 2" {
	git init -q --bare ../bare.git; cd ../bare.git
	run mighook install; equal "$status" 2; contains "$output" 'bare'
}

@test "a folder that cannot be written: exit 2, nothing half done" {
	[ "$(id -u)" = 0 ] && id nobody >/dev/null || skip 'needs root to become somebody without rights'
	chmod -R a+rX "$BATS_TEST_TMPDIR" "$BATS_RUN_TMPDIR"; chmod 555 .git/hooks
	cp "$MIGHOOK_BIN" ../mighook; chmod 755 ../mighook
	as_nobody() { setpriv --reuid=nobody --clear-groups env HOME=/nonexistent GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' "$@"; }
	as_nobody ls .git/hooks >/dev/null || skip 'the scratch folder is closed to other users'
	as_nobody sh -c ': >.git/hooks/probe' 2>/dev/null && fail 'the denial does not work'
	listing .git/hooks >../before
	run as_nobody ../mighook install; equal "$status" 2; contains "$output" 'Permission denied'
	listing .git/hooks >../after; cmp ../before ../after
}

@test "--husky: one line in .husky/pre-commit, which passes where mighook is not installed" {
	mkdir -p .husky/_; printf '#!/bin/sh\ncd "$(dirname "$0")/.." && sh -e ./pre-commit "$@"\n' >.husky/_/pre-commit
	chmod +x .husky/_/pre-commit; git config core.hooksPath .husky/_
	echo 'echo other checks' >.husky/pre-commit
	# husky goes back to the top before it runs the file
	printf '#!/bin/sh\nexec sh -e .husky/pre-commit "$@"\n' >.husky/_/pre-commit
	cp .husky/pre-commit ../before
	mighook install -q --husky
	equal "$(wc -l <.husky/pre-commit)" 2; [ ! -e .husky/_/mighook ]
	bad_commit_is_refused; contains "$output" 'other checks'
	mighook install -q; mighook install -q --husky; equal "$(wc -l <.husky/pre-commit)" 2
	put supabase/migrations/Bad.sql; git add .
	PATH=/usr/bin:/bin run git commit -q -m x; equal "$status" 0
	contains "$output" 'mighook: not installed here'
	mighook uninstall -q; cmp .husky/pre-commit ../before
}

@test "--husky: husky's sample line gives way where it can only fail, and comes back" {
	mkdir .husky; echo 'npm test' >.husky/pre-commit; cp .husky/pre-commit ../before
	# without package.json, or with tests, it stays
	mighook install -q --husky; equal "$(head -n 1 .husky/pre-commit)" 'npm test'
	mighook uninstall -q; cmp .husky/pre-commit ../before
	echo '{"scripts": {"test": "true"}}' >package.json
	mighook install -q --husky; equal "$(head -n 1 .husky/pre-commit)" 'npm test'
	mighook uninstall -q; cmp .husky/pre-commit ../before
	for scripts in '{}' '{"test": "echo \"Error: no test specified\" && exit 1"}'; do
		echo "{\"scripts\": $scripts}" >package.json
		mighook install -q --husky; mighook install -q --husky
		equal "$(wc -l <.husky/pre-commit)" 2; ! grep -qx 'npm test' .husky/pre-commit
		echo 'echo more' >>.husky/pre-commit
		mighook uninstall -q; equal "$(cat .husky/pre-commit)" $'npm test\necho more'; cp ../before .husky/pre-commit
	done
}

@test "--husky: the sample that husky writes under pnpm" {
	mkdir .husky; echo 'pnpm test' >.husky/pre-commit; echo '{}' >package.json
	mighook install -q --husky; ! grep -qx 'pnpm test' .husky/pre-commit
	mighook uninstall -q; equal "$(cat .husky/pre-commit)" 'pnpm test'
}

@test "--husky brings back a file without a last line feed, and removes a file it made" {
	mkdir .husky; printf 'echo one' >.husky/pre-commit; cp .husky/pre-commit ../before
	mighook install -q --husky; mighook uninstall -q; cmp .husky/pre-commit ../before
	rm .husky/pre-commit; mighook install -q --husky; [ -s .husky/pre-commit ]
	mighook uninstall -q; [ ! -e .husky/pre-commit ]
}
