#!/bin/sh
# Installs what the build needs, on Debian 12 or later: sh install/deps.sh [more packages]
set -eu
packages='gcc libc6-dev make cmake git libgit2-dev libpcre2-dev libyaml-dev libjansson-dev
	libmbedtls-dev libutf8proc-dev libhttp-parser-dev zlib1g-dev'
missing=
for package in $packages "$@"; do
	case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
	installed) ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0
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
