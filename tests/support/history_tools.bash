# The real tools that keep a history of migrations, run in the current folder on a database of the
# server of postgres.bash, and what each itself says is applied and pending.
#
#     setup() { setup_scratch; needs_history_tools; postgres_environment; }
#
# What they print and how they end is the tool's; DATABASE is a name of letters, digits and `_`.

# needs_history_tools: the test is skipped where npm has not installed them.
needs_history_tools() {
	[ -e "${MIGHOOK_NPM-}/tools/complete" ] ||
		skip 'npm has not installed the Supabase CLI, dbmate and prisma (MIGHOOK_NPM)'
}

# database_url DATABASE: a URL that libpq, the Supabase CLI, dbmate and node-postgres understand. The
# name of the host is for those that want one; it is the socket in `host` that they connect to.
database_url() {
	printf 'postgresql://postgres@localhost/%s?host=%s\n' "$1" "$POSTGRES_FOLDER"
}

# supabase_cli ARGUMENT...: it tells nobody of its use and asks for no newer version.
supabase_cli() {
	SUPABASE_TELEMETRY_DISABLED=1 SUPABASE_NO_UPDATE_NOTIFIER=1 \
		"$MIGHOOK_NPM/tools/node_modules/@supabase/cli-linux-x64/bin/supabase" --agent no "$@"
}

# supabase_up DATABASE: applies what is pending of supabase/migrations.
supabase_up() {
	supabase_cli migration up --db-url "$(database_url "$1")" --include-all --yes
}

# supabase_list DATABASE: lines VERSION<tab>local|remote|both, sorted.
supabase_list() {
	local list
	# An error is JSON too.
	list=$(supabase_cli migration list --db-url "$(database_url "$1")" --output-format json) || {
		printf '%s\n' "$list" >&2
		return 1
	}
	jq -r '.migrations[] | if .local == "" then [.remote, "remote"]
		elif .remote == "" then [.local, "local"]
		elif .local == .remote then [.local, "both"]
		else error("a line of two versions: \(.)") end | @tsv' <<<"$list" | sort
}

# dbmate_cli DATABASE ARGUMENT...: reads db/migrations and writes no db/schema.sql.
dbmate_cli() {
	"$MIGHOOK_NPM/tools/node_modules/@dbmate/linux-x64/bin/dbmate" --url "$(database_url "$1")" \
		--no-dump-schema "${@:2}"
}

# dbmate_up DATABASE: applies what is pending of db/migrations.
dbmate_up() {
	dbmate_cli "$1" up
}

# dbmate_status DATABASE: lines FILE<tab>applied|pending. It says nothing of a row without a file.
dbmate_status() {
	local list
	list=$(dbmate_cli "$1" status) || return
	sed -n -e 's/^\[X\] \(.*\)/\1\tapplied/p' -e 's/^\[ \] \(.*\)/\1\tpending/p' <<<"$list"
}

# prisma_init: what prisma wants besides migrations: prisma/schema.prisma and the lock file.
prisma_init() {
	put prisma/schema.prisma $'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}'
	put prisma/migrations/migration_lock.toml 'provider = "postgresql"'
}

# prisma_cli DATABASE ARGUMENT...: with prisma/schema.prisma; its native engines only have to exist.
prisma_cli() {
	local present
	present=$(type -P true)
	MIGHOOK_PRISMA=$MIGHOOK_NPM/tools DATABASE_URL=$(database_url "$1") CHECKPOINT_DISABLE=1 \
		PRISMA_HIDE_UPDATE_MESSAGE=1 PRISMA_QUERY_ENGINE_LIBRARY=$present \
		PRISMA_SCHEMA_ENGINE_BINARY=$present node "$MIGHOOK_NPM/tools/node_modules/prisma/build/index.js" \
		"${@:2}" --schema prisma/schema.prisma --config "$MIGHOOK_SOURCE/tests/support/prisma.config.cjs"
}

# prisma_deploy DATABASE: applies what is pending of prisma/migrations. The driver adapter cuts a file at
# every semicolon and wraps it in no transaction, unlike the native engine.
prisma_deploy() {
	prisma_cli "$1" migrate deploy
}

# prisma_resolve DATABASE STATUS NAME: STATUS is applied or rolled-back.
prisma_resolve() {
	prisma_cli "$1" migrate resolve "--$2" "$3"
}

# prisma_status DATABASE: lines NAME<tab>pending|missing|failed, missing is a row without a folder. It
# lists nothing that is applied, and failed ones only if none is pending or missing.
prisma_status() {
	local said status=0
	said=$(prisma_cli "$1" migrate status 2>&1) || status=$?
	# 1 is also how it ends when it cannot look.
	if [ "$status" -gt 1 ] || grep -q '^Error' <<<"$said"; then
		printf '%s\n' "$said" >&2
		return 2
	fi
	awk '/not yet been applied:$/ { state = "pending"; next }
		/not found locally in prisma\/migrations:$/ { state = "missing"; next }
		/ have failed:$/ { state = "failed"; next }
		/^$/ { state = "" }
		state { print $0 "\t" state }' <<<"$said"
}
