#!/bin/sh
# A git of Debian's unstable suite, unpacked privately and run by its own loader:
#     sh tests/support/newer_git.sh FOLDER
# makes FOLDER/bin/git. Where it cannot be had it says so; the tests that need it are skipped.
set -eu
folder=$1
[ ! -x "$folder/bin/git" ] || exit 0
missing() {
	echo "no newer git ($1): hooks in git's configuration are not tested"
	rm -rf "$folder"
	exit 0
}
command -v apt-get >/dev/null || missing 'no apt'
mkdir -p "$folder/lists/partial" "$folder/archives/partial" "$folder/unpacked" "$folder/bin"
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keys" ] || missing 'no key of the archive'
# From where this machine's own packages come.
# shellcheck disable=SC2016 # apt's own variable
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/*$' | head -n 1)
[ -n "$mirror" ] || missing 'no mirror of Debian is configured'
echo "deb [signed-by=$keys] $mirror sid main" >"$folder/sources.list"
apt() {
	apt-get -qq -o Dir::Etc::SourceList="$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$folder/lists" -o Dir::Cache="$folder" \
		-o Dir::Cache::Archives="$folder/archives" -o APT::Sandbox::User=root -o Acquire::Retries=0 \
		-o Acquire::http::Timeout=20 -o Acquire::Check-Valid-Until=false "$@"
}
apt update >"$folder/log" 2>&1 || missing 'the suite cannot be reached'
(cd "$folder/archives" && apt download git libc6 libpcre2-8-0 zlib1g >>"$folder/log" 2>&1) ||
	missing 'its packages cannot be fetched'
for package in "$folder"/archives/*.deb; do
	dpkg-deb -x "$package" "$folder/unpacked" || missing 'a package is damaged'
done
loader=$(find "$folder/unpacked" -name 'ld-linux-*.so.*' | head -n 1)
libraries=$(dirname "$(find "$folder/unpacked" -name 'libc.so.6' | head -n 1)")
# git starts itself again from its folder of programs: there too the loader is needed.
mkdir -p "$folder/core"
cat >"$folder/core/git" <<END
#!/bin/sh
GIT_EXEC_PATH=$folder/core
export GIT_EXEC_PATH
exec "$loader" --library-path "$libraries" --argv0 git "$folder/unpacked/usr/bin/git" "\$@"
END
chmod +x "$folder/core/git"
ln -sf ../core/git "$folder/bin/git"
"$folder/bin/git" version >/dev/null 2>&1 || missing 'it does not run here'
