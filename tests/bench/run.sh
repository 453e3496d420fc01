#!/bin/sh
# Measures mighook beside git, squawk, lefthook, husky, pre-commit and a hook of bash, all in one run:
# see `usage` below. Benchmarks are not tests: nothing here fails because something is slow.
#
#   interleave.c     commands in turns, and their times        repositories.sh  what is measured on
#   peak.c           memory beyond the mapped index            peers.sh         what is measured beside
#   measure.sh       a comparison: its commands, its numbers   rows.sh, growth.sh, *.bash   the rows
#   page.awk         the numbers as markdown                   plot.awk         and as SVG
set -eu

usage() {
	cat <<'END'
usage: sh tests/bench/run.sh [--quick] [--offline] [--turns N] [--program FILE] [--out FOLDER]
                             [ROW...]
       sh tests/bench/run.sh --list

Prints as markdown how long mighook takes beside others, measured in turns in one run, with the
limits that it keeps. ROW... are the rows to measure; all without one. It builds mighook, and gets
the others from apt and npm; what cannot be had is said in its row. All that it makes is below
TMPDIR and removed at the end. It takes up to half an hour, with --quick about two minutes, and the
time for building.

  --quick         fewer turns, smaller sizes, and without the rows that take long
  --offline       get nothing from apt and npm: measure beside what is here
  --turns N       at most N turns for each row (200; with --quick 30)
  --program FILE  measure this mighook; nothing is built
  --out FOLDER    write FOLDER/benchmark.md and FOLDER/benchmark.svg, too
  --list          print the rows

In MIGHOOK_CORPUS are the histories of real projects, for the rows that need them.
END
}

wrong() {
	echo "run.sh: $1; --help tells more" >&2
	exit 2
}

source=$(cd "$(dirname "$0")/../.." && pwd)
here=$source/tests/bench
# shellcheck source=SCRIPTDIR/rows.sh
. "$here/rows.sh"
list_rows() { printf '%s\n' "$rows" | sed 's/\*\{0,1\}: /: /'; }

turns='' seconds=15 quick='' offline='' mighook='' out='' chosen='' callgrind_most=3000
while [ $# -gt 0 ]; do
	case $1 in
	--help | -h) usage && exit ;;
	--list) list_rows && exit ;;
	--quick) quick=1 seconds=2 callgrind_most=100 ;;
	--offline) offline=1 ;;
	--turns | --program | --out)
		[ $# -gt 1 ] || wrong "$1 needs a value"
		case $1 in
		--turns) turns=$2 ;;
		--program)
			[ -x "$2" ] || wrong "$2 is no program"
			mighook=$(realpath "$2")
			;;
		--out) out=$(cd "$2" && pwd) || wrong "$2 is no folder" ;;
		esac
		shift
		;;
	-*) wrong "there is no option $1" ;;
	*)
		list_rows | grep -q "^$1: " || wrong "there is no row $1"
		chosen="$chosen $1"
		;;
	esac
	shift
done
[ -n "$turns" ] || turns=${quick:+30}
turns=${turns:-200}
case $turns in *[!0-9]* | 0) wrong "--turns is a number" ;; esac
[ -n "$chosen" ] || chosen=$(printf '%s\n' "$rows" | sed -n "${quick:+/^[a-z0-9-]*\\*/d; }s/^\([a-z0-9-]*\).*/\1/p")

# The caller's environment decides nothing, but for where the corpus is.
corpus=
[ -z "${MIGHOOK_CORPUS-}" ] || corpus=$(cd "$MIGHOOK_CORPUS" && pwd)
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z_0-9]*\)=.*/\1/p'); do
	case $name in
	CI | GITHUB_* | GITLAB_* | GIT_* | GITHEAD_* | MIGHOOK* | PG* | NO_COLOR | npm_* | LEFTHOOK*) unset "$name" ;;
	esac
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
HOME=$work/home
export HOME GIT_CONFIG_NOSYSTEM=1
mkdir -p "$HOME" "$work/repositories"
chmod 755 "$work"
printf '%s\n' '[user]' 'name = Bench' 'email = bench@example.com' '[init]' 'defaultBranch = main' '[gc]' 'auto = 0' \
	'[protocol "file"]' 'allow = always' >"$HOME/.gitconfig"
: >"$work/compared"
: >"$work/memory"

# shellcheck source=SCRIPTDIR/repositories.sh
. "$here/repositories.sh"
# shellcheck source=SCRIPTDIR/peers.sh
. "$here/peers.sh"
# shellcheck source=SCRIPTDIR/measure.sh
. "$here/measure.sh"
# shellcheck source=SCRIPTDIR/growth.sh
. "$here/growth.sh"
[ -z "$quick" ] || migration_sizes='10 100 1000' file_sizes='1000 10000 100000'

# needed ROW...: one of them is to be measured.
needed() {
	for name in "$@"; do
		case " $(echo "$chosen" | tr '\n' ' ') " in *" $name "*) return 0 ;; esac
	done
	return 1
}

{ command -v cc && command -v git; } >/dev/null || get_packages gcc libc6-dev git
for program in interleave peak; do
	cc -O2 -std=c17 -D_GNU_SOURCE -o "$work/$program" "$here/$program.c"
done
if [ -z "$mighook" ]; then
	say 'building mighook'
	targets=mighook
	! needed status drift || targets='mighook mighook-db'
	get_packages
	# shellcheck disable=SC2086 # a list of words
	{ cmake -S "$source" -B "$work/build" -DCMAKE_BUILD_TYPE=Release &&
		cmake --build "$work/build" -j "$(nproc)" --target $targets; } >"$work/log" 2>&1 ||
		{ cat "$work/log" && exit 2; }
	mighook=$work/build/mighook
fi
git=$(command -v git)
lefthook='' husky='' squawk='' supabase=''
! needed managers managers-snapshot check-all corpora inserts growth-check || get_npm_peers
! needed managers managers-snapshot || command -v pre-commit >/dev/null || get_packages pre-commit
! needed status || get_supabase
! needed status drift || get_packages postgresql
export LEFTHOOK_BIN="$lefthook"

# Instructions: counted by the processor where it lets us, else by callgrind.
counters='' callgrind=''
if command -v perf >/dev/null && perf stat -x, -e instructions:u true 2>&1 | grep -q '^[0-9]'; then
	counters=1
else
	command -v valgrind >/dev/null || get_packages valgrind
	! command -v valgrind >/dev/null || callgrind=1
fi

# For the rows in scripts of their own.
export source work mighook git squawk supabase turns seconds counters callgrind callgrind_most
# A row that goes wrong is no end of the run. (-e does not hold where the status is asked for.)
for name in $chosen; do
	cd "$work"
	set +e
	(set -e && "row_$(echo "$name" | tr - _)")
	status=$?
	set -e
	[ "$status" = 0 ] || { compare "$name" "$(title_of "$name")" && missing - '' 'the row failed'; }
done

cd "$work"
# shellcheck source=SCRIPTDIR/page.sh
. "$here/page.sh"
write_page >"$work/benchmark.md"
[ ! -s "$work/compared" ] || awk -f "$here/plot.awk" "$work/compared" >"$work/benchmark.svg"
cat "$work/benchmark.md"
[ -z "$out" ] || cp "$work/benchmark.md" "$work/benchmark.svg" "$out"
