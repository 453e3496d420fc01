# What mighook writes to take a migration back does so: up, down, and the server's dump is what it was
# before. Of the last 50 migrations of each corpus a sample; with MIGHOOK_TEST_ALL all of them.
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

# rollback_of TREE PATH: the SQL that takes the migration back.
rollback_of() {
	local status=0
	mighook -C "$1" rollback --sql "$2" || status=$?
	[ "$status" -lt 2 ]
}

# has_no_inverse FILE: something in this SQL cannot be taken back, and it says so.
has_no_inverse() {
	grep -qi 'no inverse' "$1"
}

# state_of DATABASE [OPTION]: all that a dump of it says, apart from the order of columns: its lines, and what
# belongs to what.
state_of() {
	dump "$@" | sed -e '/^--/d' -e '/^$/d' -e '/^\\\(un\)\{0,1\}restrict /d' -e 's/,$//' | LC_ALL=C sort
	objects_of "$1" | jq -S -c '.objects[]'
}

# judge CORPUS: one line for each migration that is tried: "equal PATH", "no inverse PATH", or
# "failed PATH" with the reason behind it.
judge() {
	local path runner _ files file number status every=34 pending=()
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	[ -z "${MIGHOOK_TEST_ALL-}" ] || every=1
	git clone -q "$MIGHOOK_CORPUS/$1/replay.bundle" -b main tree
	while read -r path runner _; do
		[ ! -d "tree/$path" ] || break
	done < <(corpus_sets "$1")
	plain_copy "$PWD/tree/$path" "$PWD/set"
	mapfile -t files < <(ups "$runner" "$PWD/set")
	database_drop state
	database_create state "$(template_of "$runner")"
	equal "$(apply state "$runner" "${files[@]:0:${#files[@]}-50}")" ''
	number=0
	for file in "${files[@]: -50}"; do
		if [ $((number++ % every)) = 0 ]; then
			[ ${#pending[@]} = 0 ] || apply state "$runner" "${pending[@]}" >/dev/null
			pending=()
			database_drop copy
			database_create copy state
			state_of copy >before
			equal "$(apply copy "$runner" "$file")" ''
			status=0
			rollback_of tree "$path/${file#"$PWD"/set/}" >down.sql 2>error || status=$?
			if [ "$status" != 0 ]; then
				echo "failed ${file#"$PWD"/set/}: exit $status: $(head -n 1 error)"
			elif has_no_inverse down.sql; then
				echo "no inverse ${file#"$PWD"/set/}"
			else
				without_stand_ins <down.sql >plain.sql
				apply copy "$runner" "$PWD/plain.sql" >error
				state_of copy >after
				if [ -s error ]; then
					echo "failed ${file#"$PWD"/set/}: $(head -n 1 error)"
				elif cmp -s before after; then
					echo "equal ${file#"$PWD"/set/}"
				else
					echo "failed ${file#"$PWD"/set/}: $(diff before after | grep '^[<>]' | head -n 4 | cut -c1-160 | tr '\n' ' ')"
				fi
			fi
		fi
		pending+=("$file")
	done >judged
	{
		echo "# | corpus | tried | taken back | no inverse | failed |"
		echo "# | $1 | $(wc -l <judged) | $(grep -c '^equal' judged) | $(grep -c '^no inverse' judged) | $(grep -c '^failed' judged) |"
	} >&3
	[ "$(grep -c '^equal' judged)" -ge 1 ] || fail 'nothing was taken back'
	! grep '^failed' judged >failed || fail "$(head -n 30 failed)"
}

@test "liam" { judge liam; }
@test "crates.io" { judge crates.io; }
@test "minder" { judge minder; }
@test "trigger.dev" { judge trigger.dev; }

@test "two states are the same apart from the order of columns, and nothing else" {
	# states SQL SQL: makes each on the same schema, unless it was made before, and compares them.
	states() {
		local number=0 sql state both=()
		for sql; do
			state=state-$(printf '%s' "$sql" | cksum | tr -dc 0-9)
			both+=("$state")
			[ ! -e "$state" ] || continue
			number=$((number + 1))
			database_drop "state$number"
			database_create "state$number" prelude
			printf '%s\n' 'CREATE TABLE a (id int PRIMARY KEY, n int, m text); CREATE TABLE b (n int);' "$sql" >"$number.sql"
			run_sql "state$number" "$number.sql" || return 2
			state_of "state$number" --privileges >"$state"
		done
		[ -s "${both[0]}" ] || return 2
		cmp -s "${both[@]}"
	}
	differ() {
		local status=0
		states "$@" || status=$?
		[ "$status" = 1 ] || fail "no difference, or none to be seen: $*"
	}
	states '' 'ALTER TABLE a DROP n; ALTER TABLE a ADD n int;'
	differ '' 'ALTER TABLE a DROP n;'
	differ '' 'ALTER TABLE a ALTER n SET NOT NULL;'
	differ 'ALTER TABLE a ADD x int;' 'ALTER TABLE b ADD x int;'
	differ '' "COMMENT ON TABLE a IS 'x';"
	differ '' 'GRANT SELECT ON a TO anon;'
	differ '' 'CREATE INDEX i ON a (n);'
	differ '' 'CREATE SEQUENCE s;'
}
