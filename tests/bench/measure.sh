# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # run.sh has set what is used, and -e
# Measuring: a comparison is what mighook does and what stands beside it, run in turns.
#
#     compare ROW 'what is done'
#     ours STATUS COMMAND
#     beside LIMIT 'what it is' STATUS COMMAND        as often as wanted; LIMIT of the ratio, or -
#     run_in_turns
#
# STATUS is the highest exit status that means success. What comes out is a line for each `beside` in
# $work/compared, fields divided by tabs:
#     row, title, ours: median, minimum, instructions, peak; beside: name, median, minimum,
#     instructions, peak; ratio, limit, turns, reason
# Milliseconds, millions of instructions, KiB; `-` is unknown; with a reason there are no numbers.

# Said while it is done; the page alone goes to standard output.
say() { printf '%s\n' "$*" >&2; }

# instructions MEDIAN COMMAND: millions; `-` where nothing counts them here, or it would take long. Only
# of programs that do it all themselves: what others start is no part of callgrind's count.
instructions() {
	median=$1
	shift
	case "$*" in
	*' hook run '*) echo - && return ;;
	"$mighook "* | "$git "* | "${squawk:-none} "*) ;;
	*) echo - && return ;;
	esac
	count=
	if [ -n "$counters" ]; then
		count=$(perf stat -x, -e instructions:u "$@" 2>&1 >/dev/null </dev/null |
			sed -n 's/^\([0-9]*\),.*/\1/p' | tail -n 1)
	elif [ -n "$callgrind" ] && [ "${median%.*}" -lt "$callgrind_most" ]; then
		count=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null </dev/null |
			sed -n 's/^==[0-9]*== Collected : \([0-9]*\).*/\1/p' | tail -n 1)
	fi
	awk -v count="${count:--}" 'BEGIN { if (count == "-") print count; else printf "%.1f\n", count / 1000000 }'
}

compare() {
	row=$1
	title=$2
	: >"$work/commands"
	say "$row: $title"
}
ours() { printf '%s %s\n' "$1" "$2" >>"$work/commands" && : >"$work/names"; }
beside() {
	printf '%s\t%s\n' "$1" "$2" >>"$work/names"
	printf '%s %s\n' "$3" "$4" >>"$work/commands"
}

# missing LIMIT NAME REASON: in the place of `beside`.
missing() {
	printf '%s\t%s\t-\t-\t-\t-\t%s\t-\t-\t-\t-\t-\t%s\t-\t%s\n' \
		"$row" "$title" "$2" "$1" "$3" >>"$work/compared"
	say "  $2: $3"
}

run_in_turns() {
	[ -s "$work/names" ] || return 0
	"$work/interleave" "$turns" "$seconds" <"$work/commands" >"$work/times"
	# The median tells whether counting would take long.
	: >"$work/instructions"
	exec 3<"$work/commands" 4<"$work/times"
	while read -r _ command <&3 && read -r median _ <&4; do
		# shellcheck disable=SC2086 # a command line
		if [ "$median" = - ]; then echo -; else instructions "$median" $command; fi >>"$work/instructions"
	done
	exec 3<&- 4<&-
	{ echo && cat "$work/names"; } | paste "$work/times" "$work/instructions" - | awk -F'\t' -v OFS='\t' \
		-v row="$row" -v title="$title" -v shown="$work/shown" '
		# `-` and the reason are fewer fields than numbers are
		$1 == "-" { failed = 1; instructions = $3; limit = $4; name = $5 }
		$1 != "-" { failed = 0; instructions = $6; limit = $7; name = $8 }
		NR == 1 && failed { reason = "mighook: " $2 }
		NR == 1 && !failed { ours = $1 OFS $2 OFS instructions OFS $4 }
		NR == 1 { next }
		{ why = reason ? reason : failed ? $2 : "" }
		why { print row, title, "-", "-", "-", "-", name, "-", "-", "-", "-", "-", limit, "-", why }
		!why { print row, title, ours, name, $1, $2, instructions, $4, $3, limit, $5, "" }' | tee -a "$work/compared" |
		awk -F'\t' '$15 { print "  " $7 ": " $15; next } { printf "  %s: %.2f ms to %.2f ms, ratio %.3f\n", $7, $3, $8, $12 }' >&2
}

# memory ROW TITLE PEAK|BEYOND MIB COMMAND: the highest resident memory, in all or beyond the index.
memory() {
	memory_row=$1 memory_title=$2 memory_of=$3 memory_limit=$4
	shift 4
	"$work/peak" /index "$@" >"$work/peak.out" 2>/dev/null || echo '-	-' >"$work/peak.out"
	awk -F'\t' -v OFS='\t' -v row="$memory_row" -v title="$memory_title" -v of="$memory_of" -v limit="$memory_limit" \
		'{ print row, title, of, $1, $2, limit }' "$work/peak.out" >>"$work/memory"
}
