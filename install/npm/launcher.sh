#!/bin/sh
# SPDX-License-Identifier: MIT
# Starts the program, which npm has put into a package of its own for each kind of machine. It is found
# as node finds packages, from here upwards, but no node is started.
machine=$(uname -sm)
case $machine in
'Linux x86_64') package=mighook-linux-x64 ;;
'Linux aarch64') package=mighook-linux-arm64 ;;
*) package= ;;
esac
if [ -n "$package" ]; then
	folder=$(readlink -f "$0")
	while [ -n "$folder" ]; do
		folder=${folder%/*}
		program=$folder/node_modules/$package/mighook
		[ ! -x "$program" ] || exec "$program" "$@"
	done
	reason="the package $package is not installed here"
	help='npm install --include=optional'
else
	reason="there is no program for $machine, only for Linux on x64 and arm64"
	help='MIGHOOK=0 skips the hooks; CI still judges'
fi
# As the program does it: a hook that is switched off refuses nothing.
case ${MIGHOOK-}:${1-} in
0:hook | 0:install)
	echo "mighook: MIGHOOK=0: nothing is done ($reason)" >&2
	exit 0
	;;
esac
printf 'mighook: error: %s\n  hint: %s\n' "$reason" "$help" >&2
exit 2
