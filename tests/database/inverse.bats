# What `rollback --sql` writes for each kind of statement, run on a server: the schema is then what it
# was before, apart from the order of columns.
load ../support/common
load ../support/postgres
load replay

setup_file() {
	postgres_start
	prelude_create
}
teardown_file() { postgres_stop; }
setup() {
	setup_scratch
	postgres_environment
}

# schema DATABASE [OPTION...]: its dump; columns of a table and their comments in alphabetical order.
schema() {
	local database=$1
	shift
	"$(postgres_programs)/pg_dump" --schema-only --no-owner "$@" -d "$database" |
		grep -vE '^(\\(un)?restrict|--|SET |SELECT pg_catalog|$)' |
		awk '
			/^COMMENT ON COLUMN/ { comments[++comment_count] = $0; next }
			/^CREATE (UNLOGGED |FOREIGN )?TABLE .*\($/ { print; count = 0; in_table = 1; next }
			in_table && /^\)/ { sort(rows, count); in_table = 0; print; next }
			in_table { sub(/,$/, ""); rows[++count] = $0; next }
			{ print }
			END { sort(comments, comment_count) }
			function sort(list, n, i, j, item) {
				for (i = 2; i <= n; i++) {
					item = list[i]
					for (j = i - 1; j > 0 && list[j] > item; j--) list[j + 1] = list[j]
					list[j + 1] = item
				}
				for (i = 1; i <= n; i++) print list[i]
			}'
}

# rollback_of TREE PATH FILE: the SQL to FILE; the exit code says whether all of it has an inverse.
rollback_of() {
	local status=0
	mighook -C "$1" rollback --sql "$2" >"$3" || status=$?
	[ "$status" -lt 2 ] || fail "rollback of $2: $status"
	return "$status"
}

# The cases of rollback_cases.sql as files of one set, and their names with what has no inverse.
make_cases() {
	mkdir -p tree/migrations
	awk '/^-- case / {
			count++
			name = $3; sub(/:$/, "", name)
			why = $0; if (!sub(/^[^:]*: no inverse: /, "", why)) why = ""
			file = sprintf("tree/migrations/%04d_before_%s.sql", 2 * count, name)
			print "-- what is there" >file
			print name "\t" why >"cases"
			next
		}
		/^-- up$/ { file = sprintf("tree/migrations/%04d_%s.sql", 2 * count + 1, name); next }
		file { print >file }' "$MIGHOOK_SOURCE/tests/database/rollback_cases.sql"
	git init -q tree
	put tree/.mighook.yaml $'version: 1\nsets: [{path: migrations, runner: plain, dialect: postgresql}]'
	git -C tree add -A
}

@test "migrations of every kind are taken back" {
	local name why file count=0 number=0
	make_cases
	while IFS=$'\t' read -r name why; do
		# every second one; with MIGHOOK_TEST_ALL all
		[ -n "${MIGHOOK_TEST_ALL-}" ] || [ $((number++ % 2)) = 0 ] || continue
		file=$(cd tree && ls migrations/[0-9]*[0-9]_"$name".sql)
		if [ -n "$why" ]; then
			! rollback_of tree "$file" down.sql || fail "$name: exit 0"
			grep -qF -- "-- no inverse: $why" down.sql || fail "$name: $(cat down.sql)"
			continue
		fi
		psql -Xq -v ON_ERROR_STOP=1 -c 'DROP DATABASE IF EXISTS "case"' -c 'CREATE DATABASE "case" TEMPLATE template0' \
			-c '\c case' -f tree/migrations/[0-9]*[0-9]_before_"$name".sql
		schema case >before
		rollback_of tree "$file" down.sql || fail "$name: $(cat down.sql)"
		# Each has a connection of its own, as in life.
		psql -Xq -d case -v ON_ERROR_STOP=1 -f "tree/$file" -c '\c' -f down.sql >/dev/null || fail "$name: $(cat down.sql)"
		schema case >after
		diff before after || fail "$name: $(cat down.sql)"
		count=$((count + 1))
	done <cases
	[ "$count" -gt 20 ]
}
