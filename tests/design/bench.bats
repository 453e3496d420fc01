# What measures tells the truth: commands run in turns, numbers come out of them, and what is not
# there is said. How fast anything is, is not asked here.
load ../support/common

setup() {
	setup_scratch
	bench=$MIGHOOK_SOURCE/tests/bench
	mkdir "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/temporary"
}

# run_benchmark ARGUMENTS...: with all that it makes in a folder of its own.
run_benchmark() {
	TMPDIR=$BATS_TEST_TMPDIR/temporary sh "$bench/run.sh" --quick --offline --turns 3 --program "$MIGHOOK_BIN" "$@"
}

build() { # PROGRAM
	cc -O2 -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wconversion -Werror -o "$1" "$bench/$1.c"
}

# tables FILE: the lines of its tables; every table has one form from its first line to its last.
tables() {
	grep '^|' "$1"
	awk -F'|' '!/^\|/ { fields = 0; next } fields && NF != fields { print FILENAME ": " $0; wrong = 1 } { fields = NF }
		END { exit wrong }' "$1" >&2
}

@test "the page has a line for each comparison and size, the plot a bar and a point; nothing is left" {
	local before
	before=$(cd "$MIGHOOK_SOURCE" && git status --porcelain)
	put corpus/crates.io/replay.bundle 'no bundle'
	MIGHOOK_CORPUS=$PWD/corpus run_benchmark --out "$BATS_TEST_TMPDIR/out" audit small inserts growth-migrations >page 2>log || fail "$(cat log)"
	equal "$(ls -A "$BATS_TEST_TMPDIR/temporary")" ''
	equal "$(cd "$MIGHOOK_SOURCE" && git status --porcelain)" "$before"
	cmp page "$BATS_TEST_TMPDIR/out/benchmark.md"
	tables page >lines
	# row, work, ours (least), beside, theirs (least), ratio, limit, verdict, instructions, turns
	grep -qE '^\| small \| [^|]+ \| [0-9.]+ \([0-9.]+\) \| `git diff --cached --name-only` \| [0-9.]+ \([0-9.]+\) \| [0-9.]+ \| 1\.0 \| (yes|\*\*no\*\*) \| [-0-9.]+ / [-0-9.]+ \| 3 \|$' lines || fail "$(cat lines)"
	# the verdict is that of the numbers
	awk -F' *[|] *' '$2 == "small" { exit !(($7 <= $8) == ($9 == "yes")) }' lines
	grep -qE '^\| audit \| .* \| not measured: the row failed \|' lines || fail "$(cat lines)"
	grep -qE '^\| inserts \| .* \| not measured: it cannot be had from npm here \| \| 0\.25 \|' lines || fail "$(cat lines)"
	grep -qE '^\| the hook, 300 migrations, one staged: peak \| [0-9.]+ \| 8 \| (yes|\*\*no\*\*) \|$' lines || fail "$(cat lines)"
	equal "$(sed -nE 's/^\| (10|100|1,000) \| [0-9.]+ \([0-9.]+\) \|.*/\1/p' lines | paste -sd' ')" '10 100 1,000'
	python3 - "$BATS_TEST_TMPDIR/out/benchmark.svg" <<-'END'
		import sys, xml.etree.ElementTree as tree
		svg = '{http://www.w3.org/2000/svg}'
		root = tree.parse(sys.argv[1]).getroot()
		assert root.tag == svg + 'svg'
		assert 'prefers-color-scheme: dark' in root.find(svg + 'style').text
		shapes = lambda name, *classes: [e for e in root.iter(svg + name) if e.get('class') in classes]
		assert len(shapes('rect', 'ours', 'over')) == 1
		assert len(shapes('circle', 'ours')) == len(shapes('circle', 'theirs')) == 3
		width, height = float(root.get('width')), float(root.get('height'))
		for shape in root.iter():
		    for name in 'x', 'cx', 'x1', 'x2': assert 0 <= float(shape.get(name, 0)) <= width, shape.attrib
		    for name in 'y', 'cy', 'y1', 'y2': assert 0 <= float(shape.get(name, 0)) <= height, shape.attrib
	END
}

@test "what the page in install/doc names are rows, all that there are, and rows are functions" {
	sh "$bench/run.sh" --list | sed 's/:.*//' | sort >listed
	diff listed <(cat "$bench"/*.sh | sed -n 's/^row_\([a-z0-9_]*\)() .*/\1/p' | tr _ - | sort)
	tables "$MIGHOOK_SOURCE/install/doc/benchmark.md" >lines
	[ "$(wc -l <lines)" -gt 20 ]
	# those that grow have a table of their own
	diff <(grep -v '^growth-' listed) <(sed -n '/^| row |/,/^$/s/^| \([a-z][a-z0-9-]*\) |.*/\1/p' "$MIGHOOK_SOURCE/install/doc/benchmark.md" | grep -vx row | sort -u)
	equal "$(grep -c '^## Growth: ' "$MIGHOOK_SOURCE/install/doc/benchmark.md")" "$(grep -c '^growth-' listed)"
	python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$MIGHOOK_SOURCE/install/doc/benchmark.svg"
}

@test "wrong arguments measure nothing" {
	for arguments in nonsense --nonsense --turns '--turns many' '--turns 0' '--out nowhere' '--program nowhere'; do
		# shellcheck disable=SC2086 # a list of words
		run run_benchmark $arguments
		equal "$status" 2
		contains "$output" 'run.sh: '
	done
	run run_benchmark --help
	equal "$status" 0
	contains "$output" '--offline'
}

@test "interleave: commands run in turns, ratios are of one turn, what fails is left out" {
	build interleave
	printf '#!/bin/sh\nprintf %%s "$1" >>order\nsleep "$2"\n' >act && chmod +x act
	printf '%s\n' '0 ./act a 0.02' '0 ./act b 0.1' '0 false' '1 false' '0 ./no-such-program' >commands
	./interleave 4 60 <commands >times
	# one turn that is not counted, and four
	equal "$(cat order)" ababababab
	awk -F'\t' '
		NR == 1 && !($1 >= 20 && $2 >= 20 && $2 <= $1 && $3 == 1 && $4 > 100 && $5 == 4) ||
		NR == 2 && !($1 >= 100 && $3 > 0 && $3 < 0.9) ||
		NR == 3 && $0 != "-\texit status 1" || NR == 4 && $1 == "-" ||
		NR == 5 && $0 != "-\tNo such file or directory" { print "wrong: " $0; wrong = 1 }
		END { exit wrong || NR != 5 }' times || fail "$(cat times)"
	# The time is over: three turns.
	rm order; head -n 2 commands | ./interleave 100 0 >times
	equal "$(cat order)" abababab
	equal "$(cut -f5 times | paste -sd' ')" '3 3'
}

@test "peak: what is mapped of the file is not counted as memory of the program" {
	build peak
	truncate -s 64M index
	cat >map.c <<-'END'
		#include <fcntl.h>
		#include <stdlib.h>
		#include <string.h>
		#include <sys/mman.h>
		int main(int argc, char **argv)
		{
			size_t kept = strtoul(argv[argc - 1], 0, 10) << 20, mapped = 64 << 20, sum = 0;
			char *memory = malloc(kept);
			volatile char *file = mmap(0, mapped, PROT_READ, MAP_PRIVATE, open("index", O_RDONLY), 0);

			memset(memory, 1, kept);
			for (size_t i = 0; i < mapped; i += 4096)
				sum += file[i];
			munmap((void *)file, mapped);
			return memory[sum] != 1;
		}
	END
	cc -o map map.c
	./peak /index true >/dev/null || skip 'no process can be traced here'
	read -r all beyond < <(./peak /index ./map 1)
	[ $((all - beyond)) -ge 60000 ] && [ "$beyond" -lt 40000 ] || fail "$all $beyond"
	read -r all beyond < <(./peak /index ./map 50)
	[ "$beyond" -ge 50000 ] || fail "$all $beyond"
	! ./peak /index ./no-such-program 2>/dev/null
}
