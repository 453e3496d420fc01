#!/bin/sh
# A package of another suite of Debian, unpacked privately with the libraries that it runs with:
#     sh tests/support/debian_packages.sh FOLDER LIBRARIES PACKAGE SOURCE...
# makes FOLDER/unpacked and FOLDER/run, which runs a program by the suite's own loader. LIBRARIES is an
# extended regular expression: which of all that the package depends on comes with it. A SOURCE is what
# follows the archive's address in sources.list: 'debian sid main'. Where it cannot be had, the reason is
# in FOLDER/missing, and it fails.
set -eu
folder=$1
libraries=$2
package=$3
shift 3
[ ! -x "$folder/run" ] || exit 0
rm -rf "$folder"
mkdir -p "$folder/lists/partial" "$folder/archives/partial" "$folder/unpacked"
missing() {
	rm -rf "$folder/lists" "$folder/archives" "$folder/packages.bin" "$folder/unpacked"
	echo "$1" >"$folder/missing"
	exit 1
}
command -v apt-get >/dev/null || missing 'no apt'
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keys" ] || missing 'no key of the archive'
# From where this machine's own packages come; what is kept for security is beside it.
# shellcheck disable=SC2016 # apt's own variable
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/*$' | head -n 1)
mirror=${mirror%/}
[ -n "$mirror" ] || missing 'no mirror of Debian is configured'
for source; do
	echo "deb [signed-by=$keys] ${mirror%/debian}/$source"
done >"$folder/sources.list"
: >"$folder/status" # nothing is installed
# apt PROGRAM ARGUMENTS...: what it knows of the suite is read once, whatever this machine's settings say.
apt() {
	program=$1
	shift
	timeout 120 "$program" -qq -o Dir::Etc::SourceList="$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$folder/lists" -o Dir::State::status="$folder/status" \
		-o Dir::Cache="$folder" -o Dir::Cache::Archives="$folder/archives" \
		-o Dir::Cache::pkgcache=packages.bin -o APT::Sandbox::User=root -o Acquire::Languages=none \
		-o Acquire::GzipIndexes=false -o Acquire::Retries=0 -o Acquire::http::Timeout=20 \
		-o Acquire::Check-Valid-Until=false -o APT::Update::Error-Mode=any "$@"
}
apt apt-get update >"$folder/log" 2>&1 || missing 'the suite cannot be reached'
apt apt-cache depends --recurse --important "$package" >"$folder/closure" 2>>"$folder/log" ||
	missing "the suite has no $package"
names=$(grep -Ex "$libraries" "$folder/closure")
# shellcheck disable=SC2086 # a list of words
(cd "$folder/archives" && apt apt-get download "$package" $names >>"$folder/log" 2>&1) ||
	missing 'its packages cannot be fetched'
for file in "$folder"/archives/*.deb; do
	dpkg-deb -x "$file" "$folder/unpacked" || missing 'a package is damaged'
done
rm -rf "$folder/lists" "$folder/archives" "$folder/packages.bin" "$folder/closure"
loader=$(find "$folder/unpacked" -name 'ld-linux-*.so.*' | head -n 1)
paths=$(find "$folder/unpacked" -name '*.so.*' -path '*/lib/*-linux-*' | sed 's,/[^/]*$,,' | sort -u | paste -sd :)
cat >"$folder/run.new" <<END
#!/bin/sh
exec "$loader" --library-path "$paths" "\$@"
END
chmod +x "$folder/run.new"
mv "$folder/run.new" "$folder/run"
