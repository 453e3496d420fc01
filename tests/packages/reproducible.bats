# A second build, of a copy of the sources in another folder, under another umask, time zone and
# language and with another number of jobs, gives the same bytes: of the program and of all packages.
load ../support/common

setup_file() {
	[ -n "${MIGHOOK_TEST_ALL-}" ] || return 0
	export BUILD=$BATS_FILE_TMPDIR/build
	first=$(dirname "$MIGHOOK_BIN")
	mkdir -p "$BATS_FILE_TMPDIR/a copy, elsewhere"; cd "$BATS_FILE_TMPDIR/a copy, elsewhere"
	cp -r "$MIGHOOK_SOURCE"/{CMakeLists.txt,LICENSE,README.md,hooks,install,src,templates} .
	[ ! -e "$MIGHOOK_SOURCE/build-headers" ] || cp -r "$MIGHOOK_SOURCE/build-headers" .
	# of another day, and written in another order
	find . -type f -exec touch -d '2001-02-03 04:05:06' {} +
	(
		umask 077
		export TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=$BATS_FILE_TMPDIR CCACHE_DISABLE=1
		cmake -S . -B "$BUILD" -DCMAKE_C_COMPILER="$(sed -n 's/^CMAKE_C_COMPILER:[A-Z]*=//p' "$first/CMakeCache.txt")" \
			-DCMAKE_C_COMPILER_LAUNCHER= && cmake --build "$BUILD" -j "$(($(nproc) + 1))" && cmake --build "$BUILD" --target package npm-packages
	) >"$BATS_FILE_TMPDIR/log" 2>&1 || { tail -n 50 "$BATS_FILE_TMPDIR/log" >&2; return 1; }
}

setup() {
	[ -n "${MIGHOOK_TEST_ALL-}" ] || skip 'a second build takes minutes: tests/run.sh --all'
	setup_scratch; first=$(dirname "$MIGHOOK_BIN")
}

@test "the program" { cmp "$MIGHOOK_BIN" "$BUILD/mighook"; }

@test "no path of the sources is in it" {
	equal "$(grep -caF "$MIGHOOK_SOURCE" "$MIGHOOK_BIN")" 0
	equal "$(grep -caF "$BATS_FILE_TMPDIR" "$BUILD/mighook")" 0
}

@test "the Debian package" {
	package=$(basename "$first"/mighook_*.deb)
	cmp "$first/$package" "$BUILD/$package" || fail "$(diff <(dpkg-deb -c "$first/$package") <(dpkg-deb -c "$BUILD/$package"))"
}

@test "the packages for npm" {
	equal "$(ls "$BUILD/npm")" "$(ls "$first/npm")"
	for tarball in "$first"/npm/*.tgz; do cmp "$tarball" "$BUILD/npm/${tarball##*/}"; done
}

@test "SOURCE_DATE_EPOCH stamps packages, and leaves the program as it is" {
	SOURCE_DATE_EPOCH=1000000000 cmake --build "$BUILD" --target package npm-packages >log 2>&1 || fail "$(cat log)"
	equal "$(dpkg-deb -c "$BUILD"/mighook_*.deb | awk '{print $4}' | sort -u)" 2001-09-09
	equal "$(tar -tvf "$BUILD"/npm/mighook-linux-*.tgz | awk '{print $4}' | sort -u)" 2001-09-09
	cmp "$MIGHOOK_BIN" "$BUILD/mighook"
}
