# What is shipped: one static program without network code, small enough.
load ../support/common

setup() {
	setup_scratch
	[ "$MIGHOOK_BUILD_STATIC" = ON ] || skip 'this build is linked dynamically (sanitizers cannot be linked statically)'
}

@test "the program is static" {
	run ldd "$MIGHOOK_BIN"; contains "$output" 'not a dynamic executable'
	run readelf -d "$MIGHOOK_BIN"; lacks "$output" NEEDED
	contains "$(mighook version)" '(static)'
}

@test "no network code: no TLS, SSH, HTTP or name service is linked" {
	# (glibc's pthread_create alone drags the resolver's state in: /etc/resolv.conf says nothing)
	for word in libssh2 SSL_ GSSAPI 'HTTP/1.1' getaddrinfo /etc/nsswitch.conf known_hosts; do
		! grep -qaF "$word" "$MIGHOOK_BIN" || fail "$word"
	done
}

@test "no system call of a run opens a socket" {
	new_repository r; merged supabase/migrations/20250101000000_users.sql; stage supabase/migrations/Bad.sql
	strace -f -e trace=network -o ../trace "$MIGHOOK_BIN" check || true
	strace -f -e trace=network -o ../trace2 "$MIGHOOK_BIN" audit
	equal "$(cat ../trace ../trace2 | grep -cE 'socket|connect|sendto')" 0
}

@test "stripped, at most 6 MB" {
	[ "$(stat -c %s "$MIGHOOK_BIN")" -le $((6 * 1024 * 1024)) ]
}

@test "it needs nothing but the kernel and the repository: an empty environment, a chroot" {
	new_repository r; merged supabase/migrations/20250101000000_users.sql; stage supabase/migrations/Bad.sql
	run env -i "$MIGHOOK_BIN" hook pre-commit; equal "$status" 1; contains "$output" '[name-malformed]'
	[ "$(id -u)" = 0 ] || skip 'needs root for chroot'
	cp "$MIGHOOK_BIN" pre-commit
	run env -i "$(command -v chroot)" . /pre-commit; equal "$status" 1; contains "$output" '[name-malformed]'
}

@test "a hook of 300 migrations takes at most 12 MB" {
	new_repository r
	for i in $(seq 100 400); do put "supabase/migrations/20240101000$i""_t$i.sql"; done
	git add . && git commit -q -m base; stage supabase/migrations/20250101000000_new.sql
	command time -f %M -o ../peak "$MIGHOOK_BIN" hook pre-commit
	[ "$(cat ../peak)" -le $((12 * 1024)) ] || fail "$(cat ../peak) KiB"
}
