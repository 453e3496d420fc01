# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2016 # run.sh has set what is used, and -e
# The rows that grow: the same work in larger and larger repositories. Their lines in $work/compared
# and $work/memory have the size in the place of the title. mighook's times are also divided by those
# of the size before, in page.awk.

migration_sizes='10 100 1000 10000'
file_sizes='1000 10000 100000 300000 1000000'

row_growth_migrations() {
	for size in $migration_sizes; do
		repository "migrations-$size" "$size" 0
		stage_migration
		compare growth-migrations "$size"
		ours 0 "$mighook hook pre-commit"
		beside - '`git diff --cached --name-only`' 0 "$git diff --cached --name-only"
		run_in_turns
		memory growth-migrations "$size" beyond - "$mighook" hook pre-commit
	done
}

row_growth_check() {
	for size in $migration_sizes; do
		repository "migrations-$size" "$size" 0
		squawk_script "$work/squawk_$size.sh" "$PWD/supabase/migrations"
		compare growth-check "$size"
		ours 0 "$mighook check --all"
		beside_squawk - "sh $work/squawk_$size.sh"
		run_in_turns
	done
}

row_growth_files() {
	for size in $file_sizes; do
		repository "files-$size" 300 "$size"
		stage_migration
		compare growth-files "$size"
		ours 0 "$mighook hook pre-commit"
		beside - '`git diff --cached --name-only -- FOLDER`' 0 \
			"$git diff --cached --name-only -- supabase/migrations"
		run_in_turns
		memory growth-files "$size" beyond - "$mighook" hook pre-commit
		rm -rf "$work/repositories/files-$size"
	done
}
