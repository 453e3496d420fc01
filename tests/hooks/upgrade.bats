# An upgrade: what an older mighook has put into a repository is recognised, brought up to date by
# `mighook install`, and leaves nothing behind when it goes.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql
	version=$(mighook version | awk '{ print $2 }')
	old=$(tr 0-9 9012345678 <<<"$version") # of the same length, for it is put into the bytes
}

# older FILE: a program that is another version, by its own word.
older() {
	mkdir -p "$(dirname "$1")"
	LC_ALL=C sed "s/${version//./[.]}/$old/g" "$MIGHOOK_BIN" >"$1" && chmod +x "$1"
	[[ $("$1" version) == "mighook $old "* ]] || fail 'no older program could be made'
}

# listing: every file below .git/hooks, with its mode, and where links lead.
listing() {
	(cd .git/hooks && find . -mindepth 1 -printf '%p %y %m %l ' \( -type f -exec sha256sum {} \; -o -print \) | sort)
}

# judged: a bad commit is refused with one finding of its own, so by one program, and a good one is not.
judged() {
	stage supabase/migrations/Bad.sql
	run git commit -q -m bad; [ "$status" -ne 0 ] || fail 'the bad commit passed'
	equal "$(grep -cF '[name-malformed]' <<<"$output")" 1
	git rm -q --cached supabase/migrations/Bad.sql; rm supabase/migrations/Bad.sql
	good=$((${good-20250200} + 1)); stage "supabase/migrations/${good}000000_good.sql"
	git commit -q -m good || fail 'the good commit was refused'
}

doctor_line() { run mighook doctor; grep -E "^(ok|!!)  $1 " <<<"$output"; }

# mended CHECK: runs what doctor says.
mended() {
	local fix
	fix=$(mighook doctor | sed -n "/^!!  $1 /{n;s/^    Run: //p;}")
	[ -n "$fix" ] || fail "doctor has no fix for $1"
	eval "$fix" >/dev/null
}

@test "a copied program: doctor tells of it, install replaces it, the hooks stay, uninstall leaves nothing" {
	listing >../before; older ../old/mighook; ../old/mighook install -q; listing >../installed
	cmp ../old/mighook .git/hooks/mighook
	contains "$(doctor_line program)" "$PWD/.git/hooks/mighook, which judges, is version $old; this program is $version"
	run mighook doctor; equal "$status" 0; contains "$output" '    Run: mighook install'
	mended program; cmp "$MIGHOOK_BIN" .git/hooks/mighook
	contains "$(doctor_line program)" 'is this program'; judged
	# links as before, and nothing but the program has another content
	diff <(grep -v '^./mighook ' ../installed) <(listing | grep -v '^./mighook ')
	mighook uninstall -q; listing | diff ../before -
	# the older program takes out what the newer one has put in
	mighook install -q; ../old/mighook uninstall -q; listing | diff ../before -
}

@test "another build of the same version is told, and a copy that does not run" {
	mighook install -q; printf x >>.git/hooks/mighook
	contains "$(doctor_line program)" "is another build of $version than this program"; mended program
	head -c 4096 "$MIGHOOK_BIN" >.git/hooks/mighook; printf '# mighook: chained hook' >>.git/hooks/mighook
	contains "$(doctor_line program)" 'does not run here'; mended program; judged
	contains "$(.git/hooks/mighook doctor)" 'is this program'
}

@test "the fix installs the hooks that are here, and no others" {
	older ../old/mighook; ../old/mighook install -q --hook pre-commit --hook commit-msg
	run mighook doctor; contains "$output" 'Run: mighook install --hook pre-commit --hook commit-msg'
	mended program; [ ! -e .git/hooks/pre-push ]; contains "$(doctor_line program)" 'is this program'
	git init -q --bare ../hub.git; cd ../hub.git; ../old/mighook install -q --server
	run mighook doctor; contains "$output" 'Run: mighook install --server'; mended program; cmp "$MIGHOOK_BIN" hooks/mighook
}

@test "a link to the older program: replaced, also where that is gone; the program it led to is left alone" {
	older ../old/mighook; ../old/mighook install -q --link; cp ../old/mighook ../kept
	run mighook doctor; contains "$output" "is version $old"; contains "$output" 'Run: mighook install --link'
	mended program; equal "$(readlink .git/hooks/mighook)" "$(realpath "$MIGHOOK_BIN")"
	../old/mighook install -q --link; rm ../old/mighook
	run mighook doctor; equal "$status" 1; mighook install -q; [ ! -L .git/hooks/mighook ]; judged
	cp ../kept ../old/mighook; ../old/mighook install -q --link; mighook install -q; cmp ../kept ../old/mighook
}

@test "a hook that is the program itself, or a link to it elsewhere, becomes ours; nothing runs twice" {
	listing >../before; older ../old/mighook
	cp ../old/mighook .git/hooks/pre-commit; ln -s "$PWD/../old/mighook" .git/hooks/pre-merge-commit; ln -s /gone/bin/mighook .git/hooks/pre-push
	mighook install -q
	for hook in pre-commit pre-merge-commit pre-push; do equal "$(readlink .git/hooks/$hook)" mighook; [ ! -e .git/hooks/$hook.mighook-previous ]; done
	judged; mighook uninstall -q; listing | diff ../before -
}

@test "a chained hook of an older form: rewritten, somebody's own hook is kept exactly once and comes back byte for byte" {
	printf '#!/bin/sh\necho mine "$@"\n' >.git/hooks/pre-commit; chmod 750 .git/hooks/pre-commit
	printf '#!/bin/sh\ncat >/dev/null\necho pushing\n' >.git/hooks/pre-push; chmod 755 .git/hooks/pre-push
	listing >../before; older ../old/mighook; ../old/mighook install -q
	for hook in pre-commit pre-push; do
		printf '#!/bin/sh\n# mighook: chained hook of version 0.0.1\nexec "${0%%/*}/%s.mighook-previous" "$@"\n' $hook >.git/hooks/$hook
	done
	mighook install -q; mighook install -q; .git/hooks/mighook install -q
	grep -q 'hook "$name" "$@"' .git/hooks/pre-commit; equal "$(find .git/hooks -name '*mighook-previous*' | wc -l)" 2
	judged; stage supabase/migrations/20250301000000_x.sql; run git commit -m x; equal "$(grep -c '^mine' <<<"$output")" 1
	mighook uninstall -q; listing | diff ../before -
}

@test "a chained hook whose previous one is gone becomes a link" {
	printf '#!/bin/sh\n# mighook: chained hook of version 0.0.1\nexit 1\n' >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit
	mighook install -q; equal "$(readlink .git/hooks/pre-commit)" mighook; judged
	contains "$(doctor_line pre-commit)" 'is mighook'
}

@test "lines of an older form in the files of husky, lefthook and pre-commit are replaced, once" {
	mkdir .husky; printf 'npm test\nmighook pre-commit-old # mighook install --husky\necho done\n' >.husky/pre-commit
	mighook install -q --husky; equal "$(grep -c mighook .husky/pre-commit)" 1; contains "$(cat .husky/pre-commit)" 'mighook hook pre-commit'; equal "$(sed -n '1p;3p' .husky/pre-commit)" $'npm test\necho done'
	printf 'extends: # mighook install --lefthook\n  - .lefthook/mighook.yml # mighook install --lefthook\npre-push:\n  parallel: true\n' >lefthook.yml
	mkdir .lefthook; printf '# mighook install --lefthook\npre-commit: {commands: {old: {run: mighook old}}}\n' >.lefthook/mighook.yml
	mighook install -q --lefthook; equal "$(grep -c mighook.yml lefthook.yml)" 1; contains "$(cat .lefthook/mighook.yml)" 'mighook hook pre-commit'; lacks "$(cat .lefthook/mighook.yml)" 'mighook old'
	printf 'repos:\n  - {repo: local, hooks: [{id: old}]} # mighook install --pre-commit\n  - repo: meta\n    hooks: [{id: identity}]\n' >.pre-commit-config.yaml
	mighook install -q --pre-commit; lacks "$(cat .pre-commit-config.yaml)" 'id: old'; equal "$(grep -c 'entry: mighook hook' .pre-commit-config.yaml)" 1
	mighook uninstall -q
	equal "$(cat .husky/pre-commit)" $'npm test\necho done'; equal "$(cat lefthook.yml)" $'pre-push:\n  parallel: true'; [ ! -e .lefthook ]
	equal "$(cat .pre-commit-config.yaml)" $'repos:\n  - repo: meta\n    hooks: [{id: identity}]'
}

@test "lines that the team has written itself stay, and nothing is added to them" {
	mkdir .husky; printf 'npx mighook hook pre-commit\n' >.husky/pre-commit
	printf 'pre-commit:\n  jobs:\n    - run: mighook hook pre-commit\n' >lefthook.yml
	printf 'repos:\n  - repo: local\n    hooks: [{id: mighook, name: mighook, language: system, entry: mighook hook pre-commit}]\n' >.pre-commit-config.yaml
	sha256sum .husky/pre-commit .pre-commit-config.yaml >../sums
	mighook install -q --husky; mighook install -q --pre-commit; sha256sum --quiet -c ../sums
	# what lefthook lacks is added
	mighook install -q --lefthook; contains "$(cat .lefthook/mighook.yml)" 'pre-push:'; lacks "$(cat .lefthook/mighook.yml)" 'pre-commit:'
	mighook uninstall -q; sha256sum --quiet -c ../sums; equal "$(cat lefthook.yml)" $'pre-commit:\n  jobs:\n    - run: mighook hook pre-commit'
}

@test "what is kept in .git/mighook goes with the hooks, also of a linked worktree; nothing else does" {
	# worth keeping is what a dozen migrations lead to
	for n in {10..21}; do put supabase/migrations/202501010000$n"_table_$n.sql" "CREATE TABLE IF NOT EXISTS t$n (id bigint PRIMARY KEY);"; done
	git add .; git commit -q -m tables
	mighook install -q; stage supabase/migrations/20250201000000_a.sql 'ALTER TABLE t10 ADD COLUMN IF NOT EXISTS a int;'; git commit -q -m a
	[ -n "$(ls .git/mighook)" ] || fail 'nothing was kept'
	git worktree add -q ../linked; cd ../linked; run mighook uninstall; contains "$output" "removed "; contains "$output" '.git/mighook'; [ ! -e ../r/.git/mighook ]
	cd ../r; mkdir -p .git/mighook/somebodys; mighook uninstall -q; [ -d .git/mighook/somebodys ]
	rm -r .git/mighook; mkdir ../elsewhere; touch ../elsewhere/file; ln -s ../../elsewhere .git/mighook; mighook uninstall -q; [ -e ../elsewhere/file ]
}

@test "doctor: HUSKY=0 and LEFTHOOK=0 switch off what a manager runs, and nothing else" {
	mkdir -p .husky/_; printf '#!/bin/sh\n' >.husky/_/pre-commit; chmod +x .husky/_/pre-commit; git config core.hooksPath .husky/_; mighook install -q
	HUSKY=0 run mighook doctor; equal "$status" 1; contains "$output" 'HUSKY=0: the hooks started from here judge nothing'; contains "$output" 'Run: unset HUSKY'
	HUSKY=1 LEFTHOOK=0 run mighook doctor; lacks "$output" environment
	git config --unset core.hooksPath; rm -r .husky
	printf 'pre-commit:\n  jobs: []\n' >lefthook.yml; mighook install -q --lefthook
	printf '#!/bin/sh\nexec lefthook run pre-commit "$@"\n' >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit
	for value in 0 false; do LEFTHOOK=$value run mighook doctor; equal "$status" 1; contains "$output" "LEFTHOOK=$value: the hooks started from here judge nothing"; done
	LEFTHOOK=1 HUSKY=0 run mighook doctor; lacks "$output" environment
	# mighook's own hook does not ask them
	rm .git/hooks/pre-commit; mighook install -q; LEFTHOOK=0 run mighook doctor; lacks "$output" environment; LEFTHOOK=0 judged
}
