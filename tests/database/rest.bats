# `mighook status` without a connection: rows over REST, or from a file. What answers here does as
# PostgREST documents it, which Debian does not have.
bats_require_minimum_version 1.5.0
load ../support/common

KEY=k3y-of-the-service

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'
	merged supabase/migrations/20250102000000_b.sql
	export MIGHOOK_REST_KEY=$KEY
}

teardown() {
	[ -z "${SERVER-}" ] || kill "$SERVER"
}

# serve [VARIABLE=VALUE...]: $URL answers, with the rows of the JSON files in `served`.
serve() {
	mkdir -p "$BATS_TEST_TMPDIR/served"
	env KEY=$KEY "$@" python3 "$MIGHOOK_SOURCE/tests/support/postgrest.py" "$BATS_TEST_TMPDIR/served" 3>&- &
	SERVER=$!
	until [ -e "$BATS_TEST_TMPDIR/served/port" ]; do sleep 0.01; done
	URL=http://localhost:$(cat "$BATS_TEST_TMPDIR/served/port")
}

# rows RELATION JSON
rows() { mkdir -p "$BATS_TEST_TMPDIR/served" && printf '%s' "$2" >"$BATS_TEST_TMPDIR/served/$1.json"; }

states() { jq -r '.migrations | reverse | .[] | "\(.version) \(.state) \(.source)"'; }

# refuses COMMAND...: exit 2 within two seconds, nothing on stdout, no key on stderr.
refuses() {
	local begin
	begin=$(date +%s%N)
	run --separate-stderr timeout -k 1 20 "$@"
	[ $(($(date +%s%N) - begin)) -lt 3000000000 ] || fail "more than 3 s: $*"
	equal "$status" 2
	equal "$output" ''
	lacks "$stderr" "$KEY"
	contains "$stderr" 'mighook: error: '
}

@test "a view of several tables: what each has applied, as the line says that sums it up" {
	rows v_migration_status '[
		{"version": "20250101000000", "name": "a", "status": "applied", "applied_at": "2025-03-01T02:00:00+02:00", "source": "supabase"},
		{"version": "20250102000000", "name": "b", "status": "failed", "applied_at": null, "source": "supabase"},
		{"version": "0001", "name": "old", "status": "applied", "applied_at": null, "source": "dragonfly_migrations"}]'
	serve
	run --separate-stderr mighook status --rest "$URL/rest/v1/v_migration_status" --json
	equal "$status" 1
	equal "$(states <<<"$output")" '0001 orphan dragonfly_migrations
20250101000000 applied supabase
20250102000000 failed supabase'
	equal "$(jq -r '.migrations[] | select(.version == "20250101000000") | .applied_at' <<<"$output")" 2025-03-01T00:00:00Z
	run mighook status --rest "$URL/rest/v1/v_migration_status"
	contains "$output" "Database:    $URL/rest/v1/v_migration_status"
	contains "$output" 'Legacy: 1 applied. Supabase: 1 applied, 0 pending, 1 failed.'
	run mighook status --applied-from "$BATS_TEST_TMPDIR/served/v_migration_status.json"
	equal "$status" 1
	contains "$output" 'Legacy: 1 applied. Supabase: 1 applied, 0 pending, 1 failed.'
}

@test "more rows than come at once: all pages are read, in an order" {
	rows schema_migrations "$(jq -nc '[range(2500) | {version: (. + 20250101000000 | tostring), name: "x", statements: null}]')"
	serve MAX_ROWS=700
	run --separate-stderr mighook status --rest "$URL/rest/v1/schema_migrations" --json
	equal "$status" 1
	equal "$(jq '.migrations | map(select(.state == "orphan")) | length' <<<"$output")" 2499
	equal "$(jq '.sources[0].applied' <<<"$output")" 2500
	equal "$(tail -n +2 "$BATS_TEST_TMPDIR/served/requests" | cut -d' ' -f1 | sort -u)" \
		'/rest/v1/schema_migrations?order=version,name'
}

@test "the tables themselves: with the schema that each is in, and what was executed" {
	rows schema_migrations '[{"version": "20250101000000", "name": "a", "statements": ["CREATE TABLE a (id bigint)"]},
		{"version": "20250102000000", "name": "b", "statements": ["SELECT 1"]}]'
	serve
	run --separate-stderr mighook status --rest "$URL/rest/v1/" --json
	equal "$(states <<<"$output")" '20250101000000 edited supabase
20250102000000 applied supabase'
	equal "$(cat "$BATS_TEST_TMPDIR/served/requests")" '/rest/v1/schema_migrations 0-999 supabase_migrations'
	put .mighook.yaml 'sets: [{path: supabase/migrations, runner: supabase, history: [{adapter: supabase}, {adapter: dragonfly_migrations}]}]'
	git add .mighook.yaml
	refuses mighook status --rest "$URL/rest/v1/"
	contains "$stderr" 'dragonfly_migrations: HTTP 404'
	run --separate-stderr mighook status --rest "$URL/rest/v1/schema_migrations" --json
	equal "$(jq -r '.sources[].name' <<<"$output")" supabase
}

@test "an environment of the policy: REST where the server's URL is not known" {
	rows v '[{"version": "20250101000000"}, {"version": "20250102000000"}]'
	serve
	unset MIGHOOK_REST_KEY
	put .mighook.yaml 'database: {environments: {dev: {url-env: APP_DB, rest-env: APP_REST, key-env: APP_KEY}}}'
	git add .mighook.yaml
	refuses mighook status --env dev
	contains "$stderr" 'APP_DB or APP_REST is not set'
	export APP_REST=$URL/rest/v1/v APP_KEY=$KEY
	for arguments in '--env dev' '' "--env dev --rest $URL/rest/v1/v" '--env dev --rest APP_REST'; do
		# shellcheck disable=SC2086 # a list of words
		run mighook status $arguments
		equal "$status" 0
		contains "$output" 'Environment: dev'
	done
	APP_DB=host=/nowhere refuses mighook status --env dev
	APP_KEY=wrong refuses mighook status --env dev
	contains "$stderr" 'HTTP 401'
	contains "$stderr" 'the key, from APP_KEY'
	lacks "$stderr" wrong
}

@test "what is no answer, or none in time: never a report" {
	rows v '[{"version": "20250101000000"}, {"version": "20250102000000"}]'
	serve
	for path in status/400 status/401 status/403 status/500 status/503 hang slow endless html empty redirect \
		uncounted short stuck rest/v1/nothing nothing; do
		refuses mighook status --timeout 500ms --rest "$URL/$path"
		contains "$stderr" "$URL/$path"
	done
	refuses mighook status --rest "$URL/status/404"
	contains "$stderr" 'HTTP 404: it is as it is\x1B[31m (XX000)'
	MIGHOOK_REST_KEY=${KEY}x refuses mighook status --rest "$URL/rest/v1/v"
	contains "$stderr" 'JWT of *** cannot be decoded (PGRST301)'
	kill "$SERVER" && wait "$SERVER" || true
	SERVER=
	refuses mighook status --rest "$URL/rest/v1/v"
}

@test "the key goes by TLS or to this machine, in no URL, nowhere else" {
	for url in http://db.example.com/rest/v1/v "https://u:$KEY@db.example.com/v" \
		"https://db.example.com/v?apikey=$KEY" ftp://127.0.0.1/v file:///etc/passwd '//x' ''; do
		refuses mighook status --timeout 1s --rest "$url"
	done
	MIGHOOK_REST_KEY=$'a\nX-Other: b' refuses mighook status --rest http://localhost:1/v
	contains "$stderr" 'MIGHOOK_REST_KEY holds no key'
	rows v '[{"version": "20250101000000"}, {"version": "20250102000000"}]'
	serve
	# no proxy gets what is sent without TLS, and what ~/.netrc says is not asked
	printf 'machine 127.0.0.1 login u password p\n' >"$HOME/.netrc"
	http_proxy=http://localhost:1 ALL_PROXY=http://localhost:1 run mighook status --rest "$URL/rest/v1/v"
	equal "$status" 0
	"$(dirname "$MIGHOOK_BIN")/mighook-db" status --timeout 10s --rest "$URL/hang" 3>&- >"$BATS_TEST_TMPDIR/out" 2>&1 &
	local pid=$!
	until grep -qs hang "$BATS_TEST_TMPDIR/served/requests"; do sleep 0.01; done
	run ! grep -aq "$KEY" "/proc/$pid/environ"
	kill "$pid"
	kill "$SERVER" && wait "$SERVER" || true
	rm "$BATS_TEST_TMPDIR/served/port"
	# somebody's own certificate
	openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -days 2 -keyout cert.pem -out crt.pem 2>/dev/null
	cat crt.pem >>cert.pem
	KEY=$KEY python3 "$MIGHOOK_SOURCE/tests/support/postgrest.py" "$BATS_TEST_TMPDIR/served" cert.pem 3>&- &
	SERVER=$!
	until [ -e "$BATS_TEST_TMPDIR/served/port" ]; do sleep 0.01; done
	rm -f "$BATS_TEST_TMPDIR/served/requests"
	refuses mighook status --rest "https://localhost:$(cat "$BATS_TEST_TMPDIR/served/port")/rest/v1/v"
	contains "$stderr" 'certificate'
	[ ! -e "$BATS_TEST_TMPDIR/served/requests" ]
}

@test "rows from a file or standard input" {
	printf '[{"version": 20250101000000, "name": "a"}, {"version": "20250102000000"}]' >rows.json
	run mighook status --applied-from rows.json
	equal "$status" 0
	run mighook -C supabase status --applied-from ../rows.json
	equal "$status" 0
	run bash -c 'mighook status --applied-from - <rows.json'
	equal "$status" 0
	contains "$output" 'Database:    standard input'
	run mighook status --applied-from - <<<'[]'
	equal "$status" 1
	contains "$output" 'Supabase: 0 applied, 2 pending, 0 failed.'
	for text in '' '{' '{}' '[1]' '[[]]' 'null' '[{"version": "1"}' '[{"a": 1}]' '[{"version": null}]' \
		'[{"version": "1", "version": "2"}]' '[{"version": {"a": 1}}]' '{"message": "JWT expired", "code": "PGRST301"}' \
		$'[{"version": "\xff"}]' '<html>'; do
		printf '%s' "$text" >bad.json
		refuses mighook status --applied-from bad.json
		contains "$stderr" bad.json
	done
	refuses mighook status --applied-from nothing.json
	refuses mighook status --applied-from rows.json --rest http://127.0.0.1/v
	refuses mighook status --applied-from rows.json --db-url host=x
	refuses mighook status --rest http://127.0.0.1/v --db-url host=x
}

@test "rows of other tools: their keys, checksums, and the last row of several" {
	git rm -rqf supabase && git commit -qm none
	merged prisma/schema.prisma ''
	merged prisma/migrations/20250101000000_a/migration.sql 'SELECT 1;'
	merged prisma/migrations/20250102000000_b/migration.sql 'SELECT 2;'
	local sum
	sum=$(sha256sum prisma/migrations/20250101000000_a/migration.sql | cut -d' ' -f1)
	printf '[{"migration_name": "20250102000000_b", "checksum": "%064d", "started_at": "2025-01-03T00:00:00+00:00", "finished_at": "2025-01-03T00:00:01+00:00", "rolled_back_at": null},
		{"migration_name": "20250102000000_b", "checksum": "%064d", "started_at": "2025-01-02T00:00:00+00:00", "finished_at": null, "rolled_back_at": "2025-01-02T01:00:00+00:00"},
		{"migration_name": "20250101000000_a", "checksum": "%s", "started_at": "2025-01-01T00:00:00+00:00", "finished_at": "2025-01-01T00:00:00+00:00", "rolled_back_at": null}]' 0 0 "$sum" >rows.json
	run --separate-stderr mighook status --applied-from rows.json --json
	equal "$status" 1
	equal "$(jq -r '.migrations | reverse | .[] | "\(.name) \(.state)"' <<<"$output")" '20250101000000_a applied
20250102000000_b edited'
}

@test "what was executed beside the file: separators are no edit, all else is" {
	local number=0 file stored state version
	git rm -rqf supabase && git commit -qm none
	: >rows
	# FILE<tab>STORED, divided by '|'<tab>STATE; \n is a line's end
	while IFS=$'\t' read -r file stored state; do
		version=$((20250101000000 + number++))
		put "supabase/migrations/${version}_x.sql" "$(printf '%b' "$file")"
		jq -nc --arg v "$version" --arg s "$(printf '%b' "$stored")" '{version: $v, statements: ($s | split("|"))}' >>rows
		printf '%s %s\n' "$version" "$state"
	done >expected <<'EOF'
SELECT 1;	SELECT 1	applied
SELECT 1;\n\nSELECT 2;	SELECT 1|SELECT 2	applied
-- c\nSELECT 1;\n\n-- d; e\nSELECT 2;\n-- end	-- c\nSELECT 1|-- d; e\nSELECT 2|-- end	applied
SELECT 1\n;;; SELECT 2	SELECT 1|SELECT 2	applied
SELECT 'a;b';	SELECT 'a\n;\nb'	edited
SELECT 'a\n;\nb';	SELECT 'a;b'	edited
SELECT a b;	SELECT ab	edited
SELECT ab;	SELECT a b	edited
SELECT 1 -- x\n, 2;	SELECT 1 -- x , 2	edited
SELECT 1;\nSELECT 2;	SELECT 1	edited
SELECT 1;	SELECT 1|SELECT 2	edited
SELECT 10;	SELECT 1	edited
SELECT 1;	SELECT 10	edited
SELECT $$a;b$$;SELECT 1	SELECT $$a;b$$|SELECT 1	applied
SELECT $$a;b$$;	SELECT $$a ;b$$	edited
SELECT a<-b;	SELECT a< -b	edited
EOF
	git add -A
	jq -s . rows >rows.json
	run --separate-stderr mighook status --applied-from rows.json --json
	equal "$(jq -r '.migrations | reverse | .[] | "\(.version) \(.state)"' <<<"$output")" "$(cat expected)"
	equal "$(jq -r '.migrations[] | select(.state == "applied") | .reason' <<<"$output" | sort -u)" null
}

@test "a gate on rows" {
	printf '[{"version": "20250101000000"}]' >rows.json
	run mighook gate --applied-from rows.json
	equal "$status" 1
	printf '[{"version": "20250101000000"}, {"version": "20250102000000"}]' >rows.json
	run mighook gate --applied-from rows.json
	equal "$status" 0
	refuses mighook gate --applied-from nothing.json
	refuses mighook baseline --applied-from rows.json
}

@test "libcurl is loaded for REST alone" {
	mkdir bin
	sed 's/libcurl\.so\.4/libcurl.so.0/' "$(dirname "$MIGHOOK_BIN")/mighook-db" >bin/mighook-db
	chmod +x bin/mighook-db
	printf '[{"version": "20250101000000"}, {"version": "20250102000000"}]' >rows.json
	bin/mighook-db status --applied-from rows.json
	refuses bin/mighook-db status --rest https://example.invalid/rest/v1/
	contains "$stderr" 'libcurl.so.0'; contains "$stderr" 'apt install libcurl4'
}
