# README, man pages and help say what the program does: everything named exists, and the other way
# round.
load ../support/common

setup() {
	setup_scratch
	cd "$MIGHOOK_SOURCE"
}

# options FILE-OF-HELP...: the long options, sorted.
long_options() { grep -oE -- '--[a-z][a-z-]+' | sort -u; }

own_options() { # of a command
	mighook help "$1" | sed '/^Options of every command:/,$d' | sed -n '/^Options:/,$p' | long_options
}

common_options() { mighook help check | sed -n '/^Options of every command:/,$p' | long_options; }

commands() { mighook help | sed -n 's/^  \([a-z]*\) .*/\1/p'; }

@test "rules: the catalogue, the folders of cases, README and explain agree" {
	mighook rules | awk '{print $1}' >"$BATS_TEST_TMPDIR/rules"
	diff "$BATS_TEST_TMPDIR/rules" <(sed -n 's/^RULE(\(.*\))$/\1/p' src/rules/rules.def | tr _ -)
	diff "$BATS_TEST_TMPDIR/rules" <(cd tests/rules && ls -d */ | tr -d /)
	# README: id, severity and summary are those of the program
	diff <(mighook rules | awk '{ id = $1; severity = $2; $1 = $2 = ""; sub(/^ +/, ""); print "| " id " | " severity " | " $0 " |" }') \
		<(sed -n '/^| rule | default/,/^$/p' README.md | grep -E '^\| [a-z-]+ \| (error|warning|info|off) ')
}

@test "commands: README, man page and help agree" {
	commands | sort >"$BATS_TEST_TMPDIR/commands"
	diff "$BATS_TEST_TMPDIR/commands" <(sed -n 's/^| `mighook \([a-z]*\)`.*/\1/p' README.md | sort -u)
	diff "$BATS_TEST_TMPDIR/commands" <(sed -n 's/^\.It Nm Cm \([a-z]*\).*/\1/p' install/mighook.1 | sort -u)
}

@test "options: the table of README and the man page have those of the program, no more and no less" {
	for command in $(commands); do
		diff <(own_options "$command") <(grep "^| \`mighook $command\` " README.md | long_options) || fail "$command"
	done
	diff <(common_options) <(grep '^| all of them ' README.md | long_options)
	{ common_options; for command in $(commands); do own_options "$command"; done; } | sort -u >"$BATS_TEST_TMPDIR/all"
	diff "$BATS_TEST_TMPDIR/all" <(grep -E '^\.It (Nm|Fl)|^\.Fl' install/mighook.1 | grep -oE 'Fl -[a-z-]+' | sed 's/Fl -/--/' | sort -u)
}

@test "every command line README shows is understood" {
	grep -oE '`mighook [^`]*`' README.md | tr -d '`' | sort -u >"$BATS_TEST_TMPDIR/lines"
	[ -s "$BATS_TEST_TMPDIR/lines" ]
	while read -r _ command rest; do
		mighook help "$command" >/dev/null || fail "mighook $command"
		for option in $(grep -oE -- '--[a-z-]+' <<<"$rest"); do
			mighook help "$command" | grep -qF -- "$option" || fail "mighook $command $option"
		done
	done <"$BATS_TEST_TMPDIR/lines"
}

@test "runners, shipped policies, formats, environment and CMake options are all in README" {
	for runner in $(sed -n 's/^\t\t\.name = "\([a-z-]*\)",.*/\1/p' src/migration/runner.c); do grep -qw -- "$runner" README.md || fail "$runner"; done
	for policy in $(mighook policy list | awk '{print $1}'); do grep -qw -- "$policy" README.md || fail "$policy"; done
	for format in $(sed -n 's/^\t{"\([a-z]*\)", report_.*/\1/p' src/report/report.c); do grep -qw "$format" README.md || fail "$format"; done
	for variable in $(git grep -hoE 'getenv\("(MIGHOOK[A-Z_]*|NO_COLOR)"\)' src hooks install | sed 's/.*"\(.*\)".*/\1/' | sort -u); do
		grep -qw "$variable" README.md || fail "$variable"; grep -qw "$variable" install/mighook.1 || fail "$variable"
	done
	for option in $(grep -ohE 'MIGHOOK_[A-Z]+' CMakeLists.txt | sort -u); do grep -qw "$option" README.md || fail "$option"; done
	for option in $(sed -n '/^CMake options/,/^$/p' README.md | grep -oE 'MIGHOOK_[A-Z]+'); do grep -qw "$option" CMakeLists.txt || fail "$option"; done
}

@test "keys of the policy: each has an entry in mighook-policy(5), and each entry is a key" {
	sed -n 's/^\t{"\([^"]*\)", VALUE.*/\1/p' src/policy/keys.c | sed 's/.*[.]//; s/\[\]//' | sort -u >"$BATS_TEST_TMPDIR/keys"
	[ -s "$BATS_TEST_TMPDIR/keys" ]
	for key in $(cat "$BATS_TEST_TMPDIR/keys"); do
		grep -qE "^\.(It )?Cm (.*[ ,])?$key( |,|$)" install/mighook-policy.5 || fail "$key has no entry"
	done
	for entry in $(sed -n 's/^\.It Cm //p' install/mighook-policy.5); do
		grep -qx -- "$entry" "$BATS_TEST_TMPDIR/keys" && continue
		grep -qE "[\".]$entry(\[|\.)" src/policy/keys.c || [ "$entry" = rules ] || fail "$entry is no key"
	done
	for policy in $(mighook policy list | awk '{print $1}'); do [ -s "templates/policies/$policy.yaml" ] || fail "$policy"; done
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

@test "man pages are clean" {
	command -v mandoc >/dev/null || skip 'no mandoc here'
	equal "$(mandoc -Tlint install/mighook.1 install/mighook-policy.5 | grep -vE 'referenced manual not found|outdated mandoc.db')" ''
}
