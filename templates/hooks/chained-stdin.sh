#!/bin/sh
# mighook: chained hook; `mighook uninstall` brings back the hook that was here before
here=${0%/*} name=${0##*/}
lines=$(command -p cat && echo .) && lines=${lines%.} || exit 2
if [ -x "$here/$name.mighook-previous" ]; then
	printf %s "$lines" | "$here/$name.mighook-previous" "$@" || exit $?
fi
printf %s "$lines" | "$here/mighook" hook "$name" "$@"
