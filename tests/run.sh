#!/bin/sh
# Installs what the tests need, builds with gcc and with address and undefined behaviour sanitizers,
# and runs every test in one of them, most in both. With --all every test runs in both, and what takes
# longer too: clang, clang-tidy, clang-format, coverage. Other arguments go to ctest
# (tests/run.sh -R hooks).
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
all=
if [ "${1-}" = --all ]; then
	all=1
	shift
fi

# A clean environment: the tests set what they want to be seen.
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z_0-9]*\)=.*/\1/p'); do
	case $name in
	MIGHOOK_CORPUS) ;;
	CI | GITHUB_* | GITLAB_* | GIT_* | GITHEAD_* | MIGHOOK* | PG* | NO_COLOR | npm_*) unset "$name" ;;
	esac
done
# A corpus given as a relative path is meant from where we were started.
if [ -n "${MIGHOOK_CORPUS-}" ]; then
	MIGHOOK_CORPUS=$(cd "$MIGHOOK_CORPUS" && pwd)
	export MIGHOOK_CORPUS
fi
# The tests make and delete files by the hundred thousand, in memory where it has room for them: a disk's
# file system looks long for file numbers that were not freed a moment ago (ext4).
memory=$(mktemp -d /dev/shm/mighook-tests.XXXXXX 2>/dev/null) || memory=
home=
trap 'rm -rf ${home:+"$home"} ${memory:+"$memory"}' EXIT
# has_room FOLDER: 4 GiB in it and 6 of memory; programs may be started from it; everybody reaches it.
has_room() {
	chmod 1777 "$1" && printf '#!/bin/sh\n' >"$1/program" && chmod +x "$1/program" &&
		"$1/program" 2>/dev/null && rm "$1/program" &&
		[ "$(df -Pk "$1" | awk 'NR == 2 { print $4 }')" -ge 4194304 ] &&
		[ "$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)" -ge 6291456 ]
}
if [ -n "$memory" ] && has_room "$memory"; then
	TMPDIR=$memory
	export TMPDIR
fi
home=$(mktemp -d)
HOME=$home
export HOME

# Debian's npm brings some hundred packages; one that is there already is as good.
npm=
[ -z "$all" ] || command -v npm >/dev/null || npm=npm
# shellcheck disable=SC2086 # a list of words
sh "$source/install/deps.sh" bats libcmocka-dev mandoc binutils strace shellcheck time bsdutils \
	pre-commit postgresql jq python3 python3-yaml python3-junitparser cmark-gfm zsh fish $npm \
	${all:+clang clang-tidy clang-format libclang-rt-14-dev gcovr lintian}

jobs=$(nproc)
build=$source/build-tests

MIGHOOK_NPM=$build/npm
MIGHOOK_NEWER_GIT=$build/newer-git
MIGHOOK_POSTGRES_CACHE=$build/postgres
MIGHOOK_POSTGRES_VERSIONS=$build/postgres-versions
export MIGHOOK_NPM MIGHOOK_NEWER_GIT MIGHOOK_POSTGRES_CACHE MIGHOOK_POSTGRES_VERSIONS
# Where a test takes a sample, --all takes all.
[ -z "$all" ] || export MIGHOOK_TEST_ALL=1
sh "$source/tests/support/npm_packages.sh" "$MIGHOOK_NPM" &
sh "$source/tests/support/newer_git.sh" "$MIGHOOK_NEWER_GIT" &
sh "$source/tests/support/postgres_versions.sh" "$MIGHOOK_POSTGRES_VERSIONS" &

# run NAME OPTIONS...: configures, builds and tests one variant.
variant() {
	name=$1
	shift
	echo "== $name"
	cmake -S "$source" -B "$build/$name" -DMIGHOOK_TESTS=ON "$@" >"$HOME/$name.log" 2>&1 || {
		cat "$HOME/$name.log"
		exit 1
	}
	cmake --build "$build/$name" -j "$jobs" >"$HOME/$name.log" 2>&1 || {
		grep -vE '^\[|^Consolidate' "$HOME/$name.log"
		exit 1
	}
}

# test_variant NAME CTEST-ARGUMENTS...: runs its tests; what came of it goes into the closing table.
test_variant() {
	name=$1
	shift
	{
		status=0
		ctest --test-dir "$build/$name" -j "$jobs" --output-on-failure --no-tests=error "$@" || status=$?
		echo "$status" >"$HOME/status"
	} | tee "$HOME/ctest.log"
	row "$name" "$(sed -n 's/^\([0-9]*% tests passed.*\)/\1/p' "$HOME/ctest.log")"
	[ "$(cat "$HOME/status")" = 0 ]
}

# row NAME RESULT
row() { printf '| %s | %s |\n' "$1" "$2" >>"$HOME/table"; }

# Modules and rules say more under a sanitizer; what is installed and handed out is the gcc build.
if [ -n "$all" ]; then variant gcc; else variant gcc -DMIGHOOK_UNIT_TESTS=OFF; fi
variant asan -DMIGHOOK_SANITIZE=address,undefined -DCMAKE_BUILD_TYPE=Debug
wait # for what is fetched
if [ -n "$all" ]; then
	variant clang -DCMAKE_C_COMPILER=clang
	variant tidy -DCMAKE_C_COMPILER=clang -DMIGHOOK_STATIC=OFF -DMIGHOOK_ANALYZE=ON
	row tidy 'no finding of clang-tidy'
	variant clang-asan -DCMAKE_C_COMPILER=clang -DMIGHOOK_SANITIZE=address,undefined \
		-DCMAKE_BUILD_TYPE=Debug
	git -C "$source" ls-files -z '*.c' '*.h' | (cd "$source" && xargs -0 clang-format --dry-run -Werror)
	row format 'no finding of clang-format'
	test_variant clang "$@"
	test_variant clang-asan "$@"
fi
if [ -n "$all" ]; then
	test_variant asan "$@"
	test_variant gcc "$@"
else
	# Looking for leaks takes as long as all the rest of a run: it is done in the tests of modules. And for
	# each of the system's certificates, which libgit2 reads when it starts, strstr would be told the
	# length of all of them anew; of ours only messages of libgit2 are searched by it.
	ASAN_OPTIONS=detect_leaks=0:intercept_strstr=0
	export ASAN_OPTIONS
	test_variant asan --label-exclude 'build-independent|hooks' "$@"
	test_variant gcc --label-exclude 'rules|text-judging' "$@"
fi
[ -z "$all" ] || {
	printf '\n| build | result |\n| --- | --- |\n'
	cat "$HOME/table"
}
