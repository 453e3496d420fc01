# Real repositories at HEAD with no configuration at all: the runner is found, nothing is flagged that
# the runner accepts.
load ../support/common

setup() {
	setup_scratch
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
}

# judge NAME RUNNER DUPLICATE...: check --all of a clone; the paths of version-duplicate findings.
judge() {
	git clone -q "$MIGHOOK_CORPUS/$1/replay.bundle" -b main r
	cd r
	equal "$(mighook policy show | sed -n 's/^sets.*\.runner: \([a-z-]*\) .*/\1/p')" "$2"
	mighook check --all --format json >../all.json || [ $? = 1 ]
	grep -qE '"rule": "(name-malformed|version-invalid|name-collision|misplaced-file|file-encoding|file-not-regular|rollback-runnable)"' ../all.json && fail 'a finding on what the runner accepts'
	equal "$(grep -A3 '"rule": "version-duplicate"' ../all.json | sed -n 's/.*"path": "\(.*\)",/\1/p')" "${3-}"
}

@test "liam" { judge liam supabase; }
@test "crates.io" { judge crates.io diesel; }
@test "minder" { judge minder golang-migrate database/migrations/000072_profile_selectors_type.up.sql; }
@test "trigger.dev" {
	judge trigger.dev prisma internal-packages/database/prisma/migrations/20260630120000_drop_project_alert_run_subgraph_foreign_keys/migration.sql
}

# about_files: of the rule ids on stdin those of rules on files, names and git.
about_files() {
	grep -xFf <(mighook rules --json | awk -F'"' '/"id":/ { id = $4 } /"scope": "[FG]"/ { print id }')
}

@test "the same files without a history give the same findings on files and names" {
	for name in minder trigger.dev; do
		rm -rf r files; git clone -q "$MIGHOOK_CORPUS/$name/replay.bundle" -b main r
		cp -r "$MIGHOOK_CORPUS/$name/files" files; chmod -R u+w files
		(cd files && git init -q . && git add .)
		diff <(mighook -C r check --all --json | rules_of | about_files) <(mighook -C files check --all --json | rules_of | about_files)
	done
}
