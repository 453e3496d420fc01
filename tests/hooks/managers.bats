# Real hook managers: husky and lefthook from npm, pre-commit from Debian. Each runs mighook, in the
# repository and in a linked worktree.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql 'SELECT 1 AS users;'
}

# from_npm: the managers on PATH, or the test is skipped.
from_npm() {
	[ -e "${MIGHOOK_NPM-}/complete" ] || skip 'npm has not installed husky and lefthook (MIGHOOK_NPM)'
	PATH=$MIGHOOK_NPM/node_modules/.bin:$PATH
}

# refused_here: a bad migration is refused by a real commit, and a good one is not.
refused_here() {
	local before
	before=$(git rev-parse HEAD)
	stage supabase/migrations/Bad.sql
	run git commit -q -m bad; [ "$status" -ne 0 ] || fail "committed: $output"
	contains "$output" '[name-malformed]'
	equal "$(git rev-parse HEAD)" "$before"
	git rm -q --cached supabase/migrations/Bad.sql; rm supabase/migrations/Bad.sql
	good=$((${good-20250200} + 1))
	stage "supabase/migrations/${good}000000_good.sql"
	git commit -q -m good
	[ "$(git rev-parse HEAD)" != "$before" ]
}

in_worktree() {
	git worktree add -q ../linked -b linked; cd ../linked
}

@test "husky 9" {
	from_npm
	echo '{"scripts": {}}' >package.json
	husky init >/dev/null 2>&1; echo true >.husky/pre-commit
	mighook install; git add .; git commit -q -m husky
	equal "$(git config core.hooksPath)" .husky/_
	refused_here
	in_worktree
	# husky's own folder is not in the other worktree: no hook runs there, which doctor tells
	[ ! -e .husky/_ ]; run mighook doctor; equal "$status" 1; contains "$output" '.husky/_'
	husky >/dev/null; mighook doctor >/dev/null; refused_here
}

@test "husky 9 on a machine without mighook: the commit passes and that is said" {
	from_npm
	husky init >/dev/null 2>&1 || { echo '{}' >package.json; husky init >/dev/null 2>&1; }
	echo true >.husky/pre-commit; mighook install -q; stage supabase/migrations/Bad.sql
	PATH=${PATH//$(dirname "$MIGHOOK_BIN"):/} run git commit -q -m x
	equal "$status" 0; contains "$output" 'mighook: not installed here'
}

@test "lefthook 2" {
	from_npm
	printf 'pre-commit:\n  jobs:\n    - run: exit 0\n' >lefthook.yml; cp lefthook.yml ../before
	mighook install -q --lefthook; git add .; git commit -q --no-verify -m lefthook
	run mighook doctor; equal "$status" 1; contains "$output" 'Run: lefthook install'; lefthook install >/dev/null
	run mighook doctor; equal "$status" 0; contains "$output" 'lefthook, by lefthook.yml, runs mighook'
	refused_here
	git init -q --bare ../hub.git; git remote add origin ../hub.git; git push -q --no-verify origin main; git fetch -q
	git branch good; git checkout -q -b zbad; stage supabase/migrations/Bad.sql; git commit -q --no-verify -m bad
	run git push -q origin good zbad; [ "$status" -ne 0 ]; contains "$output" '[name-malformed]'
	git reset -q --hard main; in_worktree; refused_here
	cd ../r; mighook uninstall -q; cmp lefthook.yml ../before; [ ! -e .lefthook ]
}

@test "lefthook.yml with a list of extends of its own" {
	printf 'extends:\n    - other.yml\npre-commit:\n  jobs:\n    - run: exit 0\n' >lefthook.yml; cp lefthook.yml ../before
	printf 'pre-commit:\n  jobs:\n    - run: exit 0\n' >other.yml
	mighook install -q --lefthook
	equal "$(sed -n 2,3p lefthook.yml)" $'    - .lefthook/mighook.yml # mighook install --lefthook\n    - other.yml'
	if [ -e "${MIGHOOK_NPM-}/complete" ]; then
		from_npm; lefthook install >/dev/null; refused_here
	fi
	mighook uninstall -q; cmp lefthook.yml ../before
	echo 'extends: [other.yml]' >lefthook.yml
	run mighook install --lefthook; equal "$status" 2; contains "$output" 'put .lefthook/mighook.yml into it'
	printf 'extends:' >lefthook.yml; cp lefthook.yml ../before
	mighook install -q --lefthook; mighook uninstall -q; cmp lefthook.yml ../before
	rm lefthook.yml; echo '{}' >lefthook.json
	run mighook install --lefthook; equal "$status" 2; contains "$output" 'lefthook.json'
}

@test "pre-commit" {
	command -v pre-commit >/dev/null || skip 'no pre-commit here'
	mighook install -q --pre-commit; git add .; git commit -q --no-verify -m pre-commit
	run mighook doctor; equal "$status" 1; contains "$output" 'Run: pre-commit install --hook-type pre-commit'
	pre-commit install -t pre-commit -t pre-merge-commit >/dev/null
	run mighook doctor; equal "$status" 0; contains "$output" 'pre-commit, by .pre-commit-config.yaml, runs mighook'
	refused_here
	git checkout -q -b side HEAD~1; stage supabase/migrations/Bad.sql; git commit -q --no-verify -m bad
	git checkout -q main
	# what the other side brings is not the merger's fault
	git merge -q --no-ff side -m merge
	git worktree add -q ../linked HEAD~1; cd ../linked; refused_here
}

@test ".pre-commit-config.yaml of the team is brought back byte for byte" {
	printf 'default_language_version: {python: python3}\nrepos:\n- repo: local\n  hooks:\n  - {id: x, name: x, entry: "true", language: system}\nci: {}' >.pre-commit-config.yaml
	cp .pre-commit-config.yaml ../before
	mighook install -q --pre-commit; mighook install -q --pre-commit
	equal "$(grep -c 'id: mighook' .pre-commit-config.yaml)" 1
	if command -v pre-commit >/dev/null; then pre-commit validate-config; fi
	mighook uninstall -q; cmp .pre-commit-config.yaml ../before
	rm .pre-commit-config.yaml; mighook install -q --pre-commit
	if command -v pre-commit >/dev/null; then pre-commit validate-config; fi
	mighook uninstall -q; [ ! -e .pre-commit-config.yaml ]
	echo 'repos: []' >.pre-commit-config.yaml
	run mighook install --pre-commit; equal "$status" 2; contains "$output" 'repos in one line'
	run mighook install --pre-commit --hook pre-push; equal "$status" 2; contains "$output" 'mighook install --hook pre-push'
}

@test "the hook that pre-commit finds in mighook's own repository is valid" {
	command -v pre-commit >/dev/null || skip 'no pre-commit here'
	# Debian 12 has 3.0, which calls the stages otherwise
	sed 's/pre-commit, pre-merge-commit, manual/commit, merge-commit, manual/' "$MIGHOOK_SOURCE/.pre-commit-hooks.yaml" >hooks.yaml
	pre-commit validate-manifest hooks.yaml
}

@test "pre-push under pre-commit gets no references: refused, with the command that helps" {
	PRE_COMMIT=1 run mighook hook pre-push </dev/null
	equal "$status" 2; contains "$output" 'mighook install --hook pre-push'
}

@test "--server: pre-receive in a bare repository; uninstall" {
	git clone -q --bare . ../hub.git; git remote add origin ../hub.git
	( cd ../hub.git; mighook install -q --server; [ -L hooks/pre-receive ]; [ ! -e hooks/pre-commit ] )
	git checkout -q -b work; stage supabase/migrations/Bad.sql; git commit -q --no-verify -m bad
	run git push -q origin work; [ "$status" -ne 0 ]; contains "$output" '[name-malformed]'
	( cd ../hub.git; mighook uninstall -q; [ ! -e hooks/pre-receive ]; [ ! -e hooks/mighook ] )
	git push -q origin work
	cd ../hub.git; run mighook install; equal "$status" 2; contains "$output" 'mighook install --server'
}

@test "--config-hook with an old git: exit 2, and it says which is needed" {
	git hook list pre-commit >/dev/null 2>&1 && skip "$(git version) is new enough"
	run mighook install --config-hook; equal "$status" 2; contains "$output" 'need git 2.54'
	[ -z "$(git config --get-regexp '^hook\.')" ]; [ ! -e .git/hooks/mighook ]
}

@test "--config-hook with a git that has them" {
	[ -n "${MIGHOOK_NEWER_GIT-}" ] && [ -x "$MIGHOOK_NEWER_GIT/bin/git" ] || skip 'no newer git could be had (MIGHOOK_NEWER_GIT)'
	PATH=$MIGHOOK_NEWER_GIT/bin:$PATH
	mighook install -q --config-hook; [ ! -e .git/hooks/pre-commit ]
	run mighook doctor; equal "$status" 0; contains "$output" 'hook.mighook-pre-commit.command runs mighook'
	refused_here
	git worktree add -q ../linked HEAD~1; cd ../linked; refused_here; cd ../r
	mighook install -q --config-hook; equal "$(git config --get-regexp '^hook\.' | wc -l)" 6
	mighook uninstall -q; [ -z "$(git config --get-regexp '^hook\.')" ]; [ ! -e .git/hooks/mighook ]
	stage supabase/migrations/Bad.sql; git commit -q -m x
}

@test "two places at once are refused" {
	run mighook install --husky --server; equal "$status" 2; contains "$output" 'exclude each other'
}
