#!/bin/sh
# Installs what the build needs, on Debian 12 or later: sh install/deps.sh [more packages]
set -eu
packages='gcc libc6-dev make cmake git libgit2-dev libpcre2-dev libyaml-dev libjansson-dev
	libmbedtls-dev libutf8proc-dev libhttp-parser-dev zlib1g-dev libpg-query-dev libpq-dev
	libcurl4-openssl-dev'
missing=
for package in $packages "$@"; do
	case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
	installed) ;;
	*) missing="$missing $package" ;;
	esac
done
if [ -n "$missing" ]; then
	root=
	if [ "$(id -u)" != 0 ]; then
		root=sudo
		command -v sudo >/dev/null || {
			echo "deps.sh: not root and no sudo; as root: apt-get install$missing" >&2
			exit 2
		}
	fi
	echo "installing$missing"
	export DEBIAN_FRONTEND=noninteractive
	# Package lists may be absent or old: they are fetched only if something is missing.
	$root apt-get update -qq
	# shellcheck disable=SC2086 # a list of words
	$root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

# PostgreSQL's parse nodes are declared in headers of the server's development package, which drags
# in two compilers: the headers alone are unpacked, of the major version that libpg_query parses.
major=$(sed -n 's/^#define PG_MAJORVERSION "\([0-9]*\)".*/\1/p' /usr/include/pg_query.h)
headers=$(cd "$(dirname "$0")/.." && pwd)/build-headers
[ ! -e "/usr/include/postgresql/$major/server/postgres.h" ] || exit 0
[ ! -e "$headers/usr/include/postgresql/$major/server/postgres.h" ] || exit 0
echo "unpacking the headers of postgresql-server-dev-$major"
download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
cd "$download"
apt-get download -qq "postgresql-server-dev-$major" 2>/dev/null || {
	# No package lists yet, or old ones. They need no root in a folder of our own.
	mkdir -p lists/partial cache/archives/partial
	apt-get -qq -o Dir::State::lists="$download/lists" -o Dir::Cache="$download/cache" update
	apt-get -qq -o Dir::State::lists="$download/lists" -o Dir::Cache="$download/cache" \
		download "postgresql-server-dev-$major"
}
mkdir -p "$headers"
dpkg-deb --fsys-tarfile postgresql-server-dev-*.deb |
	tar -x -C "$headers" --wildcards "./usr/include/postgresql/$major/server/*"
