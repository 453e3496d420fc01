# snapshot-out-of-sync judges without a server what a server judges: at commits of a real history, with
# the snapshot that was committed and with the one before it, as if it had been forgotten. A sample;
# with MIGHOOK_TEST_ALL all of them.
load ../support/common
load ../support/postgres
load replay
load snapshot

setup_file() {
	postgres_start
	prelude_create
}
teardown_file() { postgres_stop; }
setup() {
	setup_scratch
	postgres_environment
}

# snapshot_cases: "COMMIT FOLDER SNAPSHOT BLOB" of each commit of the repository that has a set
# of supabase and a snapshot, and once more with the blob of the commit before, if it is another.
snapshot_cases() {
	local commit sets folder _ entry blob path before=''
	sets=$(corpus_sets liam | grep ' supabase ')
	git rev-list --reverse HEAD | while read -r commit; do
		entry=$(git ls-tree -r "$commit" | grep '/schema\.sql$') || continue
		blob=${entry#* blob } && blob=${blob%%$'\t'*} path=${entry#*$'\t'}
		while read -r folder _; do
			git rev-parse -q --verify "$commit:$folder" >/dev/null || continue
			echo "$commit $folder $path $blob"
			[ -z "$before" ] || [ "$before" = "$blob" ] || echo "$commit $folder $path $before"
		done <<<"$sets"
		before=$blob
	done
}

# sample COUNT: that many of the lines, always the same, in order; all where all are asked for.
sample() {
	if [ -n "${MIGHOOK_TEST_ALL-}" ]; then
		cat
	else
		awk '{ print NR "\t" $0 }' | while IFS=$'\t' read -r number line; do
			printf '%s\t%s\t%s\n' "$(printf '%s' "$line" | cksum | cut -d' ' -f1)" "$number" "$line"
		done | sort | head -n "$1" | sort -t$'\t' -k2n | cut -f3-
	fi
}

# judge COMMIT FOLDER SNAPSHOT BLOB: what agreement.jq says, with the case, as one line.
judge() {
	local status=0
	git checkout -qf "$1"
	git cat-file blob "$4" >"$3"
	git add "$3"
	printf 'version: 1\nsets:\n  - path: %s\n    runner: supabase\n    snapshot: %s\n' "$2" "$3" >../policy.yaml
	server_verdict supabase "$PWD/$2" "$PWD/$3" >../verdict.json
	# What is not read of a snapshot is about functions and types of an extension that is stood in for.
	jq -r '.unread[]' ../verdict.json | grep -vE 'ERROR: +(function|type) "?public\..* does not exist' && return 1
	mighook --policy ../policy.yaml check --all --rule snapshot-out-of-sync --format json >../check.json || status=$?
	[ "$status" -lt 2 ] || return 1
	mighook --policy ../policy.yaml schema list --format json >../list.json
	jq -n -c --arg commit "$1" --arg snapshot "$4" --slurpfile verdict ../verdict.json --slurpfile check ../check.json --slurpfile list ../list.json \
		"{commit: \$commit, snapshot: \$snapshot} + ($(cat "$MIGHOOK_SOURCE/tests/database/agreement.jq"))"
}

@test "liam: silent where the server says equal, and naming what the server says differs" {
	local commit folder path blob
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	git clone -q "$MIGHOOK_CORPUS/liam/replay.bundle" -b main tree
	cd tree
	snapshot_cases >../cases
	[ "$(wc -l <../cases)" -gt 200 ]
	sample 5 <../cases >../sample
	while read -r commit folder path blob; do
		judge "$commit" "$folder" "$path" "$blob" || fail "$commit cannot be judged"
	done <../sample >../judged
	{
		echo '# | the server says | snapshots | mighook agrees | apart from unverified objects |'
		jq -rs 'group_by(.server)[] | map(select(.unnamed == [] and .unfounded == [])) as $agreed | "# | \(.[0].server) | \(length) | \($agreed | length) | \($agreed | map(.unverified[]) | length) |"' ../judged
	} >&3
	# Both verdicts are among them.
	equal "$(jq -r .server ../judged | sort -u | paste -sd ' ')" 'differs equal'
	jq -c 'select(.unnamed != [] or .unfounded != [])' ../judged >../disagreements
	[ ! -s ../disagreements ] || fail "$(head -n 20 ../disagreements)"
}

@test "a verdict of the server names what is missing, surplus or different, and is kept" {
	export MIGHOOK_POSTGRES_CACHE=$PWD/cache
	put set/1_a.sql "CREATE TYPE mood AS ENUM ('sad', 'happy');
		CREATE TABLE a (id int PRIMARY KEY, note text, age int DEFAULT 1 CHECK (age IN (1, 2)), mood mood);
		CREATE INDEX i ON a (note); CREATE TABLE b (id int PRIMARY KEY);
		CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
	replay whole supabase "$PWD/set"
	dump whole >schema.sql
	equal "$(server_verdict supabase "$PWD/set" "$PWD/schema.sql" | jq -c .)" '{"failed":[],"unread":[],"differences":[]}'
	sed -e "/'sad',/d" -e 's/note text/note text NOT NULL/' -e '/^CREATE INDEX/d' -e 's/DEFAULT 1/DEFAULT 2/' -e 's/SELECT 1/SELECT 2/' \
		-e '/^CREATE TABLE public.b/,/;/d' -e '/ONLY public.b/,/;/d' schema.sql >part.sql
	echo 'CREATE TABLE public.c ();' >>part.sql && mv part.sql schema.sql
	# verdict: of this schema.sql, one line for each difference.
	verdict() {
		server_verdict supabase "$PWD/set" "$PWD/schema.sql" |
			jq -r '.differences[] | "\(.verdict) \(.kind) \(.name) \(.attributes | join(",")) \(.judged)"'
	}
	expected='different column public.a.age default false
different column public.a.note not_null true
different function public.f() body false
missing index public.i  true
missing table public.b  true
surplus table public.c  true
different type public.mood labels true'
	equal "$(verdict)" "$expected"
	[ "$(find cache/kept -type f | wc -l)" = 3 ]
	# The second time the server is not asked.
	PGHOST=/nonexistent equal "$(verdict)" "$expected"
}

@test "an agreement is nothing unnamed and nothing unfounded" {
	jq -n '{differences: [{verdict: "missing", kind: "column", name: "public.\"Team\".size", judged: true},
		{verdict: "different", kind: "function", name: "public.f(integer)", judged: false}]}' >verdict.json
	jq -n '{objects: []}' >list.json
	# agreement MESSAGE...: on findings of these messages.
	agreement() {
		jq -n '{diagnostics: [$ARGS.positional[] | {rule: "snapshot-out-of-sync", message: ., hint: null}]}' --args "$@" >check.json
		jq -n -c --slurpfile verdict verdict.json --slurpfile check check.json --slurpfile list list.json -f "$MIGHOOK_SOURCE/tests/database/agreement.jq" |
			jq -r '"\(.server) \(.unnamed | length) \(.unfounded | length) \(.unverified | length)"'
	}
	equal "$(agreement 'column public."Team".size is not in it')" 'differs 0 0 0'
	equal "$(agreement 'column size is not in it' 'function f is another')" 'differs 1 1 0'
	equal "$(agreement)" 'differs 1 0 0'
	jq -n '{objects: [{kind: "column", name: "public.\"Team\".size", verified: false}]}' >list.json
	equal "$(agreement)" 'differs 0 0 1'
	jq '.differences |= .[1:]' verdict.json >other.json && mv other.json verdict.json
	equal "$(agreement)" 'equal 0 0 0'
	equal "$(agreement 'function f is another')" 'equal 0 0 0'
	equal "$(agreement 'table x')" 'equal 0 1 0'
}
