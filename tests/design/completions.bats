# Each shell, driven for real, offers what the program knows and nothing else.
load ../support/common

setup() {
	setup_scratch
	documents=$(dirname "$MIGHOOK_BIN")/documents
	support=$MIGHOOK_SOURCE/tests/support
	mkdir -p files/below && touch files/one.sql
}

# offers SHELL: for each line on stdin, `LINE<tab>WORD<tab>DESCRIPTION` for each word offered.
offers() {
	case $1 in
	bash) bash "$support/complete.bash" "$documents/mighook.bash" ;;
	zsh) zsh -f "$support/complete.zsh" "$documents" ;;
	fish) fish --no-config "$support/complete.fish" "$documents/mighook.fish" ;;
	esac
}

# expect LINE WORD...: what must be offered behind LINE; into files `lines` and `expected`.
expect() {
	local line=$1 word
	shift
	printf '%s\n' "$line" >>lines
	for word; do printf '%s\t%s\n' "$line" "$word"; done >>expected
}

# offered_by SHELL: the same of what it really offers. Options of one letter are left out, which
# bash does not offer; so are the folder before a file and the slash behind a folder.
offered_by() {
	offers "$1" <lines | cut -f 1,2 |
		awk -F '\t' -v OFS='\t' '$2 ~ /^-[A-Za-z]$/ { next } { sub(/\/$/, "", $2); sub(/^files\//, "", $2); sub(/^--format=/, "", $2) } 1' | sort -u
}

commands() { mighook help | sed -n 's/^  \([a-z]*\) .*/\1/p'; }

options() { mighook help "$1" | sed -n '/^Options/,$p' | grep -oE '^  (-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+'; }

# words_of MESSAGE: the list at its end.
words_of() { sed 's/.* \(is none of\|there is\) //' <<<"${1%%$'\n'*}" | tr -d ,; }

shells() {
	local shell
	for shell in bash zsh fish; do
		command -v "$shell" >/dev/null || fail "$shell is not installed"
		echo "$shell"
	done
}

agree() {
	local shell
	sort -u expected >wanted
	for shell in $(shells); do
		diff wanted <(offered_by "$shell") || fail "$shell"
	done
}

@test "every command is offered, also behind options" {
	expect 'mighook ' $(commands)
	expect 'mighook -C files --quiet ' $(commands)
	agree
}

@test "every option of every command is offered" {
	for command in $(commands); do expect "mighook $command --" $(options "$command"); done
	expect 'mighook -C files check --fa' --fail-on
	agree
}

@test "every rule is offered, to explain and for --rule" {
	expect 'mighook explain ' $(mighook rules | awk '{print $1}')
	expect 'mighook check --rule ' $(mighook rules | awk '{print $1}')
	expect 'mighook audit --rule version-' $(mighook rules | awk '/^version-/ {print $1}')
	agree
}

@test "what an argument may be is offered: formats, severities, runners, hooks, colours" {
	new_repository r && mkdir -p below && cd ..
	words=$(mighook -C r check --format x 2>&1) || true
	expect 'mighook check --format ' $(words_of "$words")
	expect 'mighook check --format=' $(words_of "$words")
	expect 'mighook audit --format ' $(words_of "$words")
	words=$(mighook -C r review --format x 2>&1) || true; expect 'mighook review --format ' $(words_of "$words")
	words=$(mighook -C r policy --format x 2>&1) || true; expect 'mighook policy --format ' $(words_of "$words")
	words=$(mighook -C r check --fail-on x 2>&1) || true; expect 'mighook check --fail-on ' $(words_of "$words")
	words=$(mighook -C r policy --color x 2>&1) || true
	expect 'mighook policy --color ' $(words_of "$words")
	expect 'mighook --color ' $(words_of "$words")
	words=$(mighook hook x 2>&1) || true
	expect 'mighook hook ' $(words_of "$words")
	expect 'mighook install --hook ' $(words_of "$words")
	expect 'mighook check --runner ' $(sed -n 's/^\t\t\.name = "\([a-z-]*\)",.*/\1/p' "$MIGHOOK_SOURCE/src/migration/runner.c")
	expect 'mighook policy ' show list
	expect 'mighook schema ' list dump hash check
	expect 'mighook help policy' policy policy-file
	agree
}

@test "files, folders and revisions are offered" {
	git init -q . && git commit -q --allow-empty -m x && git branch topic
	expect 'mighook check files/' below one.sql
	expect 'mighook --policy files/' below one.sql
	expect 'mighook -C files/' below
	expect 'mighook check --base to' topic
	expect 'mighook audit --rev to' topic
	agree
	for shell in $(shells); do
		offers "$shell" <<<'mighook check --range main...to' | cut -f 2 | grep -qE '^(main\.\.\.)?topic$' || fail "$shell"
	done
	for shell in bash zsh; do
		offers "$shell" <<<'mighook check --format json=files/o' | cut -f 2 | grep -qE '^(files/)?one\.sql$' || fail "$shell"
	done
}

@test "zsh and fish say what the words mean" {
	for shell in zsh fish; do
		contains "$(offers $shell <<<'mighook che')" "$(mighook help | sed -n 's/^  check  *//p')"
		contains "$(offers $shell <<<'mighook explain column-d')" "$(mighook rules | sed -n 's/^column-dropped *[a-z]* *//p')"
		contains "$(offers $shell <<<'mighook audit --rev')" 'last commit of the history'
	done
}

@test "the scripts are clean" {
	shellcheck "$documents/mighook.bash"
	zsh -n "$documents/_mighook"
	fish --no-config --no-execute "$documents/mighook.fish"
}
