#!/bin/sh
# The Debian packages that hold the given archives, a line for each: SOURCE VERSION PACKAGE
#     sh install/linked_packages.sh ARCHIVE...
# The licence of an archive that no package owns could not be told: that is an error.
set -eu
export LC_ALL=C
owners=$(realpath "$@" | xargs -d '\n' dpkg-query -S) || {
	echo 'linked_packages.sh: an archive belongs to no package: its licence is not known' >&2
	exit 1
}
# shellcheck disable=SC2016 # dpkg's own variables
printf '%s\n' "$owners" | sed 's/: .*//' | sort -u |
	xargs dpkg-query -W -f '${source:Package} ${source:Version} ${Package}\n'
