#!/bin/sh
# Makes a .deb of an installed tree, and prints its path:
#     sh install/deb/pack.sh TREE FOLDER PROCESSOR VERSION MAINTAINER ARCHIVE...
# The ARCHIVEs are those linked into the program. The same tree gives the same bytes.
set -eu
umask 022
export LC_ALL=C TZ=UTC
install=$(cd "$(dirname "$0")/.." && pwd)
tree=$1 folder=$2 processor=$3 version=$4 maintainer=$5
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

documents=$tree/usr/share/doc/mighook
mkdir -p "$documents" "$tree/usr/share/lintian/overrides" "$tree/DEBIAN"
sh "$install/copyright.sh" "$@" >"$documents/copyright"
# A version without a revision: Debian calls such a package native, and its changelog so.
gzip -9nc "$install/deb/changelog" >"$documents/changelog.gz"
cp "$install/deb/lintian-overrides" "$tree/usr/share/lintian/overrides/mighook"
find "$tree/usr/share/man" -type f ! -name '*.gz' -exec gzip -9n {} +

size=$(find "$tree/usr" \( -type f -printf '%s\n' \) -o -printf '1024\n' |
	awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }')
# What is linked in stands in Static-Built-Using; Built-Using are those of it whose licences ask that
# their sources be kept (Debian policy 7.8).
cat >"$tree/DEBIAN/control" <<END
Package: mighook
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $size
Recommends: git
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
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"

chmod -R u=rwX,go=rX "$tree"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package=$folder/mighook_${version}_$architecture.deb
dpkg-deb --root-owner-group --threads-max=1 -Zxz --build "$tree" "$package" >&2
printf '%s\n' "$package"
