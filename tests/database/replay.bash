# Replays migrations on the server as their runner does, and asks what has come of it.
# Loaded beside ../support/postgres.

# Extensions that Debian does not package. What migrations use of them is in prelude.sql; that they are
# there is a schema `stand_in_NAME`, which objects.sql lists as the extension. An access method that
# stands in for another does not know its parameters.
STAND_INS='pg_net|pg_graphql|pgjwt|supabase_vault|vector|pg_cron|pgmq|pgsodium'
without_stand_ins() {
	sed -E -e "s/^[[:space:]]*create extension (if not exists )?\"?($STAND_INS)\"?[^;]*;/CREATE SCHEMA IF NOT EXISTS stand_in_\2;/I" \
		-e "s/^[[:space:]]*drop extension (if exists )?\"?($STAND_INS)\"?[^;]*;/DROP SCHEMA IF EXISTS stand_in_\2;/I" \
		-e "s/^[[:space:]]*comment on extension \"?($STAND_INS)\"?[^;]*;/-- &/I" \
		-e 's/([[:space:]]|^)with \("?lists"? ?= ?[0-9'"'"']+\);$/;/I'
}

# prelude_create: the database `prelude`, that those of supabase are copied from.
prelude_create() {
	database_create prelude
	psql -Xq -d prelude -v ON_ERROR_STOP=1 -f "$MIGHOOK_SOURCE/tests/database/prelude.sql"
}

# corpus_sets CORPUS: the sets of its policy as lines "PATH RUNNER SNAPSHOT", - for no snapshot.
corpus_sets() {
	awk '/- path:/ { flush(); path = $3; snapshot = "-" }
		/runner:/ { runner = $2 }
		/snapshot:/ { snapshot = $2 }
		END { flush() }
		function flush() { if (path) print path, runner, snapshot }' "$MIGHOOK_CORPUS/$1/policy.yaml"
}

# ups RUNNER FOLDER: its migrations that go up, in the order in which the runner applies them.
ups() {
	case $1 in
	# In the order of names, whatever number they begin with.
	supabase) find "$2" -maxdepth 1 -name '[0-9]*.sql' -printf '%f\t%p\n' | sort ;;
	golang-migrate) find "$2" -maxdepth 1 -name '*.up.sql' -printf '%f\t%p\n' | sort -n ;;
	prisma) find "$2" -mindepth 2 -maxdepth 2 -name migration.sql -printf '%P\t%p\n' | sort ;;
	# The version of diesel ends at the underscore, and has its hyphens taken out.
	diesel) find "$2" -mindepth 2 -maxdepth 2 -name up.sql -printf '%P\t%p\n' |
		awk -F'\t' '{ sub(/_.*/, "", $1); gsub(/-/, "", $1); print $1 "\t" $2 }' | sort ;;
	*) echo "no runner $1" >&2 && return 1 ;;
	esac | cut -f2-
}

# template_of RUNNER: the database that it finds.
template_of() {
	case $1 in
	supabase) echo prelude ;;
	*) echo template0 ;;
	esac
}

# names_there RUNNER: the schemas and extensions that it finds, as JSON.
names_there() {
	local database
	database=$(template_of "$1")
	ask "${database/template0/postgres}" "SELECT jsonb_agg(name) FROM (
		SELECT quote_ident(nspname) FROM pg_namespace UNION ALL SELECT quote_ident(extname) FROM pg_extension) AS names(name)"
}

# session_options RUNNER: what connections of the runner are set to.
session_options() {
	# shellcheck disable=SC2016 # the server's variable
	[ "$1" != supabase ] || printf ' -c search_path="$user",public,extensions'
}

# migration_script FILE...: what psql is told to apply each as one transaction, or as statements
# where one of them cannot be in a transaction. The files are left as they are to be applied.
migration_script() {
	local file alone
	alone=$(grep -liE '^[^-]*\b(concurrently|vacuum|alter system|create database)\b' "$@" || :)
	for file; do
		printf 'RESET ALL;\n'
		if [[ $'\n'$alone$'\n' == *$'\n'$file$'\n'* ]]; then
			printf "\\i '%s'\n" "$file"
		else
			printf "BEGIN;\n\\i '%s'\nCOMMIT;\n" "$file"
		fi
	done
}

# errors_of COMMAND...: runs psql; its errors go to standard output, one line each. A psql that
# could not do its work fails.
errors_of() {
	local log status=0
	log=$(mktemp -p "$BATS_TEST_TMPDIR")
	"$@" >/dev/null 2>"$log" || status=$?
	[ "$status" = 0 ] || cat "$log" >&2
	sed -n 's/^psql:\(.*: ERROR:\)/\1/p' "$log" | grep -v 'current transaction is aborted' || :
	rm -f "$log"
	return "$status"
}

# apply DATABASE RUNNER FILE...: applies them in one session. Errors go to standard output as
# "FILE:LINE: ERROR: ...", one line each; a file that fails is undone, the next is tried.
apply() {
	local database=$1 options
	options=$(session_options "$2")
	shift 2
	PGOPTIONS="$PGOPTIONS$options" errors_of psql -Xq -d "$database" < <(migration_script "$@")
}

# plain_copy FOLDER COPY: copies it, with nothing in it about stand-ins.
plain_copy() {
	local file
	cp -R "$1" "$2" && chmod -R u+w "$2"
	grep -rliE "extension.*($STAND_INS)|^with \((lists|m|ef_)" "$2" | while read -r file; do
		without_stand_ins <"$file" >"$2.file" && mv "$2.file" "$file"
	done
}

# replay DATABASE RUNNER FOLDER: a new database with all migrations of the folder applied.
replay() {
	local copy files
	copy=$(mktemp -d -p "$BATS_TEST_TMPDIR")
	plain_copy "$3" "$copy/set"
	mapfile -t files < <(ups "$2" "$copy/set")
	database_create "$1" "$(template_of "$2")"
	if [ ${#files[@]} != 0 ]; then
		apply "$1" "$2" "${files[@]}" >"$copy/errors" || return 1
		sed "s|^$copy/set/||" "$copy/errors"
	fi
	rm -rf "$copy"
}

# load_dump DATABASE RUNNER FILE: a new database with the dump in it, statement by statement. A dump may
# speak of what is not there: errors go to standard output. That it repeats the prelude is none.
load_dump() {
	local copy
	copy=$(mktemp -p "$BATS_TEST_TMPDIR" dump.XXXXXX)
	database_create "$1" "$(template_of "$2")"
	without_stand_ins <"$3" >"$copy"
	errors_of psql -Xq -d "$1" -f "$copy" |
		sed "s|^$copy:||" | grep -vE 'already exists|multiple primary keys for table "users"' || :
	rm "$copy"
}

# dump DATABASE [--privileges]: its schema, as pg_dump writes it.
dump() {
	local options=(--no-privileges)
	[ "${2-}" != --privileges ] || options=()
	"$(postgres_programs)/pg_dump" --schema-only --no-owner --no-publications --no-subscriptions \
		--no-security-labels --no-tablespaces "${options[@]}" -d "$1"
}

# objects_of DATABASE: what is there besides the prelude, as `mighook schema list` prints it.
objects_of() {
	psql -XAtq -d "$1" -v ON_ERROR_STOP=1 -f "$MIGHOOK_SOURCE/tests/database/objects.sql"
}
