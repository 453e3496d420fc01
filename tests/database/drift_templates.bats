# The CI templates that look for drift after a merge: their shell really run as GitHub and GitLab would,
# on a server that mighook starts, and on one that is given.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load ../support/workflow

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	find_python
	postgres_environment
	scratch_environment
	server="postgresql://postgres@/postgres?host=$PGHOST"
	unset PGHOST PGUSER PGDATABASE PGPORT
	templates=$MIGHOOK_SOURCE/templates/ci top=$PWD
	mkdir bin installed temp
	# apt-get installs the two packages that curl has fetched: the programs; the server is this machine's
	cat >bin/apt-get <<-'EOS'
		#!/bin/sh
		case "$*" in
		*/tmp/mighook.deb\ /tmp/mighook-db.deb) ln -sf "$MIGHOOK_BIN" "$(dirname "$MIGHOOK_BIN")/mighook-db" "$INSTALLED" ;;
		*) echo "$*" >>"$TOP/apt" ;;
		esac
	EOS
	printf '%s\n' '#!/bin/sh' 'echo "$*" >>"$TOP/fetched"' >bin/curl
	chmod +x bin/*
	export TOP=$top INSTALLED=$top/installed
	PATH=$top/bin:$top/installed:${PATH#*:}
	! command -v mighook >/dev/null || skip 'a mighook is installed on this machine'
	new_repository r
	merged db/migrations/001_team.up.sql 'CREATE TABLE team (id bigint PRIMARY KEY);'
	merged schema.sql 'CREATE TABLE public.team (id bigint NOT NULL, CONSTRAINT team_pkey PRIMARY KEY (id));'
	export GITHUB_WORKSPACE=$PWD GITHUB_STEP_SUMMARY=$top/temp/summary
	: >"$GITHUB_STEP_SUMMARY"
}

# drifted: a column by a migration, and nobody has dumped the schema.
drifted() { merged db/migrations/002_kind.up.sql 'ALTER TABLE team ADD COLUMN kind text;'; }

# github STEP [VARIABLE=VALUE]...: runs it as the runner does, with these variables of its own.
github() {
	run env "${@:2}" bash --noprofile --norc -eo pipefail "$top/$1"
}

@test "GitHub: drift fails the job, with the words, the summary and the folder that is kept" {
	equal "$(steps "$templates/github-drift.yml" drift | paste -sd' ')" 'Install-mighook-and-PostgreSQL Compare-the-migrations-with-schema.sql'
	github Install-mighook-and-PostgreSQL PACKAGES=https://packages.invalid/1; equal "$status" 0
	contains "$(<"$top/apt")" postgresql
	contains "$(<"$top/fetched")" 'https://packages.invalid/1/mighook.deb https://packages.invalid/1/mighook-db.deb'
	github Compare-the-migrations-with-schema.sql; equal "$status" 0
	contains "$(<"$GITHUB_STEP_SUMMARY")" 'No schema drift detected'
	drifted; github Compare-the-migrations-with-schema.sql; equal "$status" 1
	equal "${lines[0]}" '::error::Schema drift detected!'
	contains "$(<"$GITHUB_STEP_SUMMARY")" '### 🚨 Schema Drift Detected'
	contains "$(<"$GITHUB_STEP_SUMMARY")" '+    kind text'
	# the action that keeps it is told of the folder that is written
	path=$(sed -n 's/^ *path: //p' "$templates/github-drift.yml")
	contains "$(<"$path/drift.diff")" '+    kind text'; [ -s "$path/rollback.md" ]; [ -s "$path/schema.sql" ]
	equal "$(sed -n 's/^ *retention-days: //p' "$templates/github-drift.yml")" 30
}

@test "GitHub: with a server as a service; a server that is away ends with 2, and keeps nothing" {
	steps "$templates/github-drift.yml" drift >/dev/null; github Install-mighook-and-PostgreSQL PACKAGES=https://packages.invalid/1
	drifted; github Compare-the-migrations-with-schema.sql SHADOW_URL="$server"; equal "$status" 1
	contains "$output" 'public.team.kind'
	rm -r drift
	github Compare-the-migrations-with-schema.sql SHADOW_URL="postgresql://postgres@/postgres?host=$PWD/nowhere"; equal "$status" 2
	[ ! -e drift ]
	# what the comments hide is a step and a job that could run
	sed -E 's/^( *)# (services:|env:| .*)$/\1\2/; s/^( +)# *$//' "$templates/github-drift.yml" >"$top/shown.yml"
	"$python" - "$top/shown.yml" <<-'EOS'
		import sys, yaml
		job = yaml.safe_load(open(sys.argv[1]))["jobs"]["drift"]
		assert job["services"]["postgres"]["image"] == "postgres:15", job
		(step,) = [step for step in job["steps"] if "drift" in step.get("run", "") and "env" in step]
		assert step["env"]["SHADOW_URL"].startswith("postgresql://postgres@postgres/"), step
	EOS
}

@test "GitHub: rights are the least, one secret in one step; scripts are clean" {
	equal "$(grep -E '^ *[a-z-]+: (read|write)' "$templates/github-drift.yml" | sed 's/^ *//')" 'contents: read'
	equal "$(grep -c 'secrets\.' "$templates/github-drift.yml")" 1
	equal "$(sed -n 's/^ *- *uses: *//p; s/^ *uses: *//p' "$templates/github-drift.yml" | grep -cvE '^[a-z]+/[a-z/-]+@v[0-9]+$')" 0
	names=$(steps "$templates/github-drift.yml" drift); equal "$(cat "$top"/*-* | grep -c '\${{')" 0
	command -v shellcheck >/dev/null || skip 'no shellcheck here'
	for name in $names; do shellcheck -s bash "$top/$name"; done
}

@test "GitLab: drift fails the job, with a report and the folder that is kept" {
	"$python" - "$templates/gitlab-drift.yml" >"$top/script" <<-'EOS'
		import sys, yaml
		(name, job), = yaml.safe_load(open(sys.argv[1])).items()
		script = "\n".join(job["script"])
		assert f"gitlab={job['artifacts']['reports']['codequality']}" in script
		assert job["artifacts"]["paths"] == ["drift/"] and "--out drift " in script
		assert job["artifacts"]["when"] == "always" and job["artifacts"]["expire_in"] == "30 days"
		print(script)
	EOS
	export MIGHOOK_PACKAGES=https://packages.invalid/1 CI_PROJECT_DIR=$PWD
	run sh -e "$top/script"; equal "$status" 0; equal "$(<gl-code-quality-report.json)" '[]'
	drifted; run sh -e "$top/script"; equal "$status" 1; contains "$output" 'public.team.kind'
	equal "$(jq -r '.[].check_name' gl-code-quality-report.json)" schema-drift
	[ -s drift/drift.diff ]
	export SHADOW_URL=$server
	run sh -e "$top/script"; equal "$status" 1; contains "$output" 'public.team.kind'
}
