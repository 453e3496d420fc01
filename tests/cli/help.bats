# Help, rules, explain, version.
load ../support/common

setup() { setup_scratch; }

@test "every command has a help with its usage and options" {
	run mighook help; equal "$status" 0
	for command in $(mighook help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
		contains "$(mighook help "$command")" "usage: mighook $command"
		equal "$(mighook "$command" --help)" "$(mighook help "$command")"
		equal "$(mighook "$command" -h)" "$(mighook help "$command")"
	done
	equal "$(mighook --help)" "$(mighook help)"
	run mighook help nothing; equal "$status" 2
}

@test "help: commands stand in groups, topics tell the rest, a rule's name leads to explain" {
	contains "$(mighook help)" $'judge migrations\n  check '
	# one without a summary is for the other program alone
	diff <(sed -n '/, "")$/d;s/^GROUP("\(.*\)")/\1/p; s/^\(COMMAND\|DATABASE\)(\([a-z_]*\)\(, ".*\|\))$/  \2/p' "$MIGHOOK_SOURCE/src/command/commands.def") \
		<(mighook help | sed '1,/^usage/d;/^`mighook help/,$d' | sed '/^$/d; s/^\(  [a-z]*\) .*/\1/')
	contains "$(mighook help environment)" 'MIGHOOK_SKIP'
	contains "$(mighook help policy-file)" 'sets[].runner'
	run mighook help drop-cascade; equal "$status" 2; contains "$output" 'mighook explain drop-cascade'
	run mighook help environmnt; equal "$status" 2; contains "$output" 'hint: mighook help'
}

@test "help: an option tells the words it takes, those of its command" {
	contains "$(mighook help check | tr -s ' \n' ' ')" '(info, warning, error)'
	contains "$(mighook help check | tr -s ' \n' ' ')" '(text, json, sarif, github, gitlab, junit, markdown)'
	contains "$(mighook help review | tr -s ' \n' ' ')" '(text, json, markdown)'
	contains "$(mighook help policy | tr -s ' \n' ' ')" '(text, json)'
	contains "$(mighook help install | tr -s ' \n' ' ')" 'pre-merge-commit, commit-msg'
}

@test "version" {
	contains "$(mighook --version)" 'mighook 0.1.0'
	equal "$(mighook version)" "$(mighook --version)"
	contains "$(mighook version --json)" '"version": "0.1.0"'
}

@test "rules: a line each, as JSON too, sorted" {
	equal "$(mighook rules | awk '{print $1}')" "$(mighook rules | awk '{print $1}' | sort)"
	equal "$(mighook rules --json | sed -n 's/^ *"id": "\(.*\)",$/\1/p')" "$(mighook rules | awk '{print $1}')"
	contains "$(mighook rules --json)" '"severity": "off"'; contains "$(mighook rules --json)" '"scope": "F"'
}

@test "explain: every rule says what, why, both examples, how to allow it and where it comes from" {
	for rule in $(mighook rules | awk '{print $1}'); do
		run mighook explain "$rule"; equal "$status" 0
		for part in "$rule (" 'Refused:' 'Fine:' 'To allow it: ' 'Source: '; do contains "$output" "$part"; done
		contains "$(mighook explain "$rule" --json)" "\"id\": \"$rule\""
	done
	run mighook explain name-malformd; equal "$status" 2; contains "$output" "did you mean 'name-malformed'?"
	run mighook explain; equal "$status" 2
}

@test "hook: names what there is" {
	run mighook hook; equal "$status" 2; contains "$output" 'pre-commit, pre-merge-commit'
	run mighook hook post-commit; equal "$status" 2
}

@test "an option without its value, and a switch with one" {
	run mighook new create users --ticket; equal "$status" 2; contains "$output" "option '--ticket' needs a value"
	run mighook fix --dry-run=yes; equal "$status" 2; contains "$output" "option '--dry-run' takes no value"
	run mighook fix --dry-rum; equal "$status" 2; contains "$output" "did you mean '--dry-run'?"
}
