# Nothing is sent anywhere: no telemetry, no update check, no network. Seen from outside, by what the
# program asks the kernel for, with all that could tempt it: a remote, URLs in policy and files.
load ../support/common

setup() {
	setup_scratch
	command -v strace >/dev/null || skip 'no strace here'
	new_repository r
	git remote add origin https://host.invalid/team/app.git; git config url.ssh://git@host.invalid/.insteadOf gh:
	put .mighook.yaml "$(cat <<-'YAML'
		version: 1
		protected: [main]
		rules: {environment-literal: error, header-missing: {severity: error, fields: [Link]}}
		database: {environments: {dev: {url-env: DATABASE_URL, rest-env: REST_URL, key-env: REST_KEY}}}
	YAML
	)"
	merged supabase/migrations/20250101000000_users.sql $'-- Link: https://host.invalid/1\nCREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);'
	put .mighook.yaml "$(cat .mighook.yaml)"; git add .; git commit -q -m policy
	stage supabase/migrations/Bad.sql $'-- https://host.invalid/2\nSELECT \'https://user:secret@host.invalid/\';'
	export DATABASE_URL=postgresql://u:p@host.invalid/db REST_URL=https://host.invalid REST_KEY=k
	export ASAN_OPTIONS=detect_leaks=0 # a traced process cannot look for leaks
}

# traced PROGRAM ARGUMENTS...: no socket was asked for, and nobody's address looked up.
traced() {
	run strace -f -qq -e trace=%network,openat,execve -o ../trace "$@" </dev/null
	grep -q 'execve(' ../trace || fail "not traced: $*"
	! grep -E '(socket|connect|sendto|sendmsg|bind|getsockopt|socketpair)\(' ../trace || fail "$*"
	# (a dynamic libgit2 looks at its certificates whenever it is loaded)
	[ "$1" != "$MIGHOOK_BIN" ] || [ "$MIGHOOK_BUILD_STATIC" != ON ] || ! grep -E '"/etc/(resolv.conf|hosts|nsswitch.conf|services|ssl)' ../trace || fail "$*"
}

@test "no command, whatever it finds, opens a socket" {
	traced "$MIGHOOK_BIN" check; equal "$status" 1; contains "$output" '[name-malformed]'
	traced "$MIGHOOK_BIN" check --all; traced "$MIGHOOK_BIN" check --range HEAD~1...HEAD; traced "$MIGHOOK_BIN" check supabase
	# what is not here is not fetched
	CI=true GITHUB_ACTIONS=true GITHUB_BASE_REF=gone traced "$MIGHOOK_BIN" check; equal "$status" 2
	traced "$MIGHOOK_BIN" audit; traced "$MIGHOOK_BIN" rollback 20250101000000; traced "$MIGHOOK_BIN" explain name-malformed
	# those on a database, the rows DATABASE, are another program's: it talks to that database alone
	for command in $(sed -n 's/^COMMAND(\(.*\))/\1/p' "$MIGHOOK_SOURCE/src/command/commands.def"); do
		traced "$MIGHOOK_BIN" "$command"
	done
}

@test "no hook does, in a real commit, merge and push" {
	mighook install -q; mighook install -q --hook commit-msg
	traced git commit -q -m bad; equal "$status" 1; contains "$output" '[name-malformed]'; grep -q '/pre-commit"' ../trace
	git rm -q -f --cached supabase/migrations/Bad.sql
	stage supabase/migrations/20250201000000_a.sql $'-- Link: https://host.invalid/3\nSELECT 1;'
	traced git commit -q -m good; equal "$status" 0; grep -q '/commit-msg"' ../trace
	git init -q --bare ../hub.git; traced git push -q ../hub.git main; equal "$status" 0; grep -q '/pre-push"' ../trace
}

@test "where the policy wants a database to be asked, mighook-db talks to it and nobody else to anybody" {
	mighook install -q
	git rm -q -f --cached supabase/migrations/Bad.sql
	stage .mighook.yaml "$(sed 's/database: {/&on-commit: warn, /' .mighook.yaml)"; git commit -q -m warn --no-verify
	stage supabase/migrations/20250201000000_a.sql $'-- Link: https://host.invalid/3\nSELECT 1;'
	export DATABASE_URL='host=127.0.0.1 port=9 password=p'
	run strace -f -qq -e trace=%network,execve -o ../trace git commit -q -m asked </dev/null
	equal "$status" 0; contains "$output" 'the database has not told what is applied'
	asked=$(sed -nE 's/^([0-9]+) .*execve\("[^"]*mighook-db".*/\1/p' ../trace); [ -n "$asked" ]
	equal "$(sed -nE 's/^([0-9]+) +(socket|connect|sendto|sendmsg|bind)\(.*/\1/p' ../trace | sort -u)" "$asked"
}

@test "the program has no instruction that connects" {
	[ "$MIGHOOK_BUILD_STATIC" = ON ] || skip 'a dynamic program calls its libraries'
	[ "$(uname -m)" = x86_64 ] || skip 'the numbers are those of x86-64'
	# the numbers that are loaded in front of each system call: connect is 42, and openat, 257, is found
	objdump -d --no-show-raw-insn "$MIGHOOK_BIN" | awk '
		/mov +\$0x[0-9a-f]+,%eax/ { sub(/.*\$/, ""); sub(/,.*/, ""); number = $0; at = NR }
		/\tsyscall/ && NR - at <= 6 { print number }' | sort -u >../calls
	grep -qx 0x101 ../calls; ! grep -qx 0x2a ../calls || fail 'connect'
}
