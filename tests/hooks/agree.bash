#!/usr/bin/env bash
# agree.bash ARGUMENT...: what mighook says, given these arguments. Its exit code is 0 if the same is
# said, with and without a cache, when the git program reads the whole repository, and when it reads
# the index alone. Started under a hook's name: what it says as that hook, of what is staged and of all
# files; the commit is not stopped by findings.
agree() {
	local cache program expected='' said
	cache=$(git rev-parse --git-common-dir)/mighook || return 2
	for program in "$MIGHOOK_BIN" "$MIGHOOK_TEST_BIN/read_through_git" \
		"$MIGHOOK_TEST_BIN/read_index_through_git"; do
		rm -rf "$cache"
		for _ in cold warm; do
			said=$("$program" "$@" 2>&1; printf 'exit %s\n' $?)
			: "${expected:=$said}"
			if [ "$said" != "$expected" ]; then
				printf '%s %s differs:\n' "$program" "$*" >&2
				diff <(printf '%s\n' "$expected") <(printf '%s\n' "$said") >&2
				return 1
			fi
		done
	done
	printf '%s\n' "$expected"
}

case ${0##*/} in
agree*) agree "$@" ;;
*)
	[ -z "${IN-}" ] || cd "$IN" || exit
	agree hook "${0##*/}" >"$OUT/hook" && agree check --staged --json >"$OUT/staged" && agree check --all --json >"$OUT/all"
	;;
esac
