#!/bin/sh
# The hook managers that come from npm: sh tests/support/npm_packages.sh FOLDER
# Without npm, or where it reaches no registry, it says so; the tests that need them are skipped.
set -eu
folder=$1
packages='husky@9.1.7 @evilmartians/lefthook@2.2.2'
[ ! -e "$folder/complete" ] || exit 0
command -v npm >/dev/null || {
	echo 'no npm here: husky and lefthook are not tested'
	exit 0
}
mkdir -p "$folder"
cd "$folder"
echo '{"private": true}' >package.json
# shellcheck disable=SC2086 # a list of words
if npm install --fetch-timeout=20000 --fetch-retries=1 --no-package-lock --no-audit --no-fund --loglevel=error $packages >npm.log 2>&1; then
	: >complete
else
	echo 'npm cannot install husky and lefthook: they are not tested'
fi
