# The CI templates that ask a database after a deployment: their shell really run as GitHub and GitLab
# would, with a real server.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load ../support/workflow

setup_file() { postgres_start && database_create app; }
teardown_file() { postgres_stop; }

setup() {
	setup_scratch
	unset MIGRATION_VALIDATION_MODE
	find_python
	postgres_environment
	ask app 'DROP SCHEMA IF EXISTS supabase_migrations CASCADE; CREATE SCHEMA supabase_migrations;
		CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text)'
	address="postgresql://postgres:se-cret@/app?host=$PGHOST"
	unset PGHOST PGUSER PGDATABASE PGPORT
	templates=$MIGHOOK_SOURCE/templates/ci top=$PWD
	mkdir bin installed temp
	# apt-get installs the two packages that curl has fetched: the programs
	cat >bin/apt-get <<-'EOF'
		#!/bin/sh
		case "$*" in
		*/tmp/mighook.deb\ /tmp/mighook-db.deb) ln -s "$MIGHOOK_BIN" "$(dirname "$MIGHOOK_BIN")/mighook-db" "$INSTALLED" ;;
		esac
	EOF
	# what it is asked for is kept; of a webhook also where the message goes, which is no argument
	cat >bin/curl <<-'EOF'
		#!/bin/bash
		printf '%s\n' "$*" >>"$TOP/fetched"
		while [ $# -gt 0 ]; do [ "$1" != -K ] || { cat "$2" - >"$TOP/told"; }; shift; done
	EOF
	chmod +x bin/*
	export TOP=$top INSTALLED=$top/installed
	PATH=$top/bin:$top/installed:${PATH#*:}
	! command -v mighook >/dev/null || skip 'a mighook is installed on this machine'
	new_repository r
	merged supabase/migrations/20250101000000_a.sql
	export GITHUB_WORKSPACE=$PWD GITHUB_REPOSITORY=team/app GITHUB_STEP_SUMMARY=$top/temp/summary
}

recorded() {
	PGHOST=$POSTGRES_FOLDER PGUSER=postgres ask app "INSERT INTO supabase_migrations.schema_migrations VALUES ('$1', NULL, 'a')"
}

# github STEP [VARIABLE=VALUE]...: runs it as the runner does, with these variables of its own.
github() {
	run env "${@:2}" bash --noprofile --norc -eo pipefail "$top/$1"
}

@test "GitHub: a database that lacks a migration fails the job, and the webhook gets one line" {
	equal "$(steps "$templates/github-gate.yml" gate | paste -sd' ')" 'Install-mighook Ask-the-database Tell-who-is-to-know'
	github Install-mighook PACKAGES=https://packages.invalid/1; equal "$status" 0
	contains "$(<"$top/fetched")" 'https://packages.invalid/1/mighook.deb https://packages.invalid/1/mighook-db.deb'
	equal "$(git config --global safe.directory)" "$PWD"
	github Ask-the-database DATABASE_URL="$address"; equal "$status" 1
	contains "$output" '::error file=supabase/migrations/20250101000000_a.sql,line=1,'
	contains "$(<"$GITHUB_STEP_SUMMARY")" '## Migration gate'
	: >"$top/fetched"; github Tell-who-is-to-know WEBHOOK_URL=; equal "$status" 0; equal "$(<"$top/fetched")" ''
	github Tell-who-is-to-know WEBHOOK_URL=https://hooks.invalid/token; equal "$status" 0
	equal "$(sed -n 1p "$top/told")" 'url = "https://hooks.invalid/token"'; lacks "$(<"$top/fetched")" token
	equal "$(sed 1d "$top/told" | jq -r .content)" "team/app: gate failed: postgres@$POSTGRES_FOLDER:5432/app, strict, 1 migration: 1 pending"
	lacks "$output$(<"$GITHUB_STEP_SUMMARY")$(<"$top/told")" se-cret
	recorded 20250101000000; github Ask-the-database DATABASE_URL="$address"; equal "$status" 0
}

@test "GitHub: a database that is away fails the job, and the webhook is told so" {
	steps "$templates/github-gate.yml" gate >/dev/null; github Install-mighook PACKAGES=https://packages.invalid/1
	github Ask-the-database DATABASE_URL="postgresql://postgres:se-cret@/app?host=$PWD/nowhere"; equal "$status" 2; lacks "$output" se-cret
	github Ask-the-database DATABASE_URL=; equal "$status" 2
	github Tell-who-is-to-know WEBHOOK_URL=https://hooks.invalid/token; contains "$(<"$top/told")" 'could not be asked'
}

@test "GitHub: secrets are in the environment of the one step that needs them; scripts are clean" {
	equal "$(grep -E '^ *[a-z-]+: (read|write)' "$templates/github-gate.yml" | sed 's/^ *//')" 'contents: read'
	equal "$(grep -c 'secrets\.' "$templates/github-gate.yml")" 3
	names=$(steps "$templates/github-gate.yml" gate); equal "$(cat "$top"/*-* | grep -c '\${{')" 0
	command -v shellcheck >/dev/null || skip 'no shellcheck here'
	for name in $names; do shellcheck -s bash "$top/$name"; done
}

@test "GitLab: the job fails until the database has the migration, with a report" {
	"$python" - "$templates/gitlab-gate.yml" >"$top/script" <<-'EOF'
		import sys, yaml
		(name, job), = yaml.safe_load(open(sys.argv[1])).items()
		script = "\n".join(job["script"])
		assert f"gitlab={job['artifacts']['reports']['codequality']}" in script
		print(script)
	EOF
	export DATABASE_URL=$address MIGHOOK_PACKAGES=https://packages.invalid/1 CI_PROJECT_DIR=$PWD
	run sh -e "$top/script"; equal "$status" 1; contains "$output" 'pending  supabase/migrations/20250101000000_a.sql is not applied'
	equal "$(jq -r '.[].check_name' gl-code-quality-report.json)" pending
	recorded 20250101000000; rm "$top"/installed/*
	run sh -e "$top/script"; equal "$status" 0; contains "$output" 'gate passed'
}
