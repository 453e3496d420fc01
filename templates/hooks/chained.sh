#!/bin/sh
# mighook: chained hook; `mighook uninstall` brings back the hook that was here before
here=${0%/*} name=${0##*/}
if [ -x "$here/$name.mighook-previous" ]; then
	"$here/$name.mighook-previous" "$@" || exit $?
fi
exec "$here/mighook" hook "$name" "$@"
