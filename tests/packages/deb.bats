# The Debian package: what Debian's own tools say of it, and what is there once it is installed.
load ../support/common

setup() {
	setup_scratch
	package=$(echo "$(dirname "$MIGHOOK_BIN")"/mighook_*.deb)
	database=$(echo "$(dirname "$MIGHOOK_BIN")"/mighook-db_*.deb)
	[ -e "$package" ] || fail 'cmake --build … --target package comes first (ctest does it)'
}

field() { dpkg-deb -f "$package" "$1"; }

# content FILE: of the package.
content() { dpkg-deb --fsys-tarfile "$package" | tar -xO "./$1"; }

@test "lintian has nothing to say" {
	command -v lintian >/dev/null || skip 'no lintian here (tests/run.sh --all installs it)'
	equal "$(lintian --allow-root --fail-on none "$package" "$database" 2>&1)" ''
}

@test "each overridden tag of lintian's has a reason" {
	content usr/share/lintian/overrides/mighook >overrides
	equal "$(awk '/^#/ { reason = 1; next } !reason { print } ' overrides)" ''
	equal "$(grep -vc '^#' overrides)" 3
	dpkg-deb --fsys-tarfile "$database" | tar -xO ./usr/share/lintian/overrides/mighook-db >overrides
	equal "$(awk '/^#/ { reason = 1; next } !reason { print } { reason = 0 }' overrides)" ''
	equal "$(grep -vc '^#' overrides)" 3
}

@test "name, version, architecture, section" {
	version=$("$MIGHOOK_BIN" version | awk '{print $2}'); architecture=$(dpkg --print-architecture)
	equal "${package##*/}" "mighook_${version}_$architecture.deb"
	equal "$(field Version)/$(field Architecture)" "$version/$architecture"
	equal "$(field Section)/$(field Recommends)/$(field Depends)" vcs/git/
	# the newest entry of the changelog is this version's
	equal "$(content usr/share/doc/mighook/changelog.gz | zcat | sed -n '1s/.*(\(.*\)).*/\1/p')" "$version"
	equal "$(dpkg-deb --ctrl-tarfile "$package" | tar -t | sort | paste -sd ' ')" './ ./control ./md5sums'
}

@test "files: what cmake --install puts there, and Debian's; each of root, none writable by others" {
	dpkg-deb -c "$package" >list
	cmake --install "$(dirname "$MIGHOOK_BIN")" --prefix "$PWD/installed/usr" --component runtime >/dev/null
	(cd installed; find . -type f -printf '%p\n' | sed '/\/man\//s/$/.gz/'; printf './usr/share/%s\n' doc/mighook/{changelog.gz,copyright} lintian/overrides/mighook) | sort >expected
	for file in bin/mighook share/man/man1/mighook.1.gz share/man/man5/mighook-policy.5.gz; do grep -qx "./usr/$file" expected || fail "$file is not installed"; done
	diff expected <(awk '/^-/ {print $6}' list | sort)
	equal "$(awk '{print $2}' list | sort -u)" root/root
	equal "$(awk '{print $1}' list | sort -u | paste -sd ' ')" '-rw-r--r-- -rwxr-xr-x drwxr-xr-x'
	equal "$(awk '$1 == "-rwxr-xr-x" {print $6}' list)" ./usr/bin/mighook
	content usr/bin/mighook | cmp - "$MIGHOOK_BIN"
	# manuals are compressed, without the time and name that gzip would put in
	for page in $(awk '/\/man\/.*[0-9]\.gz$/ {print $6}' list); do
		content "${page#./}" >page.gz; equal "$(od -An -tx1 -j3 -N5 page.gz | tr -d ' ')" 0000000000
	done
	equal "$(grep -E '/man/.*\.[0-9]$' list)" ''
	mkdir tree; dpkg-deb -R "$package" tree; (cd tree && md5sum --quiet -c DEBIAN/md5sums)
	equal "$(wc -l <tree/DEBIAN/md5sums)" "$(grep -c '^-' list)"
}

@test "all that is linked into the program is named, with its licence" {
	content usr/share/doc/mighook/copyright >copyright
	grep -q '^MIT License' copyright
	# the archives of the line that linked it; the compiler's and the C library's own are not on it
	tr ' ' '\n' <"$(dirname "$MIGHOOK_BIN")/src/CMakeFiles/mighook.dir/link.txt" | grep '^/.*\.a$' | sort -u >archives
	[ "$(wc -l <archives)" -ge 9 ]
	for name in libc.a libgcc.a; do gcc -print-file-name=$name; done >>archives
	xargs realpath <archives | xargs dpkg-query -S | cut -d : -f 1 | sort -u |
		xargs dpkg-query -W -f '${source:Package} ${source:Version}\n' | sort -u >sources
	[ "$(wc -l <sources)" -ge 9 ]
	while read -r source version; do
		contains ", $(field Static-Built-Using)," ", $source (= $version),"
		grep -qxF "== $source $version" copyright || fail "$source has no licence"
	done <sources
	# those that must be kept in source
	contains "$(field Built-Using)" 'libgit2 (= '; contains "$(field Built-Using)" 'glibc (= '
}

# apt_here ARGUMENTS...: apt with a system of its own in ./system, which knows of no other package.
apt_here() {
	apt-get -q -y -o Dir="$PWD/system" -o Dir::State::status="$PWD/system/var/lib/dpkg/status" \
		-o Dir::Bin::Methods=/usr/lib/apt/methods -o Dir::Bin::dpkg=/usr/bin/dpkg \
		-o Dpkg::Options::=--root="$PWD/system" -o APT::Sandbox::User=root "$@"
}

@test "apt installs it into an empty system, where it judges a repository; removed, it leaves nothing" {
	[ "$(id -u)" = 0 ] || skip 'needs root for chroot'
	mkdir -p system/var/lib/dpkg system/var/log system/etc/apt/preferences.d system/var/lib/apt/lists/partial system/var/cache/apt/archives/partial
	touch system/var/lib/dpkg/status
	apt_here install "$package" >apt.log 2>&1 || fail "$(cat apt.log)"
	equal "$(dpkg-query --admindir=system/var/lib/dpkg -W -f '${db:Status-Status}' mighook)" installed
	contains "$(chroot system /usr/bin/mighook version)" '(static)'
	(new_repository system/r; merged supabase/migrations/20250101000000_users.sql; stage supabase/migrations/Bad.sql)
	run chroot system /usr/bin/mighook -C r check; equal "$status" 1; contains "$output" '[name-malformed]'
	rm -r system/r
	apt_here purge mighook >apt.log 2>&1 || fail "$(cat apt.log)"
	equal "$(find system -name '*mighook*')" ''; [ ! -e system/usr ]
}

@test "mighook-db: a package of its own, found by the program in libexec" {
	version=$("$MIGHOOK_BIN" version | awk '{print $2}')
	equal "${database##*/}" "mighook-db_${version}_$(dpkg --print-architecture).deb"
	depends=$(dpkg-deb -f "$database" Depends)
	contains "$depends" "mighook (= $version), "
	# every shared library that it names, and none besides
	ldconfig -p >libraries
	needed=$(objdump -p "$(dirname "$MIGHOOK_BIN")/mighook-db" | awk '$1 == "NEEDED" {print $2}')
	# this one is loaded when --rest asks for it
	lacks "$needed" libcurl
	for library in $needed libcurl.so.4; do
		path=$(realpath "$(awk -v name="$library" '$1 == name {print $NF; exit}' libraries)")
		name=$(dpkg-query -S "$path" 2>/dev/null || dpkg-query -S "${path#/usr}")
		contains ", $depends" ", ${name%%:*} (>= "
	done
	equal "$(dpkg-deb -c "$database" | awk '$1 == "-rwxr-xr-x" {print $6}')" ./usr/libexec/mighook/mighook-db
	dpkg-deb -x "$package" tree
	PATH=/usr/bin:/bin
	run tree/usr/bin/mighook status; equal "$status" 2; contains "$output" 'needs mighook-db'
	dpkg-deb -x "$database" tree
	(new_repository r; merged supabase/migrations/20250101000000_users.sql)
	run tree/usr/bin/mighook -C r status --db-url "host=$PWD"; equal "$status" 2; contains "$output" 'cannot connect to the database'
	run tree/usr/bin/mighook help status; equal "$status" 0; contains "$output" 'usage: mighook status'
}

@test "cmake --install: into a prefix, and below DESTDIR" {
	build=$(dirname "$MIGHOOK_BIN")
	cmake --install "$build" --prefix "$PWD/prefix" >/dev/null
	contains "$(prefix/bin/mighook version)" '(static)'
	equal "$(prefix/libexec/mighook/mighook-db version)" "mighook-db $(prefix/bin/mighook version | awk '{print $2}') (dynamic)"
	[ -s prefix/share/man/man1/mighook.1 ]; [ -s prefix/share/man/man5/mighook-policy.5 ]
	DESTDIR=$PWD/stage cmake --install "$build" --prefix "$PWD/absent" >/dev/null
	diff -r prefix "stage$PWD/absent"; [ ! -e absent ]
}
