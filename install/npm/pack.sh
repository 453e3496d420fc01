#!/bin/sh
# Makes the packages for npm:
#     sh install/npm/pack.sh PROGRAM PROCESSOR VERSION CPUS FOLDER ARCHIVE...
# mighook-VERSION.tgz starts what mighook-linux-CPU-VERSION.tgz holds, and names such a package for
# each of CPUS. The ARCHIVEs are those linked into the program. The same program gives the same bytes,
# and no npm is needed.
set -eu
umask 022
export LC_ALL=C TZ=UTC
install=$(cd "$(dirname "$0")/.." && pwd)
program=$1 processor=$2 version=$3 cpus=$4 folder=$5
shift 5

case $processor in
x86_64 | amd64 | AMD64) cpu=x64 ;;
aarch64 | arm64) cpu=arm64 ;;
*)
	echo "pack.sh: no package of npm is meant for $processor" >&2
	exit 1
	;;
esac
name=mighook-linux-$cpu
optional=
for named in $cpus; do
	optional="$optional${optional:+, }\"mighook-linux-$named\": \"$version\""
done
epoch=$(sh "$install/stamp.sh" "$version")
rm -rf "$folder"
mkdir -p "$folder/mighook/package/bin" "$folder/$name/package"

# fill TEMPLATE PACKAGE FILE
fill() {
	sed "s/@VERSION@/$version/g; s/@NAME@/$name/g; s/@CPU@/$cpu/g; s/@OPTIONAL@/$optional/g" \
		"$install/npm/$1" >"$folder/$2/package/$3"
}
# pack PACKAGE: its tarball, as npm expects one.
pack() {
	cp "$install/../LICENSE" "$folder/$1/package"
	chmod -R u=rwX,go=rX "$folder/$1/package"
	tar -c --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mtime="@$epoch" \
		-C "$folder/$1" package | gzip -9n >"$folder/$1-$version.tgz"
	rm -r "${folder:?}/$1"
}

fill package.json.in mighook package.json
fill README.md mighook README.md
cp "$install/npm/launcher.sh" "$folder/mighook/package/bin/mighook"
chmod +x "$folder/mighook/package/bin/mighook"
pack mighook

fill platform.json.in "$name" package.json
fill platform.md "$name" README.md
cp "$program" "$folder/$name/package/mighook"
# The licences, and those that they refer to by Debian's paths, which are not everywhere.
copyright=$folder/$name/package/copyright
sh "$install/copyright.sh" "$@" >"$copyright"
licences=$(grep -o '/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]' "$copyright" | sort -u)
for licence in $licences; do
	printf '\n%s\n== %s\n\n' "$(printf '%078d' 0 | tr 0 =)" "$licence"
	cat "$licence"
done >>"$copyright"
pack "$name"
