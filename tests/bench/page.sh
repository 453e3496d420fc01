# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2016 # run.sh has set what is used, and -e
# The numbers as a page of markdown.

# machine: what it was measured on, without saying whose it is.
machine() {
	printf 'On %d cores (%s), Linux %s, git %s' "$(nproc)" "$(uname -m)" "$(uname -r | sed 's/^\([0-9]*\.[0-9]*\).*/\1/')" \
		"$("$git" version | sed 's/git version //')"
	[ -z "$lefthook" ] || printf ', lefthook %s' "$lefthook_version"
	[ -z "$husky" ] || printf ', husky %s' "$husky_version"
	[ -z "$squawk" ] || printf ', squawk %s' "$squawk_version"
	! command -v pre-commit >/dev/null || printf ', pre-commit %s' "$(pre-commit --version | sed 's/.* //')"
	printf '; mighook %s, %d KiB.\n' "$("$mighook" version | awk '{ print $2 }')" "$(($(wc -c <"$mighook") / 1024))"
}

write_page() {
	cat <<'END'
# How fast it is

Measured by `sh tests/bench/run.sh`, which builds the repositories, gets the others and runs all in
turns, A B A B, so that what disturbs one disturbs the other. Times are medians with the minimum in
brackets; a ratio is the median of the ratios of the turns, and what counts: times are of one machine.

END
	machine
	cat <<'END'

![ratios, and growth](benchmark.svg)
END
	awk -f "$here/page.awk" "$work/compared" "$work/memory"
	echo
	if [ -n "$counters" ]; then
		echo 'Instructions are counted by the processor (`perf stat -e instructions:u`).'
	elif [ -n "$callgrind" ]; then
		echo 'Instructions, in user space, are counted by callgrind, which no other work on the machine disturbs.'
	else
		echo 'Nothing here counts instructions.'
	fi
}
