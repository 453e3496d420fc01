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
sh "$(dirname "$0")/debian_packages.sh" "$folder" 'libc6|libpcre2-8-0|zlib1g' git 'debian sid main' ||
	missing "$(cat "$folder/missing")"
# git starts itself again from its folder of programs: there too the loader is needed.
mkdir -p "$folder/core" "$folder/bin"
cat >"$folder/core/git" <<END
#!/bin/sh
GIT_EXEC_PATH=$folder/core
export GIT_EXEC_PATH
exec "$folder/run" --argv0 git "$folder/unpacked/usr/bin/git" "\$@"
END
chmod +x "$folder/core/git"
ln -sf ../core/git "$folder/bin/git"
"$folder/bin/git" version >/dev/null 2>&1 || missing 'it does not run here'
