# The formats: what JSON promises, text on and off a terminal, annotations that cannot be forged.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql
	merged .mighook.yaml 'rules: {header-missing: {fields: [Author]}}'
	stage supabase/migrations/20250201000000_orders.sql $'-- Author: <you>\nSELECT 1;'
}

@test "json: every member that is promised" {
	run mighook check --format json; equal "$status" 1
	cat >../expected <<-'EOF'
		{
		  "schema": 1,
		  "tool": "mighook",
		  "version": "0.1.0",
		  "command": "check",
		  "source": "staged",
		  "summary": {
		    "errors": 1,
		    "warnings": 0,
		    "infos": 0,
		    "migrations": 2,
		    "changed": 1,
		    "opaque": 0
		  },
		  "diagnostics": [
		    {
		      "rule": "header-missing",
		      "severity": "error",
		      "path": "supabase/migrations/20250201000000_orders.sql",
		      "line": 1,
		      "column": 4,
		      "end_line": 1,
		      "end_column": 17,
		      "message": "header field Author is still the template's placeholder",
		      "hint": "Write what it asks for behind `Author:`"
		    }
		  ]
		}
	EOF
	diff <(echo "$output") ../expected
	equal "$(mighook check --json)" "$output"
}

@test "json: sources, a whole-file finding, a finding about no file" {
	git reset -q; rm -r supabase/migrations/20250201000000_orders.sql
	contains "$(mighook check --json --staged)" '"source": "staged"'
	contains "$(mighook check --json --all)" '"source": "all"'
	contains "$(mighook check --json --range HEAD...HEAD)" '"source": "range"'
	contains "$(mighook check --json supabase)" '"source": "paths"'
	merged .mighook.yaml 'rules: {migration-count: {max: 0}}'
	run mighook check --all --json; equal "$status" 0
	contains "$output" '"path": null'; contains "$output" '"line": 1,'; contains "$output" '"end_column": 1,'
}

@test "json: bytes that are no UTF-8" {
	stage $'supabase/migrations/\xff.sql'
	run mighook check --json
	contains "$output" '"path": "supabase/migrations/\\xFF.sql"'
	contains "$output" '"path_bytes": "c3VwYWJhc2UvbWlncmF0aW9ucy//LnNxbA=="'
}

@test "findings are sorted by path, line, column, rule" {
	stage supabase/migrations/B.sql; stage supabase/migrations/A.sql
	equal "$(mighook check --json | sed -n 's/^ *"path": "supabase.migrations.\(.*\)",$/\1/p' | tr '\n' ' ')" \
		'20250201000000_orders.sql A.sql A.sql B.sql B.sql '
	equal "$(mighook check --json | sed -n 's/^ *"rule": "\(.*\)",$/\1/p' | tr '\n' ' ')" \
		'header-missing header-missing name-malformed header-missing name-malformed '
}

@test "text: the line with a caret, the hint, one summary line" {
	run mighook check
	contains "$output" 'supabase/migrations/20250201000000_orders.sql:1:4: error: header field Author'
	contains "$output" $'    -- Author: <you>\n       ^~~~~~~~~~~~~'
	equal "${lines[-1]}" 'mighook: 1 error, 0 warnings in 2 migrations (1 changed file)'
}

@test "text: the caret stands right behind tabs and wide bytes" {
	stage supabase/migrations/20250201000000_orders.sql $'-- Author: me\nSELECT \'ä\';\tSELECT CHANGE_ME;'
	run mighook check
	contains "$output" $'    SELECT \'ä\';\tSELECT CHANGE_ME;\n               \t       ^~~~~~~~~'
}

@test "colour only on a terminal, and as --color and NO_COLOR say" {
	needs_terminal
	lacks "$(mighook check)" $'\e'
	contains "$(mighook check --color always)" $'\e[31merror'
	terminal() { TERM=xterm script -qec "$1" /dev/null; }
	command -v script >/dev/null || skip 'no script(1) to make a terminal'
	contains "$(terminal 'mighook check')" $'\e[31merror'
	lacks "$(terminal 'mighook check --color never')" $'\e'
	lacks "$(NO_COLOR=1 terminal 'mighook check')" $'\e'
	lacks "$(TERM=dumb script -qec 'TERM=dumb mighook check' /dev/null)" $'\e'
	lacks "$(terminal 'mighook check --format json')" $'\e'
}

@test "github: annotations, encoded so that none can be forged" {
	stage 'supabase/migrations/a b%0A::error::,x:.sql'
	run mighook check --format github
	equal "$(grep -c '^::' <<<"$output")" "${#lines[@]}"
	contains "$output" '::error file=supabase/migrations/a b%250A%3A%3Aerror%3A%3A%2Cx%3A.sql,line=1,endLine=1,col=1,endColumn=1,title=name-malformed::Invalid migration name: a b%250A::error::,x:.sql'
	contains "$output" '::error file=supabase/migrations/20250201000000_orders.sql,line=1,endLine=1,col=4,endColumn=17,title=header-missing::header field Author'
}

@test "several formats at once, into files" {
	run mighook check --format text --format json=../out.json --format github=../out.txt; equal "$status" 1
	contains "$output" '[header-missing]'; lacks "$output" '"rule"'
	equal "$(rules_of <../out.json)" header-missing
	equal "$(grep -c '^::error' ../out.txt)" 1
	run mighook check --format json=/no/such/folder/x; equal "$status" 2; contains "$output" 'cannot write'
}

@test "messages do not depend on the locale" {
	equal "$(LC_ALL=C mighook check)" "$(LC_ALL=de_DE.UTF-8 LANGUAGE=de mighook check)"
}
