# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2164,SC2016 # run.sh has set what is used, and -e
# The rows of the table, each a function row_NAME; what one needs is made when it is run.

# As `name: what is done`; --quick leaves out those with a star.
rows='small: the hook, 300 migrations, one staged
files-20k: the hook, 20,000 files, one migration staged
files-300k: the hook, 300,000 files, one migration staged
files-300k-none: the hook, 300,000 files, no migration staged
managers: the hook as git runs it (`git hook run pre-commit`), 300 migrations, one staged
managers-snapshot: the same with a schema.sql of all of them, staged too
check-all: all rules over 10,000 migrations
corpora: all rules over the migrations of four real projects (MIGHOOK_CORPUS)
inserts: one file of 20,000 INSERTs
dump*: the hook, a dump of 100 MB staged
audit: the whole history of crates.io (MIGHOOK_CORPUS)
growth-migrations: the hook, one staged beside 10 to 10,000 migrations
growth-check: all rules over 10 to 10,000 migrations
growth-files: the hook, one migration staged, in 1,000 to 1,000,000 files
status*: what a database has applied, 1,000 migrations
drift*: migrations, schema.sql and PostgreSQL compared, 300 migrations'

title_of() { printf '%s\n' "$rows" | sed -n "s/^$1\*\{0,1\}: //p"; }

no_corpus='MIGHOOK_CORPUS is not set'

row_small() {
	repository small 300 0
	stage_migration
	compare small "$(title_of small)"
	ours 0 "$mighook hook pre-commit"
	beside 1.0 '`git diff --cached --name-only`' 0 "$git diff --cached --name-only"
	run_in_turns
	memory small 'the hook, 300 migrations, one staged: peak' peak 8 "$mighook" hook pre-commit
}

# of_files ROW: the staged change is there already.
of_files() {
	compare "$1" "$(title_of "$1")"
	ours 0 "$mighook hook pre-commit"
	beside "$2" '`git diff --cached --name-only -- FOLDER`' 0 \
		"$git diff --cached --name-only -- supabase/migrations"
	beside - '`git diff --cached --name-only`' 0 "$git diff --cached --name-only"
	run_in_turns
}

row_files_20k() {
	repository files-20k 300 20000
	stage_migration
	of_files files-20k -
}

row_files_300k() {
	repository files-300k 300 300000
	stage_migration
	of_files files-300k 0.4
	memory files-300k 'the hook, 300,000 files, one staged: peak beyond the mapped index' beyond 16 \
		"$mighook" hook pre-commit
	git reset -q && rm supabase/migrations/*_one_more.sql
}

row_files_300k_none() {
	repository files-300k 300 300000
	stage_file
	of_files files-300k-none 0.3
	git reset -q
}

# hook_of NAME: git runs the hook of that copy.
hook_of() { echo "$git -C $work/repositories/$1 hook run pre-commit"; }

# of_managers ROW: the repository `managed` is there, and a migration staged in it.
of_managers() {
	compare "$1" "$(title_of "$1")"
	git hook run --ignore-missing pre-commit 2>/dev/null || {
		missing 0.2 lefthook 'git hook run came with git 2.36'
		return
	}
	write_bash_hook "$work/bash_hook"
	managed with-mighook && "$mighook" install -q
	ours 0 "$(hook_of with-mighook)"
	managed with-bash && cp "$work/bash_hook" .git/hooks/pre-commit
	beside - "a hook of $(wc -l <"$work/bash_hook") lines of bash" 0 "$(hook_of with-bash)"
	if [ -n "$lefthook" ]; then
		managed with-lefthook && lefthook_with "$mighook hook pre-commit"
		beside 0.2 'lefthook with the same job: `mighook hook pre-commit`' 0 "$(hook_of with-lefthook)"
		managed with-lefthook-bash && lefthook_with "$work/bash_hook"
		beside - 'lefthook with the bash hook' 0 "$(hook_of with-lefthook-bash)"
		managed with-lefthook-true && lefthook_with '"true"'
		beside - 'lefthook with nothing to do (`true`)' 0 "$(hook_of with-lefthook-true)"
	else
		missing 0.2 'lefthook' "$no_npm"
	fi
	if [ -n "$lefthook" ] && [ -n "$squawk" ]; then
		managed with-lefthook-squawk && lefthook_with "$squawk {staged_files}"
		beside - 'lefthook with squawk on what is staged' 1 "$(hook_of with-lefthook-squawk)"
	fi
	if [ -n "$husky" ]; then
		managed with-husky && husky_with "$work/bash_hook"
		beside - 'husky with the bash hook' 0 "$(hook_of with-husky)"
	else
		missing - 'husky' "$no_npm"
	fi
	if command -v pre-commit >/dev/null; then
		managed with-pre-commit && cp "$work/bash_hook" . && pre_commit_with ./bash_hook
		beside - 'pre-commit with the bash hook' 0 "$(hook_of with-pre-commit)"
	else
		missing - 'pre-commit' 'it cannot be had from apt here'
	fi
	# One turn of all of them takes long.
	seconds=$((seconds * 3))
	run_in_turns
	seconds=$((seconds / 3))
	rm -rf "$work"/repositories/with-* "$work/repositories/managed"
}

row_managers() {
	repository managed 300 0
	write_policy '' && git commit -q -m 'a policy'
	stage_migration
	of_managers managers
}

row_managers_snapshot() {
	repository managed 300 0
	cat supabase/migrations/*.sql >schema.sql && git add schema.sql
	write_policy ', snapshot: schema.sql' && git commit -q -m 'a policy and a snapshot'
	stage_migration
	cat supabase/migrations/*_one_more.sql >>schema.sql && git add schema.sql
	of_managers managers-snapshot
}

# squawk_script FILE FOLDER: squawk has no option for a list of files.
squawk_script() {
	printf 'cd %s && find . -name "*.sql" -print0 | LC_ALL=C sort -z | xargs -0 %s --reporter gcc\n' "$2" "$squawk" >"$1"
}

# beside_squawk LIMIT COMMAND
beside_squawk() {
	if [ -n "$squawk" ]; then
		beside "$1" '`squawk --reporter gcc`' 123 "$2"
	else
		missing "$1" '`squawk --reporter gcc`' "$no_npm"
	fi
}

row_check_all() {
	repository check-all 10000 0
	squawk_script "$work/squawk_all.sh" "$PWD/supabase/migrations"
	compare check-all "$(title_of check-all): \`mighook check --all\`"
	ours 0 "$mighook check --all"
	beside_squawk 0.25 "sh $work/squawk_all.sh"
	run_in_turns
}

row_corpora() {
	compare corpora "$(title_of corpora): \`mighook check --all\`"
	[ -n "$corpus" ] || { missing - '`squawk --reporter gcc`' "$no_corpus" && return; }
	git init -q "$work/repositories/corpora"
	cd "$work/repositories/corpora"
	for folder in "$corpus"/*/files; do
		cp -R "$folder" "$(basename "$(dirname "$folder")")"
	done
	chmod -R u+w . && git add . && git commit -q -m files && git gc -q
	squawk_script "$work/squawk_corpora.sh" "$PWD"
	title="$title, $(find . -name '*.sql' | wc -l) files"
	ours 1 "$mighook check --all"
	beside_squawk - "sh $work/squawk_corpora.sh"
	run_in_turns
}

row_inserts() {
	mkdir -p "$work/inserts" && cd "$work/inserts"
	inserts 20000 >20250101000000_seed.sql
	compare inserts "$(title_of inserts), $(($(wc -c <20250101000000_seed.sql) / 1000)) kB: \`mighook check FILE\`"
	ours 1 "$mighook check 20250101000000_seed.sql"
	beside_squawk 0.25 "$squawk --reporter gcc 20250101000000_seed.sql"
	run_in_turns
}

row_dump() {
	repository dump 10 0
	dump 100 >supabase/migrations/20250101000000_dump.sql
	git add supabase
	compare dump "$(title_of dump)"
	ours 1 "$mighook hook pre-commit"
	beside - '`git cat-file blob`: reading it alone' 0 \
		"$git cat-file blob :supabase/migrations/20250101000000_dump.sql"
	run_in_turns
	memory dump 'the hook, a dump of 100 MB staged: peak' peak - "$mighook" hook pre-commit
	rm -rf "$work/repositories/dump"
}

row_audit() {
	compare audit "$(title_of audit): \`mighook audit\`"
	[ -f "$corpus/crates.io/replay.bundle" ] || { missing 0.2 'a shell loop of `git diff-tree`' "$no_corpus" && return; }
	git clone -q "$corpus/crates.io/replay.bundle" "$work/repositories/audit" 2>/dev/null
	cd "$work/repositories/audit"
	cat >"$work/diff_trees.sh" <<'END'
git rev-list --first-parent HEAD | while read -r commit; do
	git diff-tree -r --root --no-commit-id --name-status "$commit"
done
END
	title="$title, $(git rev-list --count --first-parent HEAD) commits"
	ours 1 "$mighook audit --policy $corpus/crates.io/policy.yaml"
	beside 0.2 'a shell loop of `git diff-tree` alone' 0 "sh $work/diff_trees.sh"
	run_in_turns
}

# with_database NAME: its rows are in NAME.bash.
with_database() {
	compare "$1" "$(title_of "$1")"
	if [ ! -x "${mighook%/*}/mighook-db" ]; then
		missing - "$2" 'mighook-db is not beside mighook'
	elif ! find /usr/lib/postgresql -name postgres 2>/dev/null | grep -q .; then
		missing - "$2" 'there is no PostgreSQL server here'
	else
		bash "$here/$1.bash"
	fi
}
row_status() { with_database status psql; }
row_drift() { with_database drift 'initdb, psql, pg_dump'; }
