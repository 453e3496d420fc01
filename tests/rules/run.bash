#!/bin/bash
# Runs the cases of one rule: run.bash RULE
#
# A case is a file that sets a repository up, part by part; a part starts at a line
#     -- KIND: PATH [mode=MODE] [bytes]
# and holds the lines up to the next. KIND is
#     merged   committed on main
#     branch   committed on the branch `work`, which leaves main behind the merged parts
#     main     committed on main after that
#     staged   staged last, on `work` if there is a branch or main part, else on main
#     deleted  removed and staged; has no lines
#     untracked  in the worktree alone; then `--all` judges
#     applied  a version that a database has in supabase's table; has no lines. A server is started
#     message  of the commit, then judged by commit-msg; the PATH is the message, and lines follow it
#     pushed   what is staged is committed, and the branch PATH with it judged by pre-push
# With `bytes` backslash escapes in the lines count as in printf(1), and the last line feed goes.
# A case without parts is the content of one staged migration, supabase/migrations/20250501000000_case.sql.
#
# What a hint shows as SQL (between backquotes, with a ';' at its end) must itself pass all default
# rules as a migration of its own.
#
# flags_*.sql has a .expect beside it: a line `[PATH:]LINE:COLUMN: SEVERITY` for each finding, sorted.
# allows_*.sql must have no finding of the rule.
# The examples that `mighook explain RULE` shows are cases too. Rules that only a server answers are
# asked of `mighook drift`.
set -u
rule=$1
here=$(cd "$(dirname "$0")" && pwd)
BATS_TEST_TMPDIR=$(mktemp -d) && trap 'rm -rf "$BATS_TEST_TMPDIR"' EXIT
. "$here/../support/common.bash"
setup_scratch || exit 1
failures=0 count=0

# split CASE FOLDER: each part as FOLDER/N with its head in FOLDER/N.head; the number of parts.
split() {
	awk -v folder="$2" '
		/^-- (merged|branch|main|staged|deleted|untracked|applied|message|pushed): / {
			n++; print substr($0, 4) > (folder "/" n ".head"); printf "" > (folder "/" n); next }
		n { print > (folder "/" n) }
		END { print n + 0 }' "$1"
}

# apply N: one part into the worktree and the index.
apply() {
	local kind path mode=100644 bytes= word
	read -r kind path <"$parts/$1.head"
	for word in ${path#"${path%%[[:space:]]*}"}; do
		case $word in
		mode=*) mode=${word#mode=} ;;
		bytes) bytes=1 ;;
		*) echo "bad word '$word' in $case" >&2 && return 1 ;;
		esac
	done
	path=${path%%[[:space:]]*}
	if [ "$kind" = deleted: ]; then
		git rm -q -- "$path"
		return
	fi
	mkdir -p "$(dirname "$path")" && rm -f "$path" || return 1
	if [ "$bytes" ]; then
		# awk takes the last line feed off; the shell cannot hold NUL, printf can write it
		printf -- "$(awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }' "$parts/$1" | sed 's/%/%%/g')" >"$path" || return 1
	else
		cp "$parts/$1" "$path"
	fi
	case $mode in
	100644) [ "$kind" = untracked: ] || git add -- "$path" ;;
	120000) ln -sf "$(cat "$path")" "$path" && git add -- "$path" ;;
	160000) git update-index --add --cacheinfo "160000,$(git hash-object -t tree /dev/null),$path" && rm -f "$path" ;;
	100755) chmod +x "$path" && git add -- "$path" ;;
	*) git add -- "$path" ;;
	esac
}

# apply_kind KIND: all parts of a kind; false if there are none.
apply_kind() {
	local n some=1
	for n in $(seq "$number"); do
		[[ $(cat "$parts/$n.head") == "$1: "* ]] || continue
		apply "$n" || exit 1
		some=0
	done
	return $some
}

# build CASE: makes the repository.
build() {
	parts=$BATS_TEST_TMPDIR/parts && rm -rf "$parts" && mkdir "$parts"
	number=$(split "$1" "$parts")
	if [ "$number" = 0 ]; then
		echo 'staged: supabase/migrations/20250501000000_case.sql' >"$parts/1.head"
		cp "$1" "$parts/1" && number=1
	fi
	cd "$BATS_TEST_TMPDIR/work" || exit 1
	if ! grep -qE '^-- (merged|branch|main|staged|deleted|untracked|applied|message|pushed): ' "$1"; then
		# one repository for all of these: only its one staged file differs
		[ -d one ] || { (new_repository one && git commit -q --allow-empty -m start) || exit 1; }
		cd one && apply 1
		return
	fi
	rm -rf r && new_repository r || exit 1
	apply_kind merged && git commit -q -m merged || git commit -q --allow-empty -m start
	if grep -qE '^(branch|main): ' "$parts"/*.head; then
		git checkout -q -b work
		apply_kind branch && git commit -q -m branch
		git checkout -q main
		apply_kind main && git commit -q -m main
		git checkout -q work
	fi
	apply_kind staged
	apply_kind deleted
	apply_kind untracked
	apply_rows
	return 0
}

# apply_rows: the table of the server, which is started for the first case that needs one.
apply_rows() {
	local version
	grep -q '^applied: ' "$parts"/*.head || return 0
	if [ -z "${POSTGRES_KEEPER-}" ]; then
		. "$here/../support/postgres.bash"
		postgres_start || exit 1
		trap 'postgres_stop; rm -rf "$BATS_TEST_TMPDIR"' EXIT
		ask postgres 'CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY)'
	fi
	ask postgres 'TRUNCATE supabase_migrations.schema_migrations'
	for version in $(sed -n 's/^applied: //p' "$parts"/*.head); do
		ask postgres "INSERT INTO supabase_migrations.schema_migrations VALUES ('$version')"
	done
}

# by_hook HEAD: what the hook says that judges messages or pushes.
by_hook() {
	if [[ $1 == message:* ]]; then
		{ echo "${1#message: }" && cat "$(ls "$parts"/*.head | while read -r f; do grep -q ^message: "$f" && echo "${f%.head}"; done)"; } >message
		mighook hook commit-msg message
	else
		git commit -q --no-verify -m pushed
		git update-ref refs/remotes/origin/main "$(git rev-list --max-parents=0 HEAD)"
		mighook hook pre-push origin ../hub.git <<<"refs/heads/x $(git rev-parse HEAD) refs/heads/${1#pushed: } $(git hash-object -t tree /dev/null | tr 0-9a-f 0)"
	fi
}

# findings: those of the rule, as [PATH:]LINE:COLUMN: SEVERITY.
findings() {
	local head source=--staged
	if head=$(grep -hE '^(message|pushed): ' "$parts"/*.head); then
		by_hook "$head" 2>&1 | sed -n "s/^\(.*:\)\{0,1\} *\(info\|warning\|error\): .* \[$rule\]\$/1:1: \2/p"
		return
	fi
	# A rule that another may set off is asked with those; what they find is not looked at.
	! grep -q '^untracked: ' "$parts"/*.head || source=--all
	if [ "$of_server" ]; then
		mighook drift --format json >"$BATS_TEST_TMPDIR/json"
	else
		mighook check $source --rule "$rule" $also --format json >"$BATS_TEST_TMPDIR/json"
	fi
	[ $? -lt 2 ] || echo "mighook could not check"
	awk -v rule="$rule" -v with_path="$1" '
		function value(line) { sub(/^[^:]*: "?/, "", line); sub(/"?,?$/, "", line); return line }
		/^ *"rule": / { id = value($0) } /^ *"severity": / { severity = value($0) }
		/^ *"path": / { path = value($0) } /^ *"line": / { line = value($0) }
		/^ *"column": / { column = value($0) }
		/^ *"message": / && id == rule { print (with_path ? path ":" : "") line ":" column ": " severity }
	' "$BATS_TEST_TMPDIR/json" | sort
}

# bad_hints: SQL in the hints of the last findings that is not clean itself, and why.
bad_hints() {
	local sql
	[ -f "$BATS_TEST_TMPDIR/json" ] && [[ $(<"$BATS_TEST_TMPDIR/json") == *';`'* ]] || return 0
	sed -n 's/^ *"hint": "\(.*\)"$/\1/p' "$BATS_TEST_TMPDIR/json" | sed 's/\\"/"/g; s/\\\\/\\/g' |
		grep -oE '`[^`]*;`' | sort -u | while read -r sql; do
		echo "${sql//\`/}" >"$BATS_TEST_TMPDIR/hint.sql"
		(cd "$BATS_TEST_TMPDIR" && mighook check --fail-on info -q hint.sql >hint.out) || { echo "$sql"; cat "$BATS_TEST_TMPDIR/hint.out"; }
	done
}

# verdict NAME EXPECTED ACTUAL
verdict() {
	count=$((count + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $rule $1"
	else
		failures=$((failures + 1))
		echo "not ok $rule $1"
		diff <(echo "$2") <(echo "$3") | sed 's/^/    /'
	fi
}

also= of_server=
if mighook rules --json | grep -A2 "\"id\": \"$rule\"" | grep -q '"scope": "D"'; then
	of_server=1
	. "$here/../support/postgres.bash"
	BATS_FILE_TMPDIR=$BATS_TEST_TMPDIR scratch_environment
fi
[ "$rule" = suppression-unused ] && also='--rule file-empty --rule placeholder-left'
for case in "$here/$rule"/flags_*.sql "$here/$rule"/allows_*.sql; do
	[ -e "$case" ] || continue
	build "$case"
	expect=${case%.sql}.expect
	case ${case##*/} in
	flags_*)
		[ -s "$expect" ] || { echo "not ok $case has no .expect" && failures=$((failures + 1)) && continue; }
		verdict "${case##*/}" "$(sort "$expect")" "$(findings "$(grep -cE '^[^:]*[^:0-9][^:]*:[0-9]+:' "$expect" | grep -v '^0$')")"
		verdict "${case##*/}: hints" '' "$(bad_hints)"
		;;
	*) verdict "${case##*/}" "" "$(findings '')" ;;
	esac
done
[ $count -ge 2 ] || { echo "not ok $rule has fewer than two cases" && failures=$((failures + 1)); }

# The examples of explain.
mighook explain "$rule" >"$BATS_TEST_TMPDIR/explain" || failures=$((failures + 1))
for example in Refused Fine; do
	sed -n "/^$example:\$/,/^\$/s/^    //p" "$BATS_TEST_TMPDIR/explain" >"$BATS_TEST_TMPDIR/example.sql"
	[ -s "$BATS_TEST_TMPDIR/example.sql" ] || { echo "not ok explain $rule has no $example" && failures=$((failures + 1)); }
	build "$BATS_TEST_TMPDIR/example.sql"
	verdict "explain: $example" "$([ $example = Refused ] && echo found || true)" \
		"$(findings '' | sed 's/^[0-9:]* [a-z]*$/found/' | sort -u)"
done
echo "$rule: $count cases, $failures failures"
exit $((failures > 0))
