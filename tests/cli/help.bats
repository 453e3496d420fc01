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
