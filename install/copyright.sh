#!/bin/sh
# Prints the licence of a static program: our own, and those of what is linked into it, as the packages
# of their archives tell them.
#     sh install/copyright.sh ARCHIVE...
set -eu
install=$(cd "$(dirname "$0")" && pwd)
linked=$(sh "$install/linked_packages.sh" "$@")
echo 'mighook is'
echo
cat "$install/../LICENSE"
echo
echo 'Its program holds machine code of the works below, each under the terms shown with it.'
printf '%s\n' "$linked" | while read -r source version package; do
	printf '\n%s\n== %s %s\n\n' "$(printf '%078d' 0 | tr 0 =)" "$source" "$version"
	cat "/usr/share/doc/$package/copyright"
done
