#!/usr/bin/env bash
# agree.bash ARGUMENT...: what mighook says, given these arguments. Its exit code is 0 if the same is
# said when the git program reads the whole repository, and when it reads the index alone, with and
# without what another of them has put into the cache. Started under a hook's name: what it says as
# that hook, of what is staged and of all files; the commit is not stopped by findings.
agree() {
	local cache step expected='' said program
	cache=$(git rev-parse --git-common-dir)/mighook || return 2
	for step in forget '' read_index_through_git forget read_through_git ''; do
		if [ "$step" = forget ]; then
			rm -rf "$cache"
			continue
		fi
		program=${step:+$MIGHOOK_TEST_BIN/}${step:-$MIGHOOK_BIN}
		said=$("$program" "$@" 2>&1; printf 'exit %s\n' $?)
		: "${expected:=$said}"
		if [ "$said" != "$expected" ]; then
			printf '%s %s differs:\n' "$program" "$*" >&2
			diff <(printf '%s\n' "$expected") <(printf '%s\n' "$said") >&2
			return 1
		fi
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
