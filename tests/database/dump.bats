# Dumps of a real server: read as objects, written as they are committed, loaded again, compared; and how
# pg_dump is run.
load ../support/common
load ../support/postgres
load replay

setup_file() {
	postgres_start
	database_create cases
	run_sql cases "$MIGHOOK_SOURCE/tests/database/dump_objects.sql"
	prelude_create
}
teardown_file() { postgres_stop; }
setup() {
	setup_scratch
	postgres_environment
	PATH=$MIGHOOK_TEST_BIN:$PATH
}

# dump_of DATABASE [OPTION]...: what mighook has pg_dump write of it.
dump_of() {
	local database=$1
	shift
	print_dump dump "host=$PGHOST user=postgres dbname=$database" 150000 "$@"
}

# round_trip FILE [COPY_OF]: the file, written as it is committed, has the same objects, is written the same
# again, and executed it gives a database whose dump has them too.
round_trip() {
	print_dump write "$1" >written.sql
	print_dump objects "$1" | cut -d'|' -f1-3 >names
	print_dump objects written.sql | cut -d'|' -f1-3 | cmp names -
	print_dump compare "$1" written.sql
	print_dump write written.sql | cmp written.sql -
	[ -n "${2-}" ] || return 0
	database_drop loaded
	database_create loaded "$2"
	without_stand_ins <written.sql >loadable.sql
	errors_of psql -Xq -d loaded -f loadable.sql
}

@test "each kind of object is read, written, loaded and equal" {
	dump_of cases --acl >cases.sql
	for kind in acl aggregate cast comment constraint default 'default acl' domain 'event trigger' extension \
		'fk constraint' function index 'index attach' 'materialized view' operator policy 'row security' rule \
		schema sequence 'sequence owned by' statistics table 'table attach' trigger type view; do
		print_dump objects cases.sql | grep -q "^$kind|" || fail "no $kind"
	done
	! print_dump objects cases.sql | grep fake || fail 'an object that a string speaks of'
	equal "$(round_trip cases.sql template0)" ''
	dump_of loaded --acl >loaded.sql
	print_dump compare cases.sql loaded.sql
	# With every identifier quoted it says the same, but for what stands in strings.
	dump_of cases --quote >quoted.sql
	dump_of cases >plain.sql
	print_dump compare plain.sql quoted.sql >differences || :
	equal "$(cut -d'|' -f2 differences)" 'app."Users".id'
}

@test "a dump without its noise is executed as it is" {
	database_drop executed
	database_create executed
	dump_of cases >cases.sql
	print_dump clean cases.sql >clean.sql
	! grep -n '^[\]' clean.sql | grep -v 'restrict abc' || fail 'a command of psql is left'
	equal "$(wc -l <clean.sql)" "$(wc -l <cases.sql)"
	run_sql executed clean.sql
	dump_of executed >executed.sql
	print_dump compare cases.sql executed.sql
}

@test "whatever is changed is found, and nothing else" {
	database_drop changed
	database_create changed cases
	run_sql changed "$MIGHOOK_SOURCE/tests/database/dump_changes.sql"
	dump_of cases --acl >left.sql
	dump_of changed --acl >right.sql
	run print_dump compare left.sql right.sql
	[ "$status" = 1 ]
	diff - <(printf '%s\n' "$output") <<'END'
type|app.mood|changed
domain|app.pos|changed
function|app.g()|changed
operator|app.=== (text, text)|removed
sequence|app.free|added
table|app."Users"|changed
table|app.part1|removed
table|app.part2|added
table|public."Select"|added
column|app."Users"."user"|removed
column|app."Users".email|changed
column|app."Users".id|changed
column|app."Users".nick|added
column|app.posts.body|changed
column|app.posts.id|changed
view|app.v|changed
view|app.v|comment-only
constraint|app."Users"."Users_age_check"|changed
constraint|app.posts.posts_pkey|comment-only
index|app.mvi|removed
trigger|app.posts.trg|changed
event trigger|et|changed
row security|app.posts|changed
policy|app.posts.p|changed
privilege|app.posts|changed
END
	# What a side says of an object can be executed.
	print_dump compare left.sql right.sql -v | sed -n '/^table|public."Select"|added/,/^[a-z].*|.*|/{/^  right /,/^column/{s/^  right //;/^column/d;p}}' >select.sql
	grep -q 'CREATE POLICY' select.sql
	run_sql cases <(printf 'BEGIN;\n'; cat select.sql; printf 'ROLLBACK;\n')
}

@test "the committed snapshots of a real history" {
	local count=0
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	git clone -q --bare "$MIGHOOK_CORPUS/liam/replay.bundle" liam
	git -C liam log --format= --raw --no-abbrev main -- '*schema.sql' | cut -d' ' -f4 | grep -v '^0*$' | sort -u >blobs
	[ "$(wc -l <blobs)" -gt 50 ]
	# A sample; with MIGHOOK_TEST_ALL all of them.
	awk -v all="${MIGHOOK_TEST_ALL-}" 'all != "" || NR % 20 == 1' blobs >sample
	while read -r blob; do
		git -C liam cat-file blob "$blob" >snapshot.sql
		round_trip snapshot.sql || fail "$blob"
		count=$((count + 1))
	done <sample
	[ "$count" -gt 2 ]
	# the newest one
	git -C liam show "main:$(git -C liam ls-tree -r --name-only main | grep '/schema\.sql$')" >snapshot.sql
	round_trip snapshot.sql prelude >errors
	! grep -v 'already exists\|multiple primary keys\|does not exist' errors || fail 'the written snapshot cannot be loaded'
	dump_of loaded >one.sql
	load_dump given supabase snapshot.sql >errors
	dump_of given >other.sql
	print_dump compare one.sql other.sql
	[ "$(print_dump objects one.sql | wc -l)" -gt 200 ]
}

@test "what the migrations of real repositories lead to" {
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	# The smallest; with MIGHOOK_TEST_ALL all of them.
	for corpus in minder ${MIGHOOK_TEST_ALL:+crates.io trigger.dev}; do
		git clone -q "$MIGHOOK_CORPUS/$corpus/replay.bundle" -b main "$corpus"
		while read -r folder runner _; do
			[ -d "$corpus/$folder" ] || continue
			database_drop replayed
			replay replayed "$runner" "$corpus/$folder" >errors
			dump_of replayed >dump.sql
			[ "$(print_dump objects dump.sql | wc -l)" -gt 50 ] || fail "$corpus $folder: no dump"
			equal "$(round_trip dump.sql template0)" ''
			dump_of loaded >loaded.sql
			round_trip loaded.sql template0
			dump_of loaded >again.sql
			print_dump compare loaded.sql again.sql
		done < <(corpus_sets "$corpus")
	done
}

@test "pg_dump hears what the address says, and nothing else" {
	export PGHOST_SAVED=$PGHOST
	dump_of cases >expected.sql
	PGHOST=/nowhere PGSERVICE=nope PGOPTIONS='-c broken=1' PGDATABASE=nope PGUSER=nobody PGPASSFILE=/nowhere LC_ALL=de_DE.UTF-8 \
		print_dump dump "host=$PGHOST_SAVED user=postgres dbname=cases" 150000 >hostile.sql
	print_dump compare expected.sql hostile.sql
	# The error is pg_dump's, and says no password, wherever that was.
	run print_dump dump "postgresql://postgres:gehe%20im@/nope?host=$PGHOST" 150000
	equal "$status" 2
	contains "$output" 'pg_dump: connection to server'
	contains "$output" 'database "nope" does not exist'
	run print_dump dump "host=$PGHOST user=postgres dbname=geheim password=geheim" 150000
	lacks "$output" geheim
	# A server that no pg_dump here may dump.
	run print_dump dump "host=$PGHOST user=postgres dbname=cases" 990000
	equal "$status" 2
	contains "$output" 'refuses a server of version 99'
	contains "$output" 'apt install postgresql-client-99'
}

@test "what is left out, and what is waited for" {
	dump_of cases --exclude-schema=app >dump.sql
	! print_dump objects dump.sql | grep '|app|' || fail 'a schema that was to be left out'
	# The event trigger calls a function of that schema: it could not be created.
	! print_dump objects dump.sql | grep '^event trigger' || fail 'an event trigger without its function'
	# By a pattern, which means the same to pg_dump: with it the schema goes, or neither of them.
	for pattern in 'a?p' 'AP*' 'other|app' '"app"' 'ap[p]'; do
		dump_of cases --exclude-schema="$pattern" >pattern.sql
		! grep 'CREATE EVENT TRIGGER\|CREATE TABLE app' pattern.sql || fail "$pattern"
	done
	for pattern in other '"ap*"' '"App"' '"other|app"' p; do
		dump_of cases --exclude-schema="$pattern" >pattern.sql
		grep -q 'CREATE TABLE app' pattern.sql || fail "$pattern: no schema"
		grep -q 'CREATE EVENT TRIGGER' pattern.sql || fail "$pattern: no event trigger"
	done
	database_drop excluded
	database_create excluded
	run_sql excluded dump.sql
	psql -Xq -d cases -c 'BEGIN; LOCK TABLE app.posts; SELECT pg_sleep(20)' >/dev/null 2>&1 3>&- &
	for _ in $(seq 100); do
		[ "$(ask postgres "SELECT count(*) FROM pg_stat_activity WHERE query ~ 'pg_[s]leep' AND wait_event = 'PgSleep'")" = 0 ] || break
		sleep 0.05
	done
	run dump_of cases --timeout=3000
	kill $!
	psql -XAtqc "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ 'pg_[s]leep'" >/dev/null
	equal "$status" 2
	contains "$output" 'somebody changes the schema'
}

@test "two databases are dumped side by side" {
	database_drop other
	database_create other
	psql -Xq -d other -c 'CREATE TABLE only_here ()'
	print_dump two "host=$PGHOST user=postgres dbname=cases" 150000 "host=$PGHOST user=postgres dbname=other" >two.sql
	equal "$(grep -c 'PostgreSQL database dump complete' two.sql)" 2
	equal "$(grep -n 'only_here\|CREATE EXTENSION' two.sql | cut -d: -f2 | head -n 1 | cut -c1-16)" 'CREATE EXTENSION'
	contains "$(<two.sql)" 'CREATE TABLE public.only_here'
}
