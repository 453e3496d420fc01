#!/bin/sh
# Prints how mighook compares with git, measured side by side in one run: sh tests/bench/run.sh
# A B A B ..., so that a drifting machine cancels out; the medians of the pairs' ratios are what
# counts. A benchmark, not a test: it has no bound that could fail.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
runs=${1-100}
corpus=
[ -z "${MIGHOOK_CORPUS-}" ] || corpus=$(cd "$MIGHOOK_CORPUS" && pwd)
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z_0-9]*\)=.*/\1/p'); do
	case $name in
	CI | GITHUB_* | GITLAB_* | GIT_* | GITHEAD_* | MIGHOOK* | PG* | NO_COLOR | npm_*) unset "$name" ;;
	esac
done
HOME=$(mktemp -d)
export HOME
trap 'rm -rf "$HOME"' EXIT

sh "$source/install/deps.sh" hyperfine time
cmake -S "$source" -B "$source/build" >"$HOME/log" 2>&1
cmake --build "$source/build" -j "$(nproc)" >>"$HOME/log" 2>&1 || { cat "$HOME/log" && exit 2; }
mighook=$source/build/mighook
git config --global user.name Bench
git config --global user.email bench@example.com
git config --global init.defaultBranch main

# milliseconds COMMAND: one run, by hyperfine's clock.
milliseconds() {
	hyperfine -N -w 0 -r 1 -i --style none --export-csv "$HOME/time.csv" "$1" >/dev/null 2>&1
	awk -F, 'NR == 2 { print $2 * 1000 }' "$HOME/time.csv"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# compare TITLE OURS THEIRS: a row of the table.
compare() {
	: >"$HOME/pairs"
	i=0
	while [ $i -lt "$runs" ]; do
		echo "$(milliseconds "$2") $(milliseconds "$3")" >>"$HOME/pairs"
		i=$((i + 1))
	done
	ours=$(awk '{ print $1 }' "$HOME/pairs" | median)
	theirs=$(awk '{ print $2 }' "$HOME/pairs" | median)
	ratio=$(awk '{ print $1 / $2 }' "$HOME/pairs" | median)
	# shellcheck disable=SC2086 # a command line
	command time -f %M -o "$HOME/peak" $2 >/dev/null 2>&1 || true
	peak=$(awk 'END { print $1 / 1024 }' "$HOME/peak")
	printf '| %-44s | %7.2f | %7.2f | %5.2f | %8.1f |\n' "$1" "$ours" "$theirs" "$ratio" "$peak"
}

migrations() { # COUNT
	mkdir -p supabase/migrations
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) {
		file = sprintf("supabase/migrations/2020%02d%02d%02d%02d%02d_table_%d.sql", int(i / 2419200) % 12 + 1, int(i / 86400) % 28 + 1, int(i / 3600) % 24, int(i / 60) % 60, i % 60, i)
		printf "CREATE TABLE table_%d (id bigint PRIMARY KEY);\n", i > file; close(file) } }'
}

new() { # NAME
	git init -q "$HOME/$1" && cd "$HOME/$1"
}

echo "stripped binary: $(($(stat -c %s "$mighook") / 1024)) KiB"
echo
echo "| $runs pairs | mighook ms | git ms | ratio | peak MiB |"
echo "| --- | --- | --- | --- | --- |"

new small
migrations 300
git add . && git commit -q -m base
echo 'CREATE TABLE one_more (id bigint);' >supabase/migrations/20250101000000_one_more.sql
git add .
compare 'hook, 300 migrations, one staged' "$mighook hook pre-commit" 'git diff --cached --name-only'

new outside
migrations 300
git add . && git commit -q -m base
awk 'BEGIN { for (i = 0; i < 10000; i++) { if (i % 100 == 0) { folder = sprintf("src/d%03d", i / 100); system("mkdir -p " folder) }
	file = sprintf("%s/f%05d.c", folder, i); printf "int f%d;\n", i > file; close(file) } }'
git add .
compare 'hook, 10,000 staged files outside the set' "$mighook hook pre-commit" \
	'git diff --cached --name-only -- supabase/migrations'
printf 'sets: [{path: supabase/migrations, runner: supabase}]\n' >.mighook.yaml
git add .mighook.yaml
compare 'the same with a policy that names the set' "$mighook hook pre-commit" \
	'git diff --cached --name-only -- supabase/migrations'
git commit -q -m files
echo 'CREATE TABLE one_more (id bigint);' >supabase/migrations/20250101000000_one_more.sql
git add .
compare 'hook, 10,300 files, one migration staged' "$mighook hook pre-commit" \
	'git diff --cached --name-only -- supabase/migrations'

new large
migrations 10000
git add . && git commit -q -m base
echo 'CREATE TABLE one_more (id bigint);' >supabase/migrations/20250101000000_one_more.sql
git add .
compare 'hook, 10,000 migrations, one staged' "$mighook hook pre-commit" 'git diff --cached --name-only'
compare 'check --all, 10,000 migrations' "$mighook check --all -q" 'git grep --cached -c TABLE'

# The SQL of real histories, against squawk's own binary (MIGHOOK_CORPUS names the histories).
[ -n "$corpus" ] && command -v npm >/dev/null || exit 0
mkdir "$HOME/squawk" && cd "$HOME/squawk"
echo '{"private": true}' >package.json
npm install --no-package-lock --no-audit --no-fund --loglevel=error squawk-cli@2.66.0 >"$HOME/log" 2>&1 || exit 0
squawk=$(find "$HOME/squawk" -type f -name squawk -size +1000k | head -n 1)
new corpora
for name in "$corpus"/*/files; do
	mkdir "$(basename "$(dirname "$name")")"
	cp -r "$name/." "$(basename "$(dirname "$name")")"
done
git add . && git commit -q -m files && git gc -q
find . -name '*.sql' >"$HOME/list"
echo "xargs -a $HOME/list $squawk --reporter gcc" >"$HOME/squawk.sh"
echo
echo "| $runs pairs | mighook ms | squawk ms | ratio | peak MiB |"
echo "| --- | --- | --- | --- | --- |"
compare "check --all, $(wc -l <"$HOME/list") files of SQL" "$mighook check --all --format json" "sh $HOME/squawk.sh"
