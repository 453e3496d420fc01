# Clients with windows start git, or the hooks themselves, without a terminal and with hardly an
# environment: commits are refused and accepted there too, and what is said can be read.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	# no HOME: who commits stands in the repository
	git config user.name A; git config user.email a@b.c
	merged supabase/migrations/20250101000000_users.sql
	mighook install -q
	git=$(command -v git)
}

# gui [NAME=VALUE]... -- ARGUMENTS: git as a client runs it; what it and the hook say in $output.
gui() {
	local environment=()
	while [ "$1" != -- ]; do environment+=("$1"); shift; done; shift
	run bash -c '"$@" 2>&1 <&- | cat; exit "${PIPESTATUS[0]}"' gui env -i "${environment[@]}" "$git" "$@"
}

# readable: no colours, no question, no cursor movements.
readable() {
	equal "$(LC_ALL=C tr -d '\n\t -~' <<<"$output")" ''
	lacks "$output" '[y/n]'
}

# judges [NAME=VALUE]...: a bad commit is refused, a good one is not.
judges() {
	local before
	stage supabase/migrations/Bad.sql; before=$(git rev-parse HEAD)
	gui "$@" -- commit -m bad; equal "$status" 1; readable
	contains "$output" 'supabase/migrations/Bad.sql:1:1: error: '; contains "$output" 'the commit is refused'
	equal "$(git rev-parse HEAD)" "$before"
	git rm -q --cached supabase/migrations/Bad.sql
	number=$((${number-1} + 1)); stage "supabase/migrations/2025020$number""000000_good.sql"
	gui "$@" -- commit -m good; equal "$status" 0; lacks "$output" mighook
	[ "$(git rev-parse HEAD)" != "$before" ]
}

@test "no environment at all; without PATH, HOME, LANG; in another language" {
	judges; judges PATH=/usr/bin:/bin; judges PATH=/nowhere; judges HOME=/nowhere PATH=/usr/bin:/bin LANG=C
	judges LANG=de_DE.UTF-8 LC_ALL=de_DE.UTF-8 TERM=xterm-256color PATH=/usr/bin:/bin
}

@test "standard files that are closed, in every combination, for a hook that the client runs itself" {
	stage supabase/migrations/Bad.sql
	for files in '' '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
		git add supabase; git status --porcelain -uall >../before; find .git -type f ! -path '*/mighook*' -exec sha256sum {} + | sort >../files
		run bash -c "env -i .git/hooks/pre-commit $files"; equal "$status" 1
		# nothing that was printed went into a file
		git status --porcelain -uall | diff ../before -; find .git -type f ! -path '*/mighook*' -exec sha256sum {} + | sort | diff ../files -
	done
	# what git would have said is asked for, not taken from another file; a report is not mixed up
	run bash -c '.git/hooks/pre-push origin x <&-'; equal "$status" 2; contains "$output" 'cannot read standard input'
	run bash -c 'mighook check --format text --format json=../report.json >&-'; equal "$status" 2; contains "$output" 'cannot write the output'
	equal "$(head -c 1 ../report.json)$(tail -c 2 ../report.json)" '{}'
	jq -e .summary ../report.json >/dev/null
	# where git's own program has to be asked, over pipes
	git init -q --object-format=sha256 ../s && cd ../s; stage supabase/migrations/Bad.sql; mighook install -q
	run bash -c "env -i .git/hooks/pre-commit <&- >&- 2>&-"; equal "$status" 1
}

@test "from elsewhere, with GIT_DIR, GIT_WORK_TREE and an index of the client's own" {
	top=$PWD; stage supabase/migrations/Bad.sql
	cd /
	gui GIT_DIR="$top/.git" GIT_WORK_TREE="$top" -- commit -m bad; equal "$status" 1; readable; contains "$output" '[name-malformed]'
	gui -- --git-dir="$top/.git" --work-tree="$top" commit -m bad; equal "$status" 1; contains "$output" '[name-malformed]'
	gui -- -C "$top/supabase" commit -m bad; equal "$status" 1; contains "$output" '[name-malformed]'
	# a part of what is staged, by an index of its own: that one is judged
	cd "$top"; git reset -q; put supabase/migrations/20250201000000_good.sql
	for index in "$top/.git/client-index" .git/client-index ../client-index; do
		rm -f "$index"; env GIT_INDEX_FILE="$index" git read-tree HEAD
		env GIT_INDEX_FILE="$index" git add supabase/migrations/Bad.sql
		gui GIT_INDEX_FILE="$index" -- commit -m bad; equal "$status" 1; contains "$output" '[name-malformed]'
	done
	git add supabase/migrations/Bad.sql; index=$top/.git/client-index
	rm -f "$index"; env GIT_INDEX_FILE="$index" git read-tree HEAD; env GIT_INDEX_FILE="$index" git add supabase/migrations/20250201000000_good.sql
	gui GIT_INDEX_FILE="$index" -- commit -m good; equal "$status" 0; lacks "$output" mighook
	git reset -q; gui -- commit -m only --only supabase/migrations/Bad.sql; [ "$status" != 0 ]
	stage other.txt; git add supabase/migrations/Bad.sql; gui -- commit -m only other.txt; equal "$status" 0
}

@test "the hook alone, as clients with a git of their own run it" {
	top=$PWD; stage supabase/migrations/Bad.sql
	run env -i sh -c "cd '$top' && exec .git/hooks/pre-commit" </dev/null; equal "$status" 1; contains "$output" '[name-malformed]'
	run env -i GIT_DIR=.git GIT_INDEX_FILE="$top/.git/index" "$top/.git/hooks/pre-commit"; equal "$status" 1; contains "$output" '[name-malformed]'
	cd supabase; run env -i "$top/.git/hooks/pre-commit"; equal "$status" 1; contains "$output" '[name-malformed]'
	cd /; run env -i GIT_DIR="$top/.git" GIT_WORK_TREE="$top" "$top/.git/hooks/pre-commit"; equal "$status" 1; contains "$output" '[name-malformed]'
	# without either it is in no repository, and does not pass for judged
	run env -i "$top/.git/hooks/pre-commit"; equal "$status" 2; contains "$output" 'not inside a git repository'
}

@test "a chained hook, with and without lines on its standard input" {
	mighook uninstall >/dev/null; git init -q --bare ../hub.git; git remote add origin ../hub.git
	for hook in pre-commit pre-push; do printf '#!/bin/sh\necho "%s before: $*"\ncommand -p cat >&2\n' $hook >.git/hooks/$hook; chmod +x .git/hooks/$hook; done
	mighook install -q
	judges; judges PATH=/usr/bin:/bin
	gui PATH=/usr/bin:/bin -- push origin main; equal "$status" 0; contains "$output" 'pre-push before: origin'
	git checkout -q -b work; stage supabase/migrations/Bad.sql; git commit -q --no-verify -m bad
	for environment in PATH=/usr/bin:/bin PATH=/nowhere A=a; do
		gui $environment -- push origin work; [ "$status" != 0 ] || fail "pushed: $output"; readable
		contains "$output" '[name-malformed]'
	done
}

@test "husky: with mighook among the packages no PATH is needed; where it is nowhere that is said" {
	[ -e "${MIGHOOK_NPM-}/complete" ] || skip 'npm has not installed husky (MIGHOOK_NPM)'
	mighook uninstall >/dev/null
	echo '{"scripts": {}}' >package.json; echo node_modules >.gitignore
	PATH=$MIGHOOK_NPM/node_modules/.bin:$PATH husky init >/dev/null 2>&1; echo true >.husky/pre-commit
	mighook install -q; git add .; git commit -q -m husky
	mkdir -p node_modules/.bin; ln -s "$MIGHOOK_BIN" node_modules/.bin/mighook
	judges; judges PATH=/usr/bin:/bin
	rm -r node_modules; stage supabase/migrations/Bad.sql
	gui PATH=/usr/bin:/bin -- commit -m unjudged; equal "$status" 0; contains "$output" 'mighook: not installed here; this is not judged before CI'
}
