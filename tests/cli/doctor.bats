# `mighook doctor`: what really happens at a commit here, and what mends it.
load ../support/common

setup() {
	setup_scratch
	new_repository r
}

# doctor STATUS [ARGUMENTS]: runs it, exits with STATUS.
doctor() {
	local expected=$1
	shift
	run mighook doctor "$@"
	equal "$status" "$expected"
}

# says MARK NAME PART: the check of that name has the mark and the part.
says() {
	local line
	line=$(grep -E "^$1  $2  " <<<"$(sed -E 's/^(ok|!!)  (manager )?([^ ]+) +/\1  \2\3  /' <<<"$output")") || fail "no line '$1 $2' in: $output"
	contains "$line" "$3"
}

silent() { ! grep -qE "^(ok|!!)  $1 " <<<"$output" || fail "there is a line $1: $output"; }

# fix NAME: what the check says mends it.
fix() { sed -n "/^!!  $1 /{n;s/^    //p;}" <<<"$output"; }

# mend NAME: runs it.
mend() {
	local command
	command=$(fix "$1")
	[[ $command == 'Run: '* ]] || fail "the fix of $1 is no command: $command"
	eval "${command#Run: }" >/dev/null
}

refuses_a_bad_commit() {
	stage supabase/migrations/Bad.sql
	! git commit -q -m bad 2>/dev/null || fail 'the bad commit passed'
	git rm -q -f supabase/migrations/Bad.sql
}

accepts_a_bad_commit() {
	stage supabase/migrations/Worse.sql
	git commit -q -m bad || fail 'the bad commit was refused'
}

foreign() { # FILE: a hook of somebody else's
	put "$1" $'#!/bin/sh\nexit 0'; chmod +x "$1"
}

git_of_version() { # a git before the real one that says it is of that version
	local real
	real=$(command -v git)
	mkdir -p ../bin
	printf '#!/bin/sh\n[ "$1" = version ] && echo "git version %s" && exit\nexec %s "$@"\n' "$1" "$real" >../bin/git
	chmod +x ../bin/git; PATH=$PWD/../bin:$PATH
}

@test "a fresh repository: exit 1, and the fix mends it" {
	doctor 1
	says ok git "$(git version)"; says ok repository "$PWD/.git (SHA-1, format 0), read by libgit2"
	says ok history complete; says ok hooks-path "$PWD/.git/hooks"
	says '!!' pre-commit 'there is no pre-commit hook'; says '!!' pre-push 'there is no'
	says ok protected 'nothing has been committed'; says ok policy 'no .mighook.yaml'; says ok sets 'none found'
	contains "$output" 'mighook: nothing is judged at: pre-commit'
	silent commit-msg; silent pre-receive; silent environment; silent manager
	equal "$(fix pre-commit)" 'Run: mighook install'
	mend pre-commit; doctor 0
	says ok pre-commit "$PWD/.git/hooks/pre-commit is mighook"; lacks "$output" '!!'; lacks "$output" 'nothing is judged'
	refuses_a_bad_commit
}

@test "it changes nothing" {
	merged a; mighook install -q; git status >/dev/null; find . -type f | sort | xargs sha256sum >../before
	doctor 0; find . -type f | sort | xargs sha256sum >../after; cmp ../before ../after
}

@test "-q prints problems only; no arguments; outside of a repository: exit 2" {
	mighook install -q; doctor 0 -q; equal "$output" ''
	rm .git/hooks/pre-push; doctor 0 -q; says '!!' pre-push 'there is no'; equal "$(wc -l <<<"$output")" 2
	doctor 2 now; contains "$output" "takes no argument 'now'"
	cd ..; doctor 2; contains "$output" 'not inside a git repository'
}

@test "--json: each check has name, ok, detail, fix" {
	local key
	doctor 1 --json
	contains "$output" $'{\n  "schema": 1,\n  "tool": "mighook",'; contains "$output" $'"command": "doctor",\n  "checks": ['
	contains "$output" $'"name": "history",\n      "ok": true,\n      "detail": "complete",\n      "fix": null\n'
	contains "$output" $'"name": "pre-commit",\n      "ok": false,\n      "detail": "there is no pre-commit hook",\n      "fix": "mighook install"\n'
	equal "$(sed -n 's/^ *"name": "\(.*\)",$/\1/p' <<<"$output" | tr '\n' ' ')" \
		'git repository history hooks-path pre-commit pre-merge-commit pre-push protected policy sets mighook-db '
	for key in ok detail fix; do equal "$(grep -c "^      \"$key\": " <<<"$output")" 11; done
	equal "$(mighook doctor --format json || true)" "$output"
	mighook install -q; doctor 0 --json
	doctor 2 --format github
}

@test "--color, -C, from a subfolder" {
	mighook install -q; mkdir -p a/b
	doctor 0 --color always; contains "$output" $'\e[32mok\e[0m'
	doctor 0; lacks "$output" $'\e'
	cd a/b; doctor 0; says ok pre-commit "r/.git/hooks/pre-commit is mighook"
	cd ../../..; doctor 0 -C r/a
}

@test "a missing pre-push is said, but commits are judged" {
	mighook install -q --hook pre-commit; doctor 0
	says '!!' pre-push 'there is no'; mend pre-push; doctor 0; lacks "$output" '!!'
}

@test "the exec bit: of a chained hook, of the program, of a hook that is not needed" {
	foreign .git/hooks/pre-commit; mighook install -q
	doctor 0; says ok pre-commit 'runs pre-commit.mighook-previous, then mighook'
	chmod -x .git/hooks/pre-commit; accepts_a_bad_commit
	doctor 1; says '!!' pre-commit 'is not executable: git ignores it'; contains "$(fix pre-commit)" "chmod +x $PWD/.git/hooks/pre-commit"
	mend pre-commit; doctor 0
	chmod -x .git/hooks/mighook; doctor 1; says '!!' pre-commit 'is not executable'; says '!!' pre-push 'is not executable'
	mend pre-push; doctor 0
	rm .git/hooks/pre-push; foreign .git/hooks/pre-push; mighook install -q; chmod -x .git/hooks/pre-push
	doctor 1; says ok pre-commit then; contains "$output" 'nothing is judged at: pre-push'
	mend pre-push; doctor 0
}

@test "the program is gone: of a link, of a chain" {
	foreign .git/hooks/pre-push; mighook install -q --link; rm .git/hooks/mighook; ln -s /nowhere/mighook .git/hooks/mighook
	doctor 1; says '!!' pre-commit 'leads to a file that is gone'; says '!!' pre-push 'which is gone'
	mend pre-commit; doctor 0; refuses_a_bad_commit
}

@test "somebody else's hook: never runs mighook; the fix chains it" {
	foreign .git/hooks/pre-commit; foreign .git/hooks/commit-msg
	doctor 1; says '!!' pre-commit 'never runs mighook'; silent commit-msg
	mend pre-commit; doctor 0; says ok pre-commit 'then mighook'
	chmod -x .git/hooks/pre-commit.mighook-previous; doctor 0
	mighook uninstall -q; doctor 1; says '!!' pre-commit "somebody else's, and not executable"; mend pre-commit; doctor 0
}

@test "somebody's script that runs mighook; from PATH it must be there" {
	put .git/hooks/pre-commit $'#!/bin/sh\n# not mighook\ncat .mighook.yaml'; chmod +x .git/hooks/pre-commit
	doctor 1; says '!!' pre-commit 'never runs'
	put .git/hooks/pre-commit $'#!/bin/sh\nexec mighook hook pre-commit "$@"'
	doctor 0; says ok pre-commit 'runs mighook'; refuses_a_bad_commit
	PATH=/usr/bin:/bin run "$MIGHOOK_BIN" doctor; equal "$status" 1; says '!!' pre-commit 'which is not in PATH'
	chmod -x .git/hooks/pre-commit; doctor 1; contains "$(fix pre-commit)" 'chmod +x'
	ln -sf "$MIGHOOK_BIN" .git/hooks/pre-commit; doctor 0; says ok pre-commit 'is mighook'
	rm .git/hooks/pre-commit; mkdir .git/hooks/pre-commit; doctor 1; says '!!' pre-commit 'is no file'
}

@test "commit-msg is listed once it is ours, and is inert as the others" {
	mighook install -q; mighook install -q --hook commit-msg; doctor 0; says ok commit-msg 'is mighook'
	ln -sf gone .git/hooks/commit-msg; doctor 0; silent commit-msg
	ln -sf gone/mighook .git/hooks/commit-msg; doctor 1; says '!!' commit-msg 'gone'; contains "$output" 'at: commit-msg'
}

@test "MIGHOOK=0 in the environment" {
	mighook install -q; export MIGHOOK=0; doctor 1; says '!!' environment MIGHOOK=0; mend environment; doctor 0
}

@test "core.hooksPath: value, scope and origin; of the user; absent; no folder; empty" {
	git config core.hooksPath tools/hooks
	doctor 1; says '!!' hooks-path "$PWD/tools/hooks (core.hooksPath=tools/hooks, local, $PWD/.git/config) is not there"
	mend hooks-path; doctor 0; says ok hooks-path 'relative, in each worktree its own'; refuses_a_bad_commit
	mkdir -p a; (cd a; doctor 0; says ok hooks-path "$(realpath ..)/tools/hooks (core.hooksPath=tools/hooks, local, $(realpath ..)/.git/config")
	git config --unset core.hooksPath; git config --global core.hooksPath "$HOME/hooks"
	doctor 1; says '!!' hooks-path 'is not there'; mend hooks-path
	doctor 0; says ok hooks-path "core.hooksPath=$HOME/hooks, global, $HOME/.gitconfig: shared by all repositories"
	git config --global core.hooksPath /dev/null
	doctor 1; says '!!' hooks-path 'is no folder: git finds no hooks'; equal "$(fix pre-commit)" "$(fix hooks-path)"; mend hooks-path
	equal "$(git config core.hooksPath || true)" ''
	mighook install -q; git config core.hooksPath ''; accepts_a_bad_commit
	doctor 1; says '!!' hooks-path 'empty (core.hooksPath=, local'; says '!!' pre-commit 'git finds no pre-commit hook'
	mend pre-commit; doctor 0
	git config --global core.hooksPath ''; doctor 1; equal "$(fix hooks-path)" 'Run: git config --global --unset core.hooksPath'; mend hooks-path; doctor 0
	put ../more $'[core]\n\thooksPath = /dev/null'; git config include.path "$PWD/../more"
	doctor 1; says '!!' hooks-path "$PWD/../more) is no folder"; mend hooks-path; doctor 0
	GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0= doctor 1; says '!!' hooks-path 'core.hooksPath=, command)'
}

@test "a relative core.hooksPath in a linked worktree that lacks the folder" {
	merged a; git config core.hooksPath tools/hooks; mighook install -q; doctor 0
	git worktree add -q ../w; cd ../w; accepts_a_bad_commit
	doctor 1; says '!!' hooks-path 'this linked one lacks it'; says '!!' pre-commit 'there is no'
	mend hooks-path; doctor 0; refuses_a_bad_commit
	cd ../r; git config --unset core.hooksPath; mighook install -q; cd ../w; doctor 0; says ok pre-commit 'r/.git/hooks/pre-commit is mighook'
}

@test "a submodule" {
	merged a; git init -q ../lib; git -C ../lib commit -q --allow-empty -m x; git submodule --quiet add "$PWD/../lib" lib
	cd lib; doctor 1; mend pre-commit; doctor 0; says ok hooks-path .git/modules/lib/hooks
}

husky_shims() { # what husky 9 writes into .husky/_
	mkdir -p "$1/_"; git config core.hooksPath .husky/_
	for name in pre-commit pre-merge-commit pre-push; do
		printf '#!/bin/sh\n[ ! -f .husky/%s ] || exec sh -e .husky/%s "$@"\n' $name $name >"$1/_/$name"; chmod +x "$1/_/$name"
	done
}

@test "husky: its line, its own folder present and absent" {
	husky_shims .husky
	doctor 1; says '!!' pre-commit 'husky has no .husky/pre-commit'; says '!!' 'manager husky' 'does not name mighook'
	equal "$(fix 'manager husky')" 'Run: mighook install --husky'; mend pre-commit
	doctor 0; says ok pre-commit 'husky, by .husky/pre-commit, runs mighook'; says ok 'manager husky' 'runs mighook'; refuses_a_bad_commit
	says '!!' pre-push 'husky has no .husky/pre-push'; mend pre-push; doctor 0; says ok pre-push 'husky, by .husky/pre-push'
	git add .husky/pre-*; git commit -q -m husky
	git worktree add -q ../w; cd ../w; accepts_a_bad_commit # .husky/_ is not committed
	doctor 1; says '!!' hooks-path 'husky has not been run in this worktree'; says '!!' pre-commit 'has not been run here'
	contains "$output" 'nothing is judged at: pre-commit, pre-push'; equal "$(fix pre-commit)" 'Run: npx husky'; equal "$(fix hooks-path)" 'Run: npx husky'
	husky_shims .husky; doctor 0
	chmod -x .husky/_/pre-commit; doctor 1; says '!!' pre-commit 'not executable'
	git config --unset core.hooksPath; doctor 1; equal "$(fix pre-commit)" 'Run: npx husky'
}

@test "husky: where its line does not find mighook it lets pass" {
	husky_shims .husky; mighook install -q --husky; doctor 0
	PATH=/usr/bin:/bin run "$MIGHOOK_BIN" doctor; equal "$status" 1; says '!!' pre-commit 'which is not in PATH'
	mkdir -p node_modules/.bin; ln -s "$MIGHOOK_BIN" node_modules/.bin/mighook
	PATH=/usr/bin:/bin run "$MIGHOOK_BIN" doctor; equal "$status" 0
}

@test "lefthook: its configuration counts, each hook's own part of it" {
	put .git/hooks/pre-commit $'#!/bin/sh\ncall_lefthook run pre-commit "$@"'; put .git/hooks/pre-push $'#!/bin/sh\ncall_lefthook run pre-push "$@"'
	chmod +x .git/hooks/pre-*
	put lefthook.yml $'pre-commit:\n  commands:\n    lint: {run: lint}\n    # mighook: {}\npre-push:\n  commands: {}'
	doctor 1; says '!!' 'manager lefthook' 'lefthook.yml does not name mighook'; says '!!' pre-commit 'lefthook, by lefthook.yml, never runs'
	equal "$(fix pre-commit)" 'Run: mighook install --lefthook'; cp lefthook.yml ../before
	put lefthook.yml $'pre-commit:\n  commands:\n    lint: {run: lint}\n    mighook: {run: "mighook hook pre-commit {0}"}\npre-push:\n  commands: {}'
	doctor 0; says ok pre-commit 'by lefthook.yml, runs mighook'; says '!!' pre-push 'never runs'; says ok 'manager lefthook' 'runs mighook'
	rm .git/hooks/pre-commit; doctor 1; says '!!' pre-commit 'is not installed here'; equal "$(fix pre-commit)" 'Run: lefthook install'
	mighook install -q; doctor 0; says ok pre-push 'then mighook'
	mighook uninstall -q; cp ../before lefthook.yml; mighook install -q --lefthook
	doctor 1; says '!!' pre-commit 'lefthook, whose lefthook.yml runs mighook, is not installed here'; says ok pre-push 'lefthook, by lefthook.yml, runs'
	cp ../before lefthook.yml; doctor 1; says '!!' 'manager lefthook' 'does not name' # the other file is there, but not asked for
	rm -r lefthook.yml .lefthook; put lefthook.toml '[pre-push]'; doctor 1
	equal "$(fix pre-push)" 'Add to lefthook.toml, in `commands` of pre-push: mighook: {run: "mighook hook pre-push {0}", use_stdin: true}'
}

@test "pre-commit: its configuration counts; it does not hand over what is pushed" {
	for name in pre-commit pre-push; do put .git/hooks/$name $'#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com'; chmod +x .git/hooks/$name; done
	put .pre-commit-config.yaml 'repos: []'
	doctor 1; says '!!' 'manager pre-commit' 'does not name mighook'; equal "$(fix pre-commit)" 'Run: mighook install --pre-commit'
	put .pre-commit-config.yaml repos:; mend pre-commit 2>/dev/null; doctor 0; says ok pre-commit 'by .pre-commit-config.yaml, runs mighook'
	put .pre-commit-config.yaml 'repos: [{repo: local, hooks: [{id: mighook, entry: mighook hook pre-commit}]}]'
	doctor 0; says ok pre-commit 'by .pre-commit-config.yaml, runs mighook'; says '!!' pre-push 'never runs mighook'
	equal "$(fix pre-push)" 'Run: mighook install --hook pre-push'; mend pre-push; doctor 0; says ok pre-push 'then mighook'
}

@test "every manager is found by its file and has its line" {
	local name file
	mighook install -q
	while read -r name file; do
		put "$file" "x"; doctor 0; says '!!' "manager $name" "$file does not name mighook"
		contains "$(fix "manager $name")" "Add to $file, in "; contains "$(fix "manager $name")" 'mighook'; contains "$(fix "manager $name")" 'pre-commit'
		put "$file" 'mighook hook pre-commit'; doctor 0; says ok "manager $name" "$file runs mighook"; rm "$file"
	done <<-'EOF'
		lefthook .lefthook.toml
		pre-commit .pre-commit-config.yml
		prek prek.toml
		overcommit .overcommit.yml
		simple-git-hooks .simple-git-hooks.json
		hk hk.pkl
	EOF
	put package.json '{"name": "x"}'; doctor 0; silent 'manager simple-git-hooks'
	put package.json '{"simple-git-hooks": {"pre-commit": "lint"}}'; doctor 0; says '!!' 'manager simple-git-hooks' package.json
	contains "$(fix 'manager simple-git-hooks')" '"pre-commit": "mighook hook pre-commit \"$@\""'
}

@test "hooks of git's configuration: run from git 2.54 on, unless switched off" {
	git config hook.lint.command 'make lint'; git config hook.lint.event pre-commit
	git config hook.mine.command 'mighook hook pre-commit'; git config hook.mine.event pre-commit
	if ! git hook list pre-commit >/dev/null 2>&1; then
		doctor 1; says '!!' 'manager git-config' 'only git 2.54 or newer'; says '!!' pre-commit 'there is no'
	fi
	git_of_version 2.54.0
	doctor 0; says ok git 2.54.0; says ok pre-commit 'hook.mine.command runs mighook'; says ok 'manager git-config' 'hook.mine.command'
	says '!!' pre-push 'there is no'; git config --add hook.mine.event pre-push; doctor 0; says ok pre-push 'hook.mine'
	git config hook.mine.enabled false; doctor 1; git config hook.mine.enabled true; doctor 0
	git config hook.pre-commit.enabled no; doctor 1; says '!!' pre-commit 'there is no'; says ok pre-push 'hook.mine'; git config --unset hook.pre-commit.enabled
	git config --add hook.mine.event ''; doctor 1; git config --add hook.mine.event pre-commit; doctor 0
	git config core.hooksPath ''; doctor 0; says ok pre-commit hook.mine; says '!!' hooks-path empty; git config --unset core.hooksPath
	git config hook.mine.command 'make it'; doctor 1; says '!!' 'manager git-config' 'no hook.*.command names mighook'; mend 'manager git-config'
	doctor 0; says ok pre-commit 'hook.mighook-pre-commit.command runs mighook'; says ok pre-push 'hook.mighook-pre-push'
	rm .git/hooks/mighook; doctor 1; says '!!' pre-commit 'mighook, which is gone'; equal "$(fix pre-commit)" 'Run: mighook install --config-hook'; mend pre-commit; doctor 0
}

@test "a git that is too old to be asked" {
	git_of_version 2.20.1; doctor 1; says '!!' git 'is too old'
}

@test "without the git program: exit 2 that names it, and what is known is said" {
	mighook install -q; mkdir ../empty
	PATH=$PWD/../empty run "$MIGHOOK_BIN" doctor; equal "$status" 2
	contains "$output" 'only git knows which hooks it runs here'; contains "$output" 'apt install git'
	says '!!' git 'cannot run git'; says ok repository 'read by libgit2'; silent pre-commit
}

@test "who reads the repository, and why" {
	merged a; git update-index --split-index
	doctor 1; says ok repository 'read by git: it has a split index (core.splitIndex)'
	git init -q --object-format=sha256 ../s; cd ../s; mighook install -q; doctor 0
	says ok repository 'read by git: it has SHA-256 objects'; says ok repository 'extensions.objectformat=sha256'; says ok repository 'format 1'
	cd ../r; git update-index --no-split-index; doctor 1; says ok repository 'read by libgit2'
	echo damaged >.git/index; doctor 1; says '!!' repository index; says '!!' sets 'not known'; says '!!' pre-commit 'there is no'
}

@test "an index that only git can read, and no git" {
	merged a; git update-index --split-index
	mkdir ../empty; PATH=$PWD/../empty run "$MIGHOOK_BIN" doctor; equal "$status" 2
	says '!!' repository 'split index'; says '!!' git 'cannot run git'
}

@test "shallow, and the fix; partial" {
	merged a; merged b; git config uploadpack.allowFilter true
	git clone -q --depth 1 "file://$PWD" ../shallow; git clone -q --filter=blob:none --no-checkout "file://$PWD" ../partial
	cd ../shallow; mighook install -q; doctor 0; says '!!' history shallow; mend history; doctor 0; says ok history complete
	git clone -q --depth 1 "file://$PWD/../r" ../linked; git -C ../linked worktree add -q ../linked-w; cd ../linked-w; doctor 1; says '!!' history shallow
	cd ../partial; mighook install -q; doctor 0; says ok history 'partial: git fetches'
}

@test "protected branches: found, configured and absent with the fetch command, another history" {
	merged a; mighook install -q; doctor 0; says ok protected 'main, for there is no other'
	git checkout -q -b work; doctor 0; says ok protected "main, left at $(git rev-parse --short=12 HEAD)"
	git clone -q . ../clone; cd ../clone; mighook install -q; doctor 0; says ok protected 'origin/HEAD, left at'
	put .mighook.yaml 'protected: [origin/main]'; git update-ref -d refs/remotes/origin/main; git remote set-head origin -d; git add .
	doctor 0; says '!!' protected "'origin/main' names no commit"; mend protected 2>/dev/null; doctor 0; says ok protected 'origin/main, left at'
	git checkout -q --orphan other; git commit -q --no-verify -m other; doctor 0; says ok protected 'of another history'
	git branch -q -D main work 2>/dev/null || true; cd ../r; git branch -q -m main topic; git checkout -q topic; git branch -q -D work
	doctor 0; says ok protected 'HEAD, for there is no other'
}

@test "the policy: tracked, untracked, broken, named; the sets" {
	mighook install -q; stage supabase/migrations/20250101000000_a.sql; stage prisma/migrations/20250101000000_a/migration.sql; stage schema.sql
	doctor 0; says ok sets 'prisma/migrations (prisma, snapshot'; says ok sets 'supabase/migrations (supabase, snapshot schema.sql)'
	put .mighook.yaml 'sets: [{path: supabase/migrations, runner: goose, snapshot: none}]'
	doctor 0; says ok policy '.mighook.yaml; .mighook.yaml is not tracked'; says ok sets 'supabase/migrations (goose, no snapshot)'
	git add .mighook.yaml; doctor 0; says ok policy '.mighook.yaml'; lacks "$output" 'not tracked'
	stage .mighook.yaml 'sets: [{path: supabase/migration, runner: goose}]'
	doctor 0; says '!!' sets 'supabase/migration (goose'; contains "$output" 'no file there'
	stage .mighook.yaml 'rulez: {}'; doctor 0; says '!!' policy rulez; says '!!' sets 'not known: the policy cannot be read'; says '!!' protected 'not known'
	put ../policy.yaml 'rules: {file-empty: off}'; doctor 0 --policy ../policy.yaml; says ok policy ../policy.yaml
}

@test "a bare repository: pre-receive is what must run" {
	merged supabase/migrations/20250101000000_a.sql; git clone -q --bare . ../bare.git
	cd ../bare.git; doctor 1
	says '!!' pre-receive 'there is no pre-receive hook'; silent pre-commit; says ok sets 'supabase/migrations (supabase'
	mend pre-receive; doctor 0; says ok pre-receive 'is mighook'
	(cd ../r; git checkout -q -b work; stage supabase/migrations/Bad.sql; git commit -q -m bad; ! git push -q "$PWD/../bare.git" work 2>/dev/null || fail 'the bad push passed')
	cd objects; doctor 0; cd ..
	rm -r hooks; doctor 1; mend pre-receive; doctor 0
	rm hooks/pre-receive; foreign hooks/pre-receive; doctor 1; says '!!' pre-receive 'never runs mighook'; mend pre-receive; doctor 0; says ok pre-receive 'then mighook'
	put hooks/pre-receive $'#!/bin/sh\nexec mighook hook pre-receive'; chmod +x hooks/pre-receive; doctor 0
	chmod -x hooks/pre-receive; doctor 1; mend pre-receive; doctor 0
	git config core.hooksPath "$PWD/elsewhere"; doctor 1; says '!!' hooks-path 'is not there'; mend hooks-path; doctor 0
}

@test "mighook-db: beside the program, in libexec, in PATH, or not" {
	mighook install -q; mkdir -p ../p/bin ../p/libexec/mighook ../path; cp "$MIGHOOK_BIN" ../p/bin/mighook
	PATH=${PATH#*:} # where the other program has been built
	doctor() { run ../p/bin/mighook doctor; equal "$status" 0; }
	doctor; says ok mighook-db 'not installed'
	put ../path/mighook-db; chmod +x ../path/mighook-db; PATH=$PATH:$(realpath ../path); doctor; says ok mighook-db "$(realpath ../path)/mighook-db"
	put ../p/libexec/mighook/mighook-db; chmod +x ../p/libexec/mighook/mighook-db; doctor; says ok mighook-db 'libexec/mighook/mighook-db'
	put ../p/bin/mighook-db; chmod +x ../p/bin/mighook-db; doctor; says ok mighook-db "$(realpath ../p/bin)/mighook-db"
}

@test "names from the repository are escaped" {
	mkdir $'../a\e[31mb'; cd $'../a\e[31mb'; git init -q .; doctor 1; lacks "$output" $'\e'; contains "$output" '\x1B[31mb'
}

@test "archives past their year and sets that are due for a squash are said, younger and smaller ones not" {
	merged supabase/migrations/20250101000000_a.sql; mighook install -q
	for day in 20240531 20240601 20251301 2024; do merged "archive/migrations_$day/0001_a.sql"; done
	merged archive/migrations_20200101.sql
	doctor 0; says '!!' archive 'archive/migrations_20240531 is older than a year'
	equal "$(grep -c '^!!' <<<"$output")" 1; silent migrations
	equal "$(fix archive)" 'Run: git rm -r archive/migrations_20240531'
	mend archive; doctor 0; lacks "$output" '!!'
	stage .mighook.yaml 'version: 1
rules: {migration-count: {max: 1}}'
	doctor 0; silent migrations
	merged supabase/migrations/20250102000000_b.sql
	doctor 0; says '!!' migrations 'supabase/migrations holds 2, more than 1'; contains "$(fix migrations)" 'a squash'
	stage .mighook.yaml 'version: 1
rules: {migration-count: off}'
	doctor 0; silent migrations
}

@test "--order: the statement that uses what a later migration creates, that migration, and what mends it" {
	stage supabase/migrations/20250101000000_team.sql 'CREATE TABLE team (id bigint PRIMARY KEY);'
	doctor 0 --order
	contains "$output" 'ok  order  1 migration, and none uses what a later one creates'
	stage supabase/migrations/20250102000000_member.sql $'SELECT 1;\nCREATE TABLE member (id bigint PRIMARY KEY, role text REFERENCES role (name));'
	stage supabase/migrations/20250103000000_role.sql 'CREATE TABLE role (name text PRIMARY KEY);'
	stage .mighook.yaml 'rules: {object-created-later: "off"}'
	doctor 1 --order
	contains "$output" '!!  supabase/migrations/20250102000000_member.sql:2  uses table public.role, which a later migration creates: supabase/migrations/20250103000000_role.sql'
	contains "$output" '    Let it run after that one: git mv supabase/migrations/20250102000000_member.sql '
	doctor 1 --order --json
	equal "$(jq -r '.checks[] | [.name, .ok] | join(" ")' <<<"$output")" 'supabase/migrations/20250102000000_member.sql:2 false'
	bash -c "$(mighook doctor --order | sed -n 's/^ *Let it run after that one: //p')"; git add -A
	doctor 0 --order
	doctor 2 --order --checklist daily
	git rm -qrf supabase .mighook.yaml; doctor 2 --order
	contains "$output" 'no migration folder'
}
