# The policy file: what it can say, what it says when it is wrong, what holds and where it comes from.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	put supabase/migrations/20250101000000_users.sql
}

# wrong TEXT MESSAGE: the policy TEXT is refused with MESSAGE and exit 2.
wrong() {
	put .mighook.yaml "$1"; git add .
	run mighook check --all
	equal "$status" 2
	contains "$output" "$2"
}

@test "mistakes name file, line, key and the nearest valid one" {
	wrong 'versoin: 1' ".mighook.yaml:1: unknown key 'versoin'; did you mean 'version'?"
	wrong $'version: 1\nsets:\n  - path: a\n    runer: supabase' ".mighook.yaml:4: unknown key 'runer' in sets[0]; did you mean 'runner'?"
	wrong 'sets: [{path: a, runner: superbase}]' "sets[0].runner: 'superbase' is no runner; did you mean 'supabase'?"
	wrong 'sets: [{runner: supabase}]' "sets[0]: needs the key 'path'"
	wrong 'rules: {name-malformd: off}' "'name-malformd' is no rule; did you mean 'name-malformed'?"
	wrong 'rules: {name-malformed: of}' "rules.name-malformed.severity: 'of' is no choice; did you mean 'off'?"
	wrong 'rules: {header-missing: {field: [A]}}' "unknown key 'field' in rules.header-missing; did you mean 'fields'?"
	wrong $'rules:\n  header-missing: {ticket: "["}' ".mighook.yaml:2: rules.header-missing.ticket: bad regular expression"
	wrong 'extends: schema-snapshoot' "'schema-snapshoot' is no shipped policy; did you mean 'schema-snapshot'?"
	wrong 'version: 2' 'written for a newer mighook'
	wrong $'rules: {}\nrules: {}' ".mighook.yaml:2: key 'rules' stands here for the second time (first in line 1)"
	wrong 'rules: {a: [}' '.mighook.yaml:1: this is no valid YAML'
	wrong '- a' 'must be a mapping'
	wrong 'sets: {path: a}' 'must be a list of mappings'
	wrong 'sets: [{path: ../a}]' 'must not leave the repository'
	wrong 'sets: [{path: /a}]' "must be a path below the repository's top"
	wrong 'sets: []' 'lists none'
	wrong 'sets: [{path: a}, {path: a/}]' "the folder 'a' is listed twice"
	wrong 'sets: [{path: a, down: beside}]' 'must be sibling, section, none, or a path'
	wrong 'rules: {version-in-future: {tolerance: soon}}' 'is not a duration like 30s'
	wrong 'grandfather: [{path: a}]' "needs the key 'rule'"
	wrong 'grandfather: [{rule: file-empty, fingerprint: abc}]' '64 lower-case hex digits'
	wrong $'version: 1\n---\nversion: 1' 'one YAML document'
	wrong 'sets: &a [*a]' 'nested too deeply'
	rm .mighook.yaml; ln -s elsewhere .mighook.yaml; git add .
	run mighook check --all; equal "$status" 2; contains "$output" 'is no regular file'
}

@test "every key of the policy file is accepted" {
	put .mighook.yaml "$(cat <<-'EOF'
		version: 1
		extends: schema-snapshot
		postgres: 15
		protected: [main]
		authority: repo
		templates: .mighook
		sets:
		  - path: supabase/migrations
		    runner: supabase
		    dialect: postgresql
		    snapshot: schema.sql
		    snapshot-command: make schema
		    name: '^(?<version>\d{14})_(?<description>[a-z0-9_]+)\.sql$'
		    legacy: [{name: '^\d{4}_', until: '0100'}]
		    version: date
		    unique-by: version
		    down: 'rollback/{name}.sql'
		    immutable: merged
		    transaction: each
		    history: [{adapter: supabase}, {table: public.x, columns: {version: id}}]
		    history-writes: tool
		    manifest: supabase/manifest.yaml
		    archive: archive
		    prelude: [supabase, supabase/roles.sql]
		    acl: true
		rules:
		  name-malformed: {severity: error, strict-name: true}
		  header-missing: {severity: error, fields: [Author, Description], ticket: '^[A-Z]+-\d+$'}
		grandfather:
		  - {rule: version-duplicate, path: supabase/migrations/20250101000000_users.sql}
		database:
		  on-commit: warn
		  timeout: 2s
		  environments: {dev: {url-env: DATABASE_URL, rest-env: R, key-env: K, prelude: none}}
	EOF
	)"
	git add .; git commit -q -m start
	run mighook policy show; equal "$status" 0
	contains "$output" 'sets[0].snapshot-command: make schema    # .mighook.yaml:12'
	contains "$output" 'sets[0].legacy[0].until: 0100    # .mighook.yaml:14'
	contains "$output" 'rules.header-missing.fields: [Author, Description]    # .mighook.yaml:28'
	contains "$output" 'database.environments.dev.url-env: DATABASE_URL    # .mighook.yaml:34'
	contains "$output" 'grandfather[0]: version-duplicate supabase/migrations/20250101000000_users.sql'
}

@test "rules of a server: a policy may name them, and a check that is to ask them refuses" {
	put .mighook.yaml 'rules: {replay-failed: error, schema-drift: {comment-only: off}}'; git add .
	run mighook check --all; equal "$status" 0; lacks "$output" replay-failed
	for rule in replay-failed schema-drift; do
		run mighook check --all --rule name-malformed --rule $rule; equal "$status" 2
		contains "$output" "--rule: $rule is found on a server, and not here"; contains "$output" 'hint: mighook drift'
	done
	run mighook audit --rule schema-drift; equal "$status" 2
}

@test "policy show: values with their origin, as JSON too" {
	put .mighook.yaml $'extends: typed-governance\nrules:\n  rollback-missing: warning'; git add .
	run mighook policy show; equal "$status" 0
	contains "$output" 'rules.rollback-missing.severity: warning    # .mighook.yaml:3'
	contains "$output" 'rules.rollback-runnable.severity: warning    # policy typed-governance'
	contains "$output" 'rules.file-empty.severity: error    # default'
	contains "$output" 'sets[0].down: sibling    # policy typed-governance'
	contains "$output" 'sets[0].transaction: each    # runner supabase'
	contains "$output" 'postgres: 15    # default'
	run mighook policy show --json
	contains "$output" '"key": "rules.rollback-missing.severity"'
	contains "$output" '"from": ".mighook.yaml:3"'
}

@test "policy show without a file: what was detected" {
	stage schema.sql '-- all'; git add .
	run mighook policy show; equal "$status" 0
	contains "$output" 'sets[0].path: supabase/migrations    # detected'
	contains "$output" 'sets[0].runner: supabase    # detected'
	contains "$output" 'sets[0].snapshot: schema.sql    # detected'
	cd ..; run mighook policy show; equal "$status" 0
}

@test "policy list: the five shipped ones" {
	equal "$(mighook policy list | awk '{print $1}' | tr '\n' ' ')" \
		'additive-prisma ci-writer dated-policy schema-snapshot typed-governance '
	contains "$(mighook policy list --json)" '"name": "typed-governance"'
	run mighook policy lst; equal "$status" 2
}

@test "a later layer wins: shipped policies in order, then the file; options survive a new severity" {
	put .mighook.yaml $'extends: [dated-policy, typed-governance]\nrules: {header-missing: warning}'; git add .
	run mighook policy show
	contains "$output" 'rules.header-missing.fields: [Migration, Author, Ticket, Description]    # policy typed-governance'
	contains "$output" 'rules.header-missing.severity: warning    # .mighook.yaml:2'
	contains "$output" 'sets[0].name: ^(?<version>\d{14})_(?<type>'
}

@test "a mapping without severity turns a rule on that is off, and leaves one alone that is on" {
	put .mighook.yaml $'extends: ci-writer\nrules: {header-missing: {fields: [Author]}, rollback-missing: {}, migration-count: {max: 1}}'; git add .
	run mighook policy show
	contains "$output" 'rules.header-missing.severity: error    # .mighook.yaml:2'
	contains "$output" 'rules.rollback-missing.severity: warning    # .mighook.yaml:2'
	contains "$output" 'rules.migration-count.severity: info    # .mighook.yaml:2'
}

@test "a shipped policy's set applies only where its folder is" {
	rm -r supabase
	put .mighook.yaml 'extends: schema-snapshot'; put db/migrations/20250101000000_a.sql $'-- migrate:up\nSELECT 1;'; git add .
	run mighook policy show
	contains "$output" 'sets[0].path: db/migrations    # detected'; contains "$output" 'sets[0].runner: dbmate'
	lacks "$output" 'supabase/migrations'
}

@test "the file's sets replace the shipped ones as a whole" {
	put .mighook.yaml $'extends: schema-snapshot\nsets: [{path: supabase/migrations, runner: plain}]'; git add .
	run mighook policy show
	contains "$output" 'sets[0].runner: plain    # .mighook.yaml:2'; lacks "$output" 'sets[0].snapshot'
}

@test "grandfather: an exact finding is excused, by path and by fingerprint" {
	put supabase/migrations/Old.sql '-- nothing'; git add .; git commit -q -m old
	equal "$(mighook check --all --json | rules_of | tr '\n' ' ')" 'file-empty name-malformed '
	sum=$(sha256sum <supabase/migrations/Old.sql | cut -d' ' -f1)
	merged .mighook.yaml "grandfather: [{rule: name-malformed, path: supabase/migrations/Old.sql}, {rule: file-empty, path: supabase/migrations/Old.sql, fingerprint: $sum}]"
	run mighook check --all; equal "$status" 0
	printf -- '-- nothing\r\n' >supabase/migrations/Old.sql
	run mighook check supabase/migrations/Old.sql; lacks "$output" file-empty
	put supabase/migrations/Old.sql '-- other'
	run mighook check supabase/migrations/Old.sql; contains "$output" file-empty; lacks "$output" name-malformed
}

@test "a rule that is on and can find nothing is told" {
	stage supabase/migrations/20250201000000_a.sql
	for rule in branch-name commit-message test-missing header-missing; do
		put .mighook.yaml "rules: {$rule: error}"; git add .mighook.yaml
		run mighook check; equal "$status" 0; contains "$output" "$rule is on, and finds nothing before its options are set"
	done
	put .mighook.yaml 'rules: {rollback-missing: error}'; git add .mighook.yaml
	run mighook check; equal "$status" 0; contains "$output" 'supabase/migrations has no rollbacks (down: none)'
	put .mighook.yaml "rules: {branch-name: {pattern: x}, header-missing: off}"; git add .mighook.yaml
	run mighook check; lacks "$output" 'is on, and'
	git rm -q --cached .mighook.yaml; rm .mighook.yaml; run mighook check; lacks "$output" 'is on, and'
}
