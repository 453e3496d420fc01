#!/bin/sh
# Prints the time that packages of a version are stamped with, in seconds: SOURCE_DATE_EPOCH, else that
# of the version's entry in the changelog.
#     sh install/stamp.sh VERSION
set -eu
changelog=$(dirname "$0")/deb/changelog
head -n 1 "$changelog" | grep -qF "mighook ($1) " || {
	echo "stamp.sh: the first entry of install/deb/changelog is not of version $1" >&2
	exit 1
}
printf '%s\n' "${SOURCE_DATE_EPOCH:-$(date -ud "$(sed -n 's/^ -- .*>  //p;T;q' "$changelog")" +%s)}"
