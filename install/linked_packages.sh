#!/bin/sh
# The Debian packages that hold the given archives, a line for each: SOURCE VERSION PACKAGE
#     sh install/linked_packages.sh ARCHIVE...
# The licence of an archive that no package owns could not be told: that is an error.
set -eu
export LC_ALL=C
lines=
for archive in "$@"; do
	owner=$(dpkg-query -S "$(realpath "$archive")") || {
		echo "linked_packages.sh: no package owns $archive" >&2
		exit 1
	}
	# shellcheck disable=SC2016 # dpkg's own variables
	lines="$lines$(dpkg-query -W -f '${source:Package} ${source:Version} ${Package}' "${owner%%: *}")
"
done
printf %s "$lines" | sort -u
