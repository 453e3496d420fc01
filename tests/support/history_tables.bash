# The history tables of the tools that are not run here, as they themselves would make and fill them.
# history_tables.py has them: supabase-1, supabase-2, supabase-3 and supabase-6 (by the number of
# columns), prisma, dbmate, flyway, golang-migrate, goose, sqlx, diesel, rails, migrations_history,
# _migrations, and dragonfly_migrations with the view v_migration_status over it and Supabase's table.

# history_create DATABASE TOOL [[VERSION=]FILE...]: the table, with the rows that the tool writes for
# these files when it applies them in this order, with their names and checksums; VERSION stands in for
# the file's own.
history_create() {
	history_run "$1" create "${@:2}"
}

# history_record DATABASE TOOL [VERSION=]FILE...: such rows in a table that is there.
history_record() {
	history_run "$1" record "${@:2}"
}

# history_run DATABASE ARGUMENT...: runs what history_tables.py prints, all of it or nothing.
history_run() {
	local sql
	sql=$(python3 "$MIGHOOK_SOURCE/tests/support/history_tables.py" "${@:2}") || return
	psql -Xq -d "$1" -v ON_ERROR_STOP=1 --single-transaction -f - <<<"$sql" >/dev/null
}
