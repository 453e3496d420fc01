# What every bats file starts with: an empty home, a fixed identity, a folder of its own.
# MIGHOOK_BIN is the program, MIGHOOK_TEST_BIN the folder of the test programs.

# Nothing of the caller's environment may leak into git or mighook.
clear_environment() {
	local name
	for name in $(compgen -e); do
		case $name in
		CI* | GITHUB_* | GITLAB_* | GIT_* | GITHEAD_* | PG* | npm_*) unset "$name" ;;
		MIGHOOK | MIGHOOK_NOW | MIGHOOK_POLICY | MIGHOOK_SKIP | NO_COLOR) unset "$name" ;;
		esac
	done
	export HOME=$BATS_TEST_TMPDIR/home XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/home/.config
	export GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TERM=dumb TZ=UTC
	export GIT_AUTHOR_DATE='2025-06-01T12:00:00Z' GIT_COMMITTER_DATE='2025-06-01T12:00:00Z'
	export MIGHOOK_NOW=1748779200 # 2025-06-01 12:00:00
	mkdir -p "$HOME" "$BATS_TEST_TMPDIR/work"
	# Written by hand: every test comes by here, and `git config` would be six processes.
	printf '%s\n' '[user]' 'name = A U Thor' 'email = author@example.com' '[init]' 'defaultBranch = main' \
		'[protocol "file"]' 'allow = always' '[advice]' 'detachedHead = false' '[commit]' 'gpgSign = false' >"$HOME/.gitconfig"
}

setup_scratch() {
	clear_environment
	cd "$BATS_TEST_TMPDIR/work" || return 1
	PATH=${MIGHOOK_BIN%/*}:$PATH
}

# new_repository FOLDER: an empty repository, entered.
new_repository() {
	git init -q "$1" && cd "$1" || return 1
}

# put FILE [TEXT]: writes a file and the folders above it.
put() {
	mkdir -p "$(dirname "$1")" && printf '%s\n' "${2-SELECT 1;}" >"$1"
}

# stage FILE [TEXT]: put and git add.
stage() {
	put "$@" && git add -- "$1"
}

# merged FILE [TEXT]: committed, with the message `merged`.
merged() {
	stage "$@" && git commit -q --no-verify -m merged
}

# rules_of: the rule ids of the JSON on stdin, sorted, one a line.
rules_of() {
	sed -n 's/^ *"rule": "\(.*\)",$/\1/p' | sort
}

# found RULE: the staged changes have a finding of that rule.
found() {
	mighook check --staged --format json | rules_of | grep -qx "$1"
}

# fail MESSAGE: ends the test.
fail() {
	printf '%s\n' "$*" >&2
	return 1
}

# equal ACTUAL EXPECTED
equal() {
	[ "$1" = "$2" ] || fail "expected: $2"$'\n'"but it is: $1"
}

# contains TEXT PART
contains() {
	[[ $1 == *"$2"* ]] || fail "expected to contain: $2"$'\n'"but it is: $1"
}

# lacks TEXT PART
lacks() {
	[[ $1 != *"$2"* ]] || fail "expected to lack: $2"$'\n'"but it is: $1"
}

# needs_terminal: the test is skipped where no terminal can be made for a program.
needs_terminal() {
	script -qec true /dev/null >/dev/null 2>&1 </dev/null || skip 'no pseudo-terminal can be made here (/dev/pts)'
}

# only_with_all: the test is one of those that a short run leaves out.
only_with_all() {
	[ -n "${MIGHOOK_TEST_ALL-}" ] || skip 'it takes long: tests/run.sh --all'
}
