# Adoption: what `mighook init` finds, writes and leaves alone.
load ../support/common

setup() {
	setup_scratch
	new_repository r
}

# legacy: a set with findings in old files, committed.
legacy() {
	put supabase/migrations/20240101000000_users.sql 'CREATE TABLE users (id bigint PRIMARY KEY);'
	put supabase/migrations/20240102000000_gone.sql 'DROP TABLE users CASCADE;'
	git add . && git commit -q -m legacy
}

# clean: nothing is found, at any severity.
clean() {
	mighook check --all --json >"$BATS_TEST_TMPDIR/all.json" || fail "$(mighook check --all)"
	equal "$(rules_of <"$BATS_TEST_TMPDIR/all.json")" ''
}

# entries: the excused findings as `policy show` reads them.
entries() { mighook policy show | sed -n 's/^grandfather\[[0-9]*\]: \(.*\)    # .*/\1/p'; }

# member NAME: a string or number of the JSON on stdin, the first of that name.
member() { sed -n "s/^ *\"$1\": \"\\{0,1\\}\\([^\",]*\\)\"\\{0,1\\},\\{0,1\\}\$/\\1/p" | head -n 1; }

@test "old files are excused as they are; what is edited or new is judged" {
	legacy
	run mighook init </dev/null
	equal "$status" 0
	contains "$output" 'mighook: wrote .mighook.yaml: '
	contains "$output" '  supabase/migrations: supabase, 2 migrations'
	contains "$output" 'mighook: installed pre-commit, pre-merge-commit, pre-push in '
	contains "$output" "mighook: next: git add .mighook.yaml && git commit -m 'Adopt mighook'"
	equal "$(git status --porcelain)" '?? .mighook.yaml'
	clean; git add .mighook.yaml; clean
	contains "$(entries)" "drop-cascade supabase/migrations/20240102000000_gone.sql $(sha256sum <supabase/migrations/20240102000000_gone.sql | cut -d' ' -f1)"
	git commit -q -m 'Adopt mighook'
	stage supabase/migrations/20250101000000_more.sql 'DROP TABLE others CASCADE;'
	run git commit -q -m more; equal "$status" 1
	contains "$output" 20250101000000_more.sql; lacks "$output" 20240102000000
	# the excuse is of the very content
	printf 'SELECT 1;\n' >>supabase/migrations/20240102000000_gone.sql; git add .
	run mighook check --all; equal "$status" 1; contains "$output" '20240102000000_gone.sql:1:1: error: DROP'
}

@test "the same with CRLF, in either direction" {
	printf 'DROP TABLE a CASCADE;\r\n' >x.sql; mkdir migrations; mv x.sql migrations/0001_a.sql
	git add . && mighook init -q --no-hooks; clean
	printf 'DROP TABLE a CASCADE;\n' >migrations/0001_a.sql; git add .; clean
	printf 'DROP TABLE b CASCADE;\n' >migrations/0001_a.sql; git add .
	run mighook check --all; equal "$status" 1
}

@test "every set of a monorepo, and files that nobody has added yet" {
	merged services/api/migrations/000001_init.up.sql 'DROP TABLE a CASCADE;'
	merged services/api/migrations/000001_init.down.sql 'DROP TABLE IF EXISTS b;'
	put services/web/prisma/schema.prisma 'model A { id Int @id }'
	put services/web/prisma/migrations/migration_lock.toml 'provider = "postgresql"'
	put services/web/prisma/migrations/20240101000000_init/migration.sql 'DROP TABLE c CASCADE;'
	put ignored/supabase/migrations/20240101000000_x.sql 'DROP TABLE d CASCADE;'
	echo ignored >.gitignore
	run mighook init; equal "$status" 0
	contains "$output" '  services/api/migrations: golang-migrate, 1 migration'
	contains "$output" '  services/web/prisma/migrations: prisma, 1 migration, snapshot services/web/prisma/schema.prisma'
	lacks "$output" ignored
	grep -qxF '    snapshot: services/web/prisma/schema.prisma  # must move with the migrations' .mighook.yaml
	contains "$(entries)" 'drop-cascade services/web/prisma/migrations/20240101000000_init/migration.sql '
	contains "$(entries)" 'drop-cascade services/api/migrations/000001_init.up.sql '
	git add .; git commit -q -m 'through the hook'; clean
	mighook policy show | grep -q '^sets\[1\]\.runner: prisma '
}

@test "the first commit of all brings policy and files, whatever their names" {
	for name in 'Bad Name.sql' 20240101000000_a.sql 20240101000000_b.sql; do put "supabase/migrations/$name" "SELECT '$name';"; done
	run mighook init; equal "$status" 0; lacks "$output" 'merge .mighook.yaml before'
	contains "$(entries)" 'name-malformed supabase/migrations/Bad Name.sql '; contains "$(entries)" version-duplicate
	git add .; git commit -q -m all; clean
	# afterwards an entry that no comment could replace must be on the protected branch already
	git checkout -q -b work
	stage 'supabase/migrations/Worse.sql' 'SELECT 2;'
	sum=$(sha256sum <supabase/migrations/Worse.sql | cut -d' ' -f1)
	echo "  - {rule: name-malformed, path: supabase/migrations/Worse.sql, fingerprint: $sum}" >>.mighook.yaml
	git add .; run git commit -q -m worse; equal "$status" 1; contains "$output" '[name-malformed]'
	git rm -q -f .mighook.yaml; run mighook init --no-hooks; equal "$status" 0
	contains "$output" 'merge .mighook.yaml before the files that are new here'
	# nor does a branch without a history of its own excuse itself
	git checkout -q --orphan fresh; run git commit -q -m worse; equal "$status" 1; contains "$output" '[name-malformed]'
}

@test "a finding of what is not merged is excused, and that of the day after the merge" {
	put migrations/0001_a.sql 'CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY, b bigint);'
	put migrations/0002_a.sql 'CREATE INDEX IF NOT EXISTS a_b ON a (b);'
	git add .; mighook init -q --no-hooks
	contains "$(entries)" 'index-not-concurrent migrations/0002_a.sql'
	clean; git add .; git commit -q -m start; clean
}

@test "names with any bytes" {
	bad=$'supabase/migrations/20240101000000_\xff.sql'
	put "$bad" 'DROP TABLE a CASCADE;'
	names=($'quote"s.sql' "apostrophe's.sql" 'colon: x.sql' ' #hash.sql' $'new\nline.sql' $'tab\t.sql' 'back\slash.sql' 'ümläut.sql' $'\u2028line.sql' $'\u202eright.sql' $'\U1f600.sql' '{flow}, [x].sql' '&a *b !c.sql' '%41.sql' '~.sql')
	i=10; for name in "${names[@]}"; do put "supabase/migrations/202401020000${i}_$name" "DROP TABLE t$i CASCADE;"; i=$((i + 1)); done
	git add .; git commit -q -m names
	mighook init -q --no-hooks; clean
	# the one that YAML cannot hold is known by its content
	grep -qF "  - {rule: drop-cascade, fingerprint: $(sha256sum <"$bad" | cut -d' ' -f1)}" .mighook.yaml
	equal "$(entries | grep -c '^drop-cascade ')" $((${#names[@]} + 1))
	LC_ALL=C.UTF-8 grep -qP '[\x{2028}\x{202e}]' .mighook.yaml && fail 'a line end or an order mark stands there'
	equal "$(grep -c '' .mighook.yaml)" "$(LC_ALL=C tr -d '\r' <.mighook.yaml | wc -l)"
	put "supabase/migrations/20240102000010_${names[0]}" 'DROP TABLE other CASCADE;'; git add .
	run mighook check --all; equal "$status" 1; contains "$output" 'quote"s.sql'
}

@test "what no entry can excuse is said" {
	mkdir migrations; ln -s ../elsewhere $'migrations/0001_\xff.sql'; put migrations/0002_a.sql; git add .; git commit -q -m link
	run mighook init --no-hooks; equal "$status" 0
	contains "$output" 'mighook: not excused: file-not-regular in migrations/0001_\xFF.sql'
	# a link has no content to be known by, but a path
	git rm -q --cached -r migrations; rm -r migrations .mighook.yaml; mkdir migrations; ln -s ../elsewhere migrations/0001_a.sql; git add .; git commit -q -m again
	mighook init -q --no-hooks; equal "$(entries)" 'file-not-regular migrations/0001_a.sql'; clean
}

@test "a set of many migrations: the rule speaks again when there are many more" {
	mkdir migrations; for n in $(seq 1001 1501); do echo 'SELECT 1;' >"migrations/${n}_a.sql"; done; git add .
	contains "$(mighook check --all)" '[migration-count]'
	mighook init -q --no-hooks; clean
	grep -qxF '  migration-count: {max: 1000}' .mighook.yaml; lacks "$(entries)" migration-count
}

@test "history tables that the migrations speak of" {
	merged supabase/migrations/20240101000000_a.sql 'CREATE TABLE IF NOT EXISTS public._migrations (version text); INSERT INTO supabase_migrations.schema_migrations VALUES (1);'
	mighook init -q --no-hooks
	mighook policy show >show
	grep -q '^sets\[0\]\.history\[0\]\.adapter: supabase ' show
	grep -q '^sets\[0\]\.history\[1\]\.table: public._migrations ' show; lacks "$(cat show)" 'history[2]'
	lacks "$(cat .mighook.yaml)" history-writes
	git rm -q -r supabase; rm .mighook.yaml
	for n in 1 2 3; do stage "db/migrations/000${n}_a.sql" "BEGIN; INSERT INTO migrations_history (migration_name) VALUES ('000${n}_a'); COMMIT;"; done
	mighook init -q --no-hooks
	mighook policy show >show
	grep -q '^sets\[0\]\.history\[0\]\.table: migrations_history ' show
	grep -q '^sets\[0\]\.history-writes: manual ' show
	# a runner's own table needs no line
	git rm -q -r --cached db; rm -r db .mighook.yaml; stage migrations/0001_a.up.sql; mighook init -q --no-hooks
	grep -qxF '    # history: [{adapter: golang-migrate}]  # schema_migrations; holds without this line' .mighook.yaml
	lacks "$(mighook policy show)" 'history['
	# a shipped policy's tables go with its set to another folder
	git rm -q -r --cached migrations; rm -r migrations .mighook.yaml; stage app/supabase/migrations/20240101000000_a.sql
	git commit -q --no-verify -m moved; mighook init -q --no-hooks --extends schema-snapshot
	grep -qxF '    history: [{adapter: supabase}, {adapter: _migrations}]  # policy schema-snapshot' .mighook.yaml
	mighook policy show | grep -q '^sets\[0\]\.history\[1\]\.adapter: _migrations '
}

@test "--extends: a shipped policy, whose sets are not replaced" {
	put supabase/migrations/0001_old.sql 'SELECT 1;'
	put deploy.sh $'#!/bin/sh\nsupabase db push'
	git add .; git commit -q -m legacy
	run mighook init --no-hooks --extends nonsense; equal "$status" 2; contains "$output" 'hint: mighook policy list'
	mighook init -q --no-hooks --extends ci-writer
	grep -qxF 'extends: [ci-writer]' .mighook.yaml
	mighook policy show | grep -q '^sets\[0\]\.immutable: applied    # policy ci-writer'
	contains "$(entries)" "forbidden-command deploy.sh $(sha256sum <deploy.sh | cut -d' ' -f1)"
	clean
	echo 'supabase link' >>deploy.sh; git add .; run mighook check --all; equal "$status" 1; contains "$output" 'deploy.sh:3'
}

@test "--extends: the folder has another name here" {
	stage db/supabase/migrations/0001_old.sql; stage schema.sql ''; git commit -q -m legacy
	mighook init -q --no-hooks --extends typed-governance
	mighook policy show >show
	grep -q '^sets\[0\]\.path: db/supabase/migrations ' show; grep -qF '(?<type>create|alter|drop|seed|fix)' show
	grep -q '^sets\[0\]\.history-writes: manual ' show
	contains "$(entries)" 'name-malformed db/supabase/migrations/0001_old.sql'; clean
}

@test "a policy that is there stays, and so does a workflow" {
	legacy; put .mighook.yaml 'rules: {drop-cascade: off}'
	run mighook init; equal "$status" 2
	contains "$output" '.mighook.yaml is there already and is left as it is'; contains "$output" '  hint: '
	equal "$(cat .mighook.yaml)" 'rules: {drop-cascade: off}'; [ ! -e .git/hooks/pre-commit ]
	git add .; rm .mighook.yaml; run mighook init; equal "$status" 2; contains "$output" 'hint: git restore .mighook.yaml'
	git rm -q --cached .mighook.yaml; ln -s nowhere .mighook.yaml; run mighook init; equal "$status" 2
	rm .mighook.yaml; run mighook init --ci circle; equal "$status" 2; contains "$output" "'circle' is none of github, gitlab, github-gate, gitlab-gate, github-drift, gitlab-drift"
	[ ! -e .mighook.yaml ]
}

@test "--ci writes a workflow, and overwrites none" {
	[ -f "$MIGHOOK_SOURCE/templates/ci/github.yml" ] || skip 'there are no workflow templates'
	legacy
	run mighook init --ci github --ci gitlab --no-hooks; equal "$status" 0
	contains "$output" 'git add .mighook.yaml .github/workflows/mighook.yml .gitlab-ci.yml'
	diff .github/workflows/mighook.yml "$MIGHOOK_SOURCE/templates/ci/github.yml"
	diff .gitlab-ci.yml "$MIGHOOK_SOURCE/templates/ci/gitlab.yml"
	# there is a policy now: the workflow alone
	before=$(cat .mighook.yaml); rm -r .github; echo 'a: b' >.gitlab-ci.yml
	run mighook init --ci github --ci gitlab; equal "$status" 0
	contains "$output" 'add to .gitlab-ci.yml: include: [{local: .gitlab/mighook.gitlab-ci.yml}]'
	equal "$(cat .mighook.yaml)" "$before"; equal "$(cat .gitlab-ci.yml)" 'a: b'; [ ! -e .git/hooks/pre-commit ]
	diff .gitlab/mighook.gitlab-ci.yml "$MIGHOOK_SOURCE/templates/ci/gitlab.yml"
	# what asks the database after a deployment
	run mighook init --ci github-gate --ci gitlab-gate; equal "$status" 0
	contains "$output" 'call .github/workflows/mighook-gate.yml behind the job'
	contains "$output" 'add to .gitlab-ci.yml: include: [{local: .gitlab/mighook-gate.gitlab-ci.yml}]'
	diff .github/workflows/mighook-gate.yml "$MIGHOOK_SOURCE/templates/ci/github-gate.yml"
	diff .gitlab/mighook-gate.gitlab-ci.yml "$MIGHOOK_SOURCE/templates/ci/gitlab-gate.yml"
	run mighook init --ci github-drift --ci gitlab-drift; equal "$status" 0
	contains "$output" 'add to .gitlab-ci.yml: include: [{local: .gitlab/mighook-drift.gitlab-ci.yml}]'
	diff .github/workflows/mighook-drift.yml "$MIGHOOK_SOURCE/templates/ci/github-drift.yml"
	diff .gitlab/mighook-drift.gitlab-ci.yml "$MIGHOOK_SOURCE/templates/ci/gitlab-drift.yml"
	# all places are taken: nothing is written at all
	rm .mighook.yaml; run mighook init --ci github; equal "$status" 2
	contains "$output" '.github/workflows/mighook.yml is there already'; [ ! -e .mighook.yaml ]
}

@test "hooks: through the manager that the repository has" {
	legacy; mkdir .husky; echo true >.husky/pre-commit
	run mighook init; equal "$status" 0; contains "$output" "installed pre-commit in $PWD/.husky"
	contains "$output" 'husky itself is not set up here'; grep -q 'mighook hook pre-commit' .husky/pre-commit
	[ ! -e .git/hooks/pre-commit ]
	rm -r .husky .mighook.yaml; echo 'pre-commit: {}' >lefthook.yml
	mighook init -q; grep -q '^extends:' lefthook.yml; grep -q 'mighook hook pre-commit' .lefthook/mighook.yml
	rm -r .lefthook lefthook.yml .mighook.yaml; echo 'repos: []' >.pre-commit-config.yaml
	mighook init || rm -f .mighook.yaml # a list in one line is not edited
	rm -f .mighook.yaml; echo 'repos:' >.pre-commit-config.yaml
	mighook init -q; grep -q 'mighook hook pre-commit' .pre-commit-config.yaml
	# one whose file is nobody's to write is told of, and git's own folder is used
	rm .pre-commit-config.yaml .mighook.yaml; echo 'PreCommit: {}' >.overcommit.yml
	run mighook init; contains "$output" 'overcommit runs hooks here too. Add to .overcommit.yml'; [ -L .git/hooks/pre-commit ]
}

@test "without hooks: --no-hooks, MIGHOOK=0" {
	legacy; mighook init -q --no-hooks; [ ! -e .git/hooks/pre-commit ]; rm .mighook.yaml
	MIGHOOK=0 run mighook init; equal "$status" 0; contains "$output" 'no hooks are installed (MIGHOOK=0: nothing is done); later: mighook install'
	[ -f .mighook.yaml ]; [ ! -e .git/hooks/pre-commit ]
}

@test "JSON: one object" {
	legacy
	mighook init --json --no-hooks >"$BATS_TEST_TMPDIR/init.json"
	cd "$BATS_TEST_TMPDIR"
	equal "$(member command <init.json)" init; equal "$(member runner <init.json)" supabase; equal "$(member migrations <init.json)" 2
	equal "$(member grandfathered <init.json)" "$(cd work/r && entries | wc -l)"
	contains "$(cat init.json)" '"hooks": []'; contains "$(cat init.json)" '"next": "git add .mighook.yaml'
	contains "$(tr -d ' \n' <init.json)" '"written":[".mighook.yaml"]'
}

@test "from a folder below, for the whole repository" {
	legacy; cd supabase/migrations
	run mighook init --no-hooks; equal "$status" 0; contains "$output" 'git add :/.mighook.yaml'
	[ -f ../../.mighook.yaml ]; git add :/.mighook.yaml; cd ../..; clean
}

@test "two lines say what to do next" {
	two_lines() { equal "$status" 2; equal "$(wc -l <<<"$output")" 2; contains "$output" "$1"; contains "$output" $'\n  hint: '; }
	run mighook init; two_lines 'there is no migration folder here'; [ ! -e .mighook.yaml ]
	run mighook audit; two_lines 'nothing has been committed yet'
	git init -q --bare ../b.git; run mighook -C ../b.git init; two_lines 'this is a bare repository'
	mkdir ../none; export GIT_CEILING_DIRECTORIES=$PWD/..
	for command in init check 'check --all' audit review doctor; do run mighook -C ../none $command; two_lines 'not inside a git repository'; done
	run mighook -C ../none install; equal "$status" 0; contains "$output" 'hint: cd into one, or make one: git init'
	for command in check 'check --all' review 'schema list'; do
		run mighook $command; equal "$status" 0; equal "$(wc -l <<<"$output")" 2
		contains "$output" 'there is no migration folder here'; contains "$output" '  hint: git add the first migration'
	done
}

@test "check, install and doctor point to it" {
	legacy
	run mighook check --all; equal "$status" 1; contains "$output" '  hint: to leave all of this as it is and judge what is new: mighook init'
	contains "$(mighook install 2>&1)" 'to write one: mighook init'; contains "$(mighook doctor)" 'to write one: mighook init'
	mighook init -q; git add .
	lacks "$(mighook check --all)" 'mighook init'; lacks "$(mighook install 2>&1)" 'mighook init'; lacks "$(mighook doctor)" 'mighook init'
	printf 'DROP TABLE x CASCADE;\n' >supabase/migrations/20240102000000_gone.sql; git add .
	run mighook check --all; equal "$status" 1; lacks "$output" 'mighook init'
}

@test "where nothing can be written or read: exit 2, and nothing half done" {
	[ "$(id -u)" = 0 ] && command -v setpriv >/dev/null || skip 'needs root to become somebody else'
	legacy; put supabase/migrations/20240103000000_secret.sql 'SELECT 1;'
	folder=$(mktemp -d /tmp/mighook-init.XXXXXX); cp -r . "$MIGHOOK_BIN" "$folder"; cd "$folder"
	rm -f .git/hooks/*; chown -R nobody .; chmod a-w . .git/hooks
	as_reader() { setpriv --reuid=nobody --clear-groups env HOME=/nonexistent "$@"; }
	before=$(find . | sort)
	run as_reader touch x; contains "$output" 'Permission denied'
	run as_reader ./mighook init; code=$status; first=$output; after=$(find . | sort)
	chmod 0 supabase/migrations/20240103000000_secret.sql
	run as_reader ./mighook init; code+=$status; second=$output
	# the hooks cannot be written, the policy can: what was done is said
	chmod 644 supabase/migrations/20240103000000_secret.sql; chmod u+w .
	run as_reader ./mighook init; code+=$status; third=$output
	cd /; rm -r "$folder"
	equal "$code" 222; equal "$after" "$before"
	contains "$first" 'error: cannot write '
	contains "$second" 'error: cannot read '; contains "$second" '20240103000000_secret.sql: Permission denied'
	contains "$third" 'mighook: wrote .mighook.yaml'; contains "$third" 'then: mighook install'
}

@test "a change of what is merged is under way, and is not excused" {
	legacy; put supabase/migrations/20240101000000_users.sql 'SELECT 1;'; git rm -q supabase/migrations/20240102000000_gone.sql; git add .
	run mighook init --no-hooks; equal "$status" 0
	contains "$output" 'mighook: not excused: merged-migration-modified in supabase/migrations/20240101000000_users.sql'
	contains "$output" 'mighook: not excused: merged-migration-deleted in supabase/migrations/20240102000000_gone.sql'
	lacks "$(cat .mighook.yaml)" merged-migration; run mighook check --all; equal "$status" 1
	git reset -q --hard; clean=$(mighook check --all) || :; lacks "$clean" merged-migration
}

@test "a snapshot that differs is excused until it changes, which is said; doctor tells of other folders" {
	merged schema.sql 'CREATE TABLE public.other (id bigint PRIMARY KEY);'
	merged supabase/migrations/20240101000000_a.sql 'CREATE TABLE IF NOT EXISTS public.a (id bigint PRIMARY KEY);'
	run mighook init --no-hooks; equal "$status" 0
	contains "$output" 'mighook: schema.sql is excused only until it changes, with the next migration: dump it anew'
	clean; lacks "$(mighook doctor)" 'in no set'
	stage service/migrations/0001_a.up.sql; contains "$(mighook doctor)" '; in no set: service/migrations (golang-migrate)'
}

@test "a large policy is read once, and again when it changes or the copy is damaged" {
	for n in $(seq 1001 1100); do put "migrations/${n}_a.sql" "DROP TABLE t$n CASCADE;"; done
	git add .; mighook init -q; git add .; git commit -q -m start
	copy=$(echo .git/mighook/policy-*); [ -s "$copy" ]
	# what is read is the copy: the text itself is not here any more
	id=$(git rev-parse :.mighook.yaml); object=.git/objects/${id:0:2}/${id:2}; mv "$object" ../object
	stage migrations/1101_a.sql 'DROP TABLE t1101 CASCADE;'
	run mighook check; equal "$status" 1; equal "$(grep -c ': error: ' <<<"$output")" 1
	# without it, and where it is damaged, the text is needed
	cp "$copy" ../copy; printf x | dd of="$copy" bs=1 seek=3000 conv=notrunc 2>/dev/null
	run mighook check; equal "$status" 2
	mv ../object "$object"; run mighook check; equal "$status" 1
	cmp "$copy" ../copy # it was written anew
	# another text has another copy
	sed -i '/1050_a.sql/d' .mighook.yaml; git add .
	run mighook check --all; equal "$status" 1; contains "$output" '1050_a.sql'; lacks "$output" '1051_a.sql'
}

@test "a history that is pushed whole is excused by its own policy, and what comes after it is not" {
	new_repository r; merged supabase/migrations/Old.sql
	mighook init -q; git add .; git commit -q -m adopt
	git init -q --bare ../hub.git; git init -q --bare ../server.git; mighook -C ../server.git install -q --server
	git remote add origin ../hub.git; git push -q origin main; git push -q --no-verify ../server.git main
	git checkout -q --orphan other; put supabase/migrations/Worse.sql
	sed -i 's#^grandfather:#&\n  - {rule: name-malformed, path: supabase/migrations/Worse.sql}#' .mighook.yaml
	git add .; git commit -q --no-verify -m worse
	run git push -q origin other; [ "$status" -ne 0 ]; contains "$output" 'Worse.sql:1:1: error'
	run git push -q --no-verify ../server.git other; [ "$status" -ne 0 ]; contains "$output" 'Worse.sql:1:1: error'
}

@test "the next command names what husky's team must commit too" {
	new_repository r; merged supabase/migrations/20250101000000_users.sql
	mkdir -p .husky/_; echo true >.husky/pre-commit; git config core.hooksPath .husky/_
	contains "$(mighook init)" 'git add .mighook.yaml .husky && git commit'
}
