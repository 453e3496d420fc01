# README, manual, guides and help say what the program does: everything named exists, and the other
# way round. Manual and completions are generated (src/documents): here is asked whether all is there.
load ../support/common

setup() {
	setup_scratch
	documents=$(dirname "$MIGHOOK_BIN")/documents
	cd "$MIGHOOK_SOURCE"
}

# The long options of the text on stdin, sorted.
long_options() { grep -oE -- '--[a-z][a-z-]+' | sort -u; }

# The rows of options in a help: what stands before the meaning.
rows() { grep -oE '^  (-., )?--[a-z-]+' | long_options; }

own_options() { # of a command
	mighook help "$1" | sed '/^Options of every command:/,$d' | sed -n '/^Options:/,$p' | rows
}

common_options() { mighook help check | sed -n '/^Options of every command:/,$p' | rows; }

commands() { mighook help | sed -n 's/^  \([a-z]*\) .*/\1/p'; }

@test "rules: the catalogue, the folders of cases, README and explain agree" {
	mighook rules | awk '{print $1}' >"$BATS_TEST_TMPDIR/rules"
	diff "$BATS_TEST_TMPDIR/rules" <(sed -n 's/^RULE(\(.*\))$/\1/p' src/rules/rules.def | tr _ -)
	diff "$BATS_TEST_TMPDIR/rules" <(cd tests/rules && ls -d */ | tr -d /)
	# README: id, severity and summary are those of the program
	diff <(mighook rules | awk '{ id = $1; severity = $2; $1 = $2 = ""; sub(/^ +/, ""); print "| " id " | " severity " | " $0 " |" }') \
		<(sed -n '/^| rule | default/,/^$/p' README.md | grep -E '^\| [a-z-]+ \| (error|warning|info|off) ')
}

@test "commands: README, manual and help agree" {
	commands | sort >"$BATS_TEST_TMPDIR/commands"
	diff "$BATS_TEST_TMPDIR/commands" <(sed -n 's/^| `mighook \([a-z]*\)`.*/\1/p' README.md | sort -u)
	diff "$BATS_TEST_TMPDIR/commands" <(sed -n 's/^\.It Nm Cm \([a-z]*\).*/\1/p' "$documents/mighook.1" | sort)
}

# entry COMMAND: its entry in mighook(1).
entry() { sed -n "/^\.It Nm Cm $1\( \|\$\)/,/^\.It Nm\|^\.S[sh]/p" "$documents/mighook.1"; }

# listed: the options that lists of the mdoc on stdin have an entry for.
listed() { grep '^\.It .*Fl ' | grep -v '^\.It Nm' | grep -oE 'Fl -[a-z-]+' | sed 's/Fl -/--/' | sort -u; }

@test "options: README and the manual have those of each command, no more and no less" {
	for command in $(commands); do
		diff <(own_options "$command") <(grep "^| \`mighook $command\` " README.md | long_options) || fail "README: $command"
		diff <(own_options "$command") <(entry "$command" | listed) || fail "mighook(1): $command"
	done
	diff <(common_options) <(grep '^| all of them ' README.md | long_options)
	diff <(common_options) <(sed -n '/^\.Sh OPTIONS/,/^\.Sh ENV/p' "$documents/mighook.1" | listed)
}

@test "the help fits into 80 columns, and the manual says no less" {
	command -v mandoc >/dev/null || skip 'no mandoc here'
	for topic in '' $(commands) environment policy-file; do
		# shellcheck disable=SC2086 # nothing is the overview
		equal "$(mighook help $topic | awk 'length > 80')" ''
	done
	mandoc -Tascii -Owidth=1000 "$documents/mighook.1" | col -bx | tr -d "'\`" | tr -s ' \n' ' ' >"$BATS_TEST_TMPDIR/manual"
	for command in $(commands); do
		mighook help "$command" | sed '1,/^$/d;/^Options/,$d' | tr -d "'\`" | tr -s ' \n' ' ' >"$BATS_TEST_TMPDIR/help"
		[ -s "$BATS_TEST_TMPDIR/help" ]
		grep -qF -- "$(sed 's/ $//' "$BATS_TEST_TMPDIR/help")" "$BATS_TEST_TMPDIR/manual" || fail "$command: $(cat "$BATS_TEST_TMPDIR/help")"
	done
}

@test "usages name options that there are" {
	for command in $(commands); do
		for option in $(mighook help "$command" | sed '/^$/,$d' | long_options); do
			own_options "$command" | grep -qx -- "$option" || fail "$command $option"
		done
	done
	for option in $(sed -n '/^\.Sh EXAMPLES/,$s/^\.Dl mighook check//p' "$documents/mighook.1" | long_options); do
		{ own_options check; common_options; } | grep -qx -- "$option" || fail "$option"
	done
}

# Every command line between backticks or in a block of README and the guides.
shown_lines() {
	cat README.md install/doc/*.md | awk '
		/^ *```/ { block = !block; next }
		block { sub(/^ *\$ /, ""); sub(/ #.*/, ""); if ($0 ~ /^ *(run: |- |entry: )?(npx )?mighook /) print; next }
		{ line = $0; while (match(line, /`[^`]*`/)) { print substr(line, RSTART + 1, RLENGTH - 2); line = substr(line, RSTART + RLENGTH) } }' |
		sed -nE 's/^ *(run: |- |entry: )?((npx |MIGHOOK[A-Z_]*=[^ ]* )*)mighook /mighook /p' | sort -u
}

@test "every command line that README and the guides show is understood" {
	shown_lines >"$BATS_TEST_TMPDIR/lines"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/lines")" -gt 30 ]
	while read -r _ command rest; do
		[[ $command == -* ]] && continue
		mighook help "$command" >"$BATS_TEST_TMPDIR/help" || fail "mighook $command"
		for option in $(grep -oE -- '(^| )--[a-z-]+' <<<"$rest"); do
			rows <"$BATS_TEST_TMPDIR/help" | grep -qxF -- "$option" || fail "mighook $command $option"
		done
		case "$command ${rest%% *}" in
		'explain RULE' | 'explain ') ;;
		'explain '*) mighook explain "${rest%% *}" >/dev/null || fail "mighook explain $rest" ;;
		'hook '*) grep -qw -- "${rest%% *}" hooks/*.c || fail "mighook hook $rest" ;;
		esac
	done <"$BATS_TEST_TMPDIR/lines"
}

@test "every rule, policy, runner and key that the guides name exists" {
	{
		mighook rules | awk '{print $1}'
		mighook policy list | awk '{print $1}'
		mighook help policy-file | grep -oE '^[a-z].*' | tr '.' '\n' | tr -d '[]'
		sed -n 's/^\t\t\.name = "\([a-z-]*\)",.*/\1/p' src/migration/runner.c
		mighook help hook | grep -oE '\b(pre|commit)-[a-z-]+'
		mighook help policy-file | grep -oE '`[a-z-]+`' | tr -d '\`'
	} | sort -u >"$BATS_TEST_TMPDIR/known"
	# words with a hyphen between backticks are names of ours
	for word in $(cat install/doc/{developer-guide,operations,decisions}.md | grep -oE '`[a-z]+(-[a-z]+)+`' | tr -d '\`' | sort -u); do
		grep -qxF -- "$word" "$BATS_TEST_TMPDIR/known" || fail "$word"
	done
	for variable in $(cat install/doc/*.md README.md | grep -oE '\bMIGHOOK(_[A-Z]+)?=' | tr -d = | sort -u); do
		mighook help environment | grep -qx "$variable" || [ "$variable" = MIGHOOK_STATIC ] || fail "$variable"
	done
	for path in $(cat install/doc/*.md | grep -oE '\]\([^)#:]+' | tr -d ']('); do [ -e "install/doc/$path" ] || fail "$path"; done
}

@test "runners, shipped policies, formats, environment and CMake options are all in README" {
	for runner in $(sed -n 's/^\t\t\.name = "\([a-z-]*\)",.*/\1/p' src/migration/runner.c); do grep -qw -- "$runner" README.md || fail "$runner"; done
	for policy in $(mighook policy list | awk '{print $1}'); do grep -qw -- "$policy" README.md || fail "$policy"; done
	for format in $(sed -n 's/^\t{"\([a-z]*\)", .*/\1/p' src/report/report.c); do grep -qw "$format" README.md || fail "$format"; done
	for variable in $(environment); do grep -qw "$variable" README.md || fail "$variable"; done
	for option in $(grep -ohE 'MIGHOOK_[A-Z_]+' CMakeLists.txt | sort -u); do grep -qw "$option" README.md || fail "$option"; done
	for option in $(sed -n '/^CMake options/,/^$/p' README.md | grep -oE 'MIGHOOK_[A-Z_]+'); do grep -qw "$option" CMakeLists.txt install/CMakeLists.txt || fail "$option"; done
}

# The variables that the sources read and that are ours to document.
environment() { git grep -hoE '(getenv\(|TARGET_REST_KEY )"(MIGHOOK[A-Z_]*|MIGRATION_[A-Z_]*|NO_COLOR)"' src hooks install | sed 's/.*"\(.*\)".*/\1/' | sort -u; }

@test "the manual has every variable, exit code, runner and shipped policy" {
	diff <(environment) <(mighook help environment | grep -oE '^[A-Z_]+' | sort)
	diff <(environment) <(sed -n 's/^\.It Ev //p' "$documents/mighook.1" | sort)
	diff <(mighook help | sed -n 's/^  \([0-9]\)  .*/\1/p') <(sed -n '/^\.Sh EXIT/,/^\.Sh EX[^I]/s/^\.It \([0-9]\)$/\1/p' "$documents/mighook.1")
	diff <(mighook policy list | awk '{print $1}') <(sed -n '/^\.Sh SHIPPED/,/^\.Sh EX/s/^\.It Cm //p' "$documents/mighook-policy.5")
	diff <(sed -n 's/^\t\t\.name = "\([a-z-]*\)",.*/\1/p' src/migration/runner.c) \
		<(sed -n '/^\.Sh RUNNERS/,/^\.Sh SH/s/^\.It Cm //p' "$documents/mighook-policy.5")
}

@test "keys of the policy: mighook-policy(5) has an entry for each below its heading, and no other" {
	sed -n 's/^\t{"\([^"]*\)", VALUE.*/\1/p' src/policy/keys.c | sort >"$BATS_TEST_TMPDIR/keys"
	[ -s "$BATS_TEST_TMPDIR/keys" ]
	diff "$BATS_TEST_TMPDIR/keys" <(sed -n '/^\.Sh KEYS/,/^\.Sh RUNNERS/p' "$documents/mighook-policy.5" | awk '
		/^\.Ss / { heading = $0; sub(/^\.Ss Keys of /, "", heading); sub(/\\&$/, "", heading); heading = heading "." }
		/^\.It Cm / { print heading $3 }' | sort)
	for key in $(cat "$BATS_TEST_TMPDIR/keys"); do mighook help policy-file | grep -qxF -- "$key" || fail "$key"; done
	for policy in $(mighook policy list | awk '{print $1}'); do [ -s "templates/policies/$policy.yaml" ] || fail "$policy"; done
}

@test "rules: mighook-rules(7) has an entry for each, with its severity and its options" {
	diff <(mighook rules | awk '{print $1 " Pq " $2}') <(sed -n 's/^\.It Cm \([a-z-]* Pq [a-z]*\)$/\1/p' "$documents/mighook-rules.7")
	diff <(for rule in $(mighook rules | awk '{print $1}'); do mighook explain "$rule" --json | sed -n 's/^ *"name": "\(.*\)",$/\1/p'; done) \
		<(sed -n 's/^\.It Cm \([a-z-]*\)$/\1/p' "$documents/mighook-rules.7")
}

@test "the policy README shows is a valid one" {
	sed -n '/^```yaml$/,/^```$/p' README.md | sed '1d;$d' >"$BATS_TEST_TMPDIR/policy.yaml"
	cd "$BATS_TEST_TMPDIR/work" && new_repository r
	git commit -q --allow-empty -m x; git update-ref refs/remotes/origin/main HEAD
	run mighook policy show --policy "$BATS_TEST_TMPDIR/policy.yaml"; equal "$status" 0
	contains "$output" 'rules.version-out-of-order.severity: error'
}

@test "the rejected commit README shows is what the program prints" {
	sed -n '/^supabase.*: error: /,/refused/p' README.md >"$BATS_TEST_TMPDIR/shown"
	cd "$BATS_TEST_TMPDIR/work" && new_repository r
	merged supabase/migrations/20250102100000_add_items.sql
	stage supabase/migrations/20250102100000_add_prices.sql
	diff "$BATS_TEST_TMPDIR/shown" <(mighook hook pre-commit 2>&1)
}

@test "man pages are clean, and dated by the release" {
	command -v mandoc >/dev/null || skip 'no mandoc here'
	# .Os names the version; now() is a function of SQL
	equal "$(mandoc -Tlint -Wstyle "$documents"/*.[157] 2>&1 | grep -vE 'referenced manual not found|outdated mandoc.db|operating system explicitly|function name without markup')" ''
	released=$(sed -n 's/^ -- .*>  //p;T;q' install/deb/changelog)
	for page in "$documents"/*.[157]; do equal "$(sed -n 's/^\.Dd //p' "$page")" "$(LC_ALL=C date -ud "$released" '+%B %-d, %Y')"; done
}

@test "cmake --install puts the program, manual, completions and guides into place" {
	command -v cmake >/dev/null || skip 'no cmake here'
	prefix=$BATS_TEST_TMPDIR/prefix
	cmake --install "$(dirname "$MIGHOOK_BIN")" --component runtime --prefix "$prefix" >/dev/null
	diff - <(cd "$prefix" && find . -type f | sort) <<-EOF
	./bin/mighook
	./share/bash-completion/completions/mighook
	./share/doc/mighook/README.md
	./share/doc/mighook/decisions.md
	./share/doc/mighook/developer-guide.md
	./share/doc/mighook/examples/CODEOWNERS
	./share/doc/mighook/examples/github-drift.yml
	./share/doc/mighook/examples/github-gate.yml
	./share/doc/mighook/examples/github.yml
	./share/doc/mighook/examples/gitlab-drift.yml
	./share/doc/mighook/examples/gitlab-gate.yml
	./share/doc/mighook/examples/gitlab.yml
	./share/doc/mighook/operations.md
	./share/fish/vendor_completions.d/mighook.fish
	./share/man/man1/mighook.1
	./share/man/man5/mighook-policy.5
	./share/man/man7/mighook-rules.7
	./share/zsh/vendor-completions/_mighook
	EOF
	contains "$("$prefix/bin/mighook" --version)" 'mighook '
}
