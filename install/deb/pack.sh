#!/bin/sh
# Makes two .debs of installed trees, TREES/runtime and TREES/database, and prints their paths:
#     sh install/deb/pack.sh TREES FOLDER PROCESSOR VERSION MAINTAINER ARCHIVE...
# The ARCHIVEs are those linked into the programs. The same trees give the same bytes.
set -eu
umask 022
export LC_ALL=C TZ=UTC
install=$(cd "$(dirname "$0")/.." && pwd)
tree=$1/runtime database=$1/database folder=$2 processor=$3 version=$4 maintainer=$5
shift 5

SOURCE_DATE_EPOCH=$(sh "$install/stamp.sh" "$version")
export SOURCE_DATE_EPOCH
case $processor in
x86_64) architecture=amd64 ;;
aarch64) architecture=arm64 ;;
*) architecture=$(dpkg --print-architecture) ;;
esac
linked=$(sh "$install/linked_packages.sh" "$@")
# names PATTERN: the source packages among the linked ones, as a field names them.
names() {
	printf '%s\n' "$linked" | sed -nE "s/^($1) ([^ ]*) .*/\1 (= \2)/p" | sort -u | paste -sd , |
		sed 's/,/, /g'
}

# documents TREE PACKAGE ARCHIVE...: what Debian wants of every package.
documents() {
	root=$1 package=$2
	shift 2
	mkdir -p "$root/usr/share/doc/$package" "$root/usr/share/lintian/overrides" "$root/DEBIAN"
	sh "$install/copyright.sh" "$@" >"$root/usr/share/doc/$package/copyright"
	# A version without a revision: Debian calls such a package native, and its changelog so.
	gzip -9nc "$install/deb/changelog" >"$root/usr/share/doc/$package/changelog.gz"
	cp "$install/deb/$package.lintian-overrides" "$root/usr/share/lintian/overrides/$package"
}
# size TREE: what it takes when it is installed, in KiB.
size() {
	find "$1/usr" \( -type f -printf '%s\n' \) -o -printf '1024\n' |
		awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }'
}
# build TREE PACKAGE: the .deb, and its path.
build() {
	(cd "$1" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$1/DEBIAN/md5sums"
	chmod -R u=rwX,go=rX "$1"
	find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
	dpkg-deb --root-owner-group --threads-max=1 -Zxz --build "$1" \
		"$folder/$2_${version}_$architecture.deb" >&2
	printf '%s\n' "$folder/$2_${version}_$architecture.deb"
}
# shared PROGRAM: the packages of the shared libraries that it names, each at least of the major version
# that it was built with; the C library has but one, and adds symbols in each minor one. libcurl is
# loaded when it is needed (src/database/rest_library.c).
shared() {
	{
		objdump -p "$1" | sed -n 's/^ *NEEDED *//p'
		echo libcurl.so.4
	} | while read -r library; do
		path=$(ldconfig -p | sed -n "s|^[[:space:]]*$library (.*=> ||p" | head -n 1)
		name=$(dpkg-query -S "$(realpath "$path")" 2>/dev/null || dpkg-query -S "$path")
		dpkg-query -W -f '${Package} ${Version}\n' "${name%%: *}"
	done | sort -u | sed -E '/^libc6 /{s/ ([0-9]+\.[0-9]+).*/ (>= \1)/;b};s/ ([0-9]+:)?([0-9]+)[.-].*/ (>= \2)/' |
		paste -sd , | sed 's/,/, /g'
}

documents "$tree" mighook "$@"
find "$tree/usr/share/man" -type f ! -name '*.gz' -exec gzip -9n {} +
# What is linked in stands in Static-Built-Using; Built-Using are those of it whose licences ask that
# their sources be kept (Debian policy 7.8).
cat >"$tree/DEBIAN/control" <<END
Package: mighook
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(size "$tree")
Recommends: git
Suggests: mighook-db
Built-Using: $(names 'glibc|libgit2')
Static-Built-Using: $(names '[^ ]*')
Section: vcs
Priority: optional
Description: git hooks that refuse bad SQL migrations
 mighook judges database migrations before they are a commit: names and
 versions, headers, merged migrations that were edited, snapshots left behind,
 and SQL that loses data, locks tables or fails half way. It runs as a git
 hook, in CI and on servers.
 .
 It knows the layouts of supabase, prisma, flyway, golang-migrate, dbmate,
 goose, sqlx and diesel, and reads SQL with PostgreSQL's own parser. It makes
 no network connection.
END
build "$tree" mighook

# Of the C library it holds no code: that one is shared.
linked=$(printf '%s\n' "$linked" | grep -v '^glibc ')
for archive in "$@"; do
	shift
	case $archive in */libc.a) ;; *) set -- "$@" "$archive" ;; esac
done
documents "$database" mighook-db "$@"
cat >"$database/DEBIAN/control" <<END
Package: mighook-db
Source: mighook
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(size "$database")
Depends: mighook (= $version), $(shared "$database/usr/libexec/mighook/mighook-db")
Built-Using: $(names 'libgit2')
Static-Built-Using: $(names '[^ ]*')
Section: database
Priority: optional
Description: migrations compared with what a database has applied
 The commands of mighook that talk to a PostgreSQL server: what is applied,
 pending, orphaned or edited since, by the history tables of supabase, prisma,
 flyway, golang-migrate, dbmate, goose, sqlx, diesel, rails and others; a gate
 for releases; the record put right by a plan that can be reviewed and undone.
 .
 Sessions are read-only unless a command is told to write.
END
build "$database" mighook-db
