# The five source documents: their own templates, filled in, pass under the policy made from each, and
# what each forbids is refused by the rule that names it.
load ../support/common

setup() {
	setup_scratch
	[ -d "${MIGHOOK_CORPUS-}/../seeds" ] || skip 'the source documents lie beside the corpus; MIGHOOK_CORPUS is not set'
	seeds=$MIGHOOK_CORPUS/../seeds
	new_repository r
	dir=supabase/migrations
}

# block FILE TEXT: the first fenced block of a document that contains the text.
block() {
	awk -v text="$2" '
		/^```/ { if (open) { if (index(all, text)) { printf "%s", all; exit } open = 0 } else { open = 1; all = "" } next }
		open { all = all $0 "\n" }' "$seeds/$1"
}

policy() {
	merged .mighook.yaml "extends: $1"
}

# passes: the staged change has no error.
passes() {
	run mighook check --staged
	equal "$status" 0
	mighook check --staged --json | rules_of >../rules
}

# refused RULE: the staged change is refused by it.
refused() {
	run mighook check --staged --json; equal "$status" 1
	rules_of <<<"$output" | grep -qx "$1" || fail "$1 not among: $(rules_of <<<"$output" | tr '\n' ' ')"
}

# sql_refused RULE SQL: a good migration with that SQL instead of its own; PLACE is where it goes.
sql_refused() {
	git reset -q --hard; git clean -fdq
	stage "$place" "$(with_sql "$2")"
	refused "$1" || fail "$2"
}

# sql_passes SQL
sql_passes() {
	git reset -q --hard; git clean -fdq
	stage "$place" "$(with_sql "$1")"
	run mighook check --staged; equal "$status" 0
}

# only RULE NAME...: each name alone is refused by the rule.
each_refused() {
	local rule=$1 name
	for name in "${@:2}"; do
		git reset -q --hard; git clean -fdq
		good "$name"
		refused "$rule" || fail "$name"
	done
}

@test "S0 dated-policy" {
	policy dated-policy
	good() {
		block 1-migration-policy.md 'Author: <github_username>' |
			sed "s/20260118_example.sql/${1##*/}/; s/<github_username>/octocat/; s/<one-line description>/a column/
				s/<rollback strategy or \"Not applicable\">/Not applicable/
				s/-- Your SQL here/ALTER TABLE plaintiffs ADD COLUMN IF NOT EXISTS status text;/" >../text
		stage "$dir/$1" "$(cat ../text)"
	}
	good 20260118_add_plaintiff_status_column.sql; passes
	git reset -q --hard; good 20260118_create_enforcement_score_view.sql; passes
	git reset -q --hard; good 0001_baseline_v1.sql; passes
	each_refused name-malformed 0320_add_status.sql 20260118153000_add_status.sql 20260118_AddStatus.sql add_status.sql 20260118-add.sql
	each_refused version-invalid 20261318_add_status.sql 20260231_add_status.sql
	for field in Migration Author Purpose Rollback; do
		git reset -q --hard; good 20260118_a.sql; sed -i "/^-- $field:/d" "$dir/20260118_a.sql"; git add .
		refused header-missing
		git reset -q --hard; good 20260118_a.sql; sed -i "s/^-- $field:.*/-- $field:/" "$dir/20260118_a.sql"; git add .
		refused header-missing
	done
	git reset -q --hard; good 20260118_a.sql; sed -i "s/^-- Migration:.*/-- Migration: 20260117_b.sql/" "$dir/20260118_a.sql"; git add .
	refused header-mismatch
	git reset -q --hard; block 1-migration-policy.md 'Author: <github_username>' >../text
	stage "$dir/20260118_example.sql" "$(cat ../text)"; refused header-missing; refused placeholder-left
	git reset -q --hard; good 20260118_a.sql; git commit -q -m a
	good 20260118_b.sql; refused version-duplicate
	git reset -q --hard; stage "$dir/20260118_a.sql" 'SELECT 2;'; refused merged-migration-modified
	git reset -q --hard; git rm -q "$dir/20260118_a.sql"; refused merged-migration-deleted
	place=$dir/20260119_x.sql
	with_sql() { printf -- '-- Migration: 20260119_x.sql\n-- Author: octocat\n-- Purpose: x\n-- Rollback: Not applicable\n%s\n' "$1"; }
	sql_passes $'BEGIN;\nALTER TABLE a ADD COLUMN IF NOT EXISTS b text;\nCOMMIT;'
	sql_refused transaction-missing 'ALTER TABLE a ADD COLUMN IF NOT EXISTS b text;'
	sql_refused transaction-missing $'BEGIN;\nSELECT 1;\nCOMMIT;\nSELECT 2;'
	sql_refused drop-cascade $'BEGIN;\nDROP TABLE IF EXISTS a CASCADE;\nCOMMIT;'
	sql_passes $'BEGIN;\nDROP TABLE IF EXISTS a CASCADE; -- approved-by: jane\nCOMMIT;'
	sql_refused external-state $'BEGIN;\nCOPY a FROM PROGRAM \'ls\';\nCOMMIT;'
	sql_refused credential-literal $'BEGIN;\nALTER ROLE a PASSWORD \'hunter2\';\nCOMMIT;'
}

@test "S1 ci-writer" {
	policy ci-writer
	good() {
		block 2-migration-protocol.md 'GOOD: For complex changes' | sed 's/(\.\.\.)/(id bigint PRIMARY KEY)/; /BAD/,/^$/d' >../text
		stage "$dir/$1" "$(cat ../text)"
	}
	good 20251209143000_add_customer_tier_column.sql; passes
	git reset -q --hard; good 0070_legacy.sql; passes
	each_refused name-malformed 20251209_add_tier.sql 0071_new.sql add_tier.sql 20251209143000-add.sql 20251209143000_Add.sql
	each_refused version-invalid 20251209250000_add_tier.sql
	git reset -q --hard; good 20251209143000_a.sql; git commit -q -m a
	good 20251209143000_b.sql; refused version-duplicate
	git reset -q --hard; stage "$dir/20251209143000_a.sql" 'SELECT 2;'; refused merged-migration-modified
	place=$dir/20251210143000_x.sql
	with_sql() { echo "$1"; }
	block 2-migration-protocol.md 'BAD: Not idempotent' | sed -n '/BAD/,/^$/p' | sed 's/(\.\.\.)/(id bigint PRIMARY KEY)/' >../bad
	[ ! -s ../bad ] || sql_refused guard-missing "$(cat ../bad)"
	sql_refused guard-missing 'CREATE TABLE t (id bigint PRIMARY KEY);'
	sql_refused table-dropped 'DROP TABLE IF EXISTS t;'
	sql_refused object-dropped 'DROP VIEW IF EXISTS t;'
	sql_refused column-dropped 'ALTER TABLE t DROP COLUMN IF EXISTS c;'
	sql_refused rows-changed-without-where 'DELETE FROM t;'
	sql_passes $'-- approved-by: jane\nDROP TABLE IF EXISTS t;'
	sql_refused history-table-touched $'DELETE FROM supabase_migrations.schema_migrations WHERE version = \'1\';'
	mighook check --staged --json >/dev/null || true
	git reset -q --hard; stage "$place" 'CREATE OR REPLACE VIEW v AS SELECT 1 AS one;'
	contains "$(mighook check --staged --json | rules_of)" grant-missing
}

@test "S2 typed-governance" {
	policy typed-governance
	good() {
		local stem=${1%.sql}
		block 3-migration-governance.md 'Author: <github_username>' |
			sed "s/YYYYMMDDHHMMSS_type_description/$stem/; s/<github_username>/octocat/; s/<JIRA.*>/OPS-7/
				s/<Detailed.*>/a table of metrics/; s/-- Your migration code here/CREATE TABLE IF NOT EXISTS m (id uuid PRIMARY KEY); ALTER TABLE m ENABLE ROW LEVEL SECURITY; DROP POLICY IF EXISTS m_read ON m; CREATE POLICY m_read ON m FOR SELECT USING (auth.uid() IS NOT NULL);/" >../text
		stage "$dir/$1" "$(cat ../text)"
		block 3-migration-governance.md 'CAUTION' |
			sed "s/YYYYMMDDHHMMSS_type_description/$stem/; s/-- Your rollback code here/DROP TABLE IF EXISTS m;/" >../text
		stage "$dir/$stem.down.sql" "$(cat ../text)"
	}
	good 20250127093045_create_metrics.sql; passes
	# warnings: the document prescribes the sibling, and a check that guards nothing
	equal "$(cat ../rules)" $'precheck-ineffective\nrollback-runnable'
	each_refused name-malformed 20250127093045_make_metrics.sql 20250127093045_metrics.sql create_metrics.sql 20250127_create_metrics.sql 20250127093045_create_Metrics.sql
	for field in Migration Author Ticket Description; do
		git reset -q --hard; good 20250127093045_create_a.sql; sed -i "s/^-- $field:.*/-- $field:/" "$dir/20250127093045_create_a.sql"; git add .
		refused header-missing
	done
	git reset -q --hard; good 20250127093045_create_a.sql; git rm -q -f "$dir/20250127093045_create_a.down.sql"; refused rollback-missing
	git reset -q --hard; good 20250127093045_create_a.sql; stage "$dir/20250127093045_create_a.down.sql" '-- later'; refused rollback-missing
	git reset -q --hard; good 20250127093045_create_a.sql; sed -i 's/^-- See: .*/-- See: other.down.sql/' "$dir/20250127093045_create_a.sql"; git add .; refused rollback-missing
	# what the document's own generator leaves behind
	git reset -q --hard; good 20250127093045_create_a.sql
	sed -i 's/^CREATE TABLE.*/-- TODO: Add your migration code here/' "$dir/20250127093045_create_a.sql"; git add .; refused placeholder-left
	git reset -q --hard; good 20250127093045_create_a.sql; git commit -q -m a
	good 20250127093045_create_b.sql; refused version-duplicate
	git reset -q --hard; echo '-- more' >>"$dir/20250127093045_create_a.sql"; git add .; refused merged-migration-modified
	place=$dir/20250128093045_create_x.sql
	with_sql() {
		printf -- '-- Migration: 20250128093045_create_x\n-- Author: octocat\n-- Ticket: OPS-7\n-- Description: x\nBEGIN;\n%s\n%s\nCOMMIT;\n' "$1" \
			"${record-INSERT INTO migrations_history (migration_name) VALUES ('20250128093045_create_x');}"
	}
	sql_refused row-security-missing 'CREATE TABLE IF NOT EXISTS t (id bigint);'
	sql_refused column-dropped $'-- approved-by: jane\nALTER TABLE t DROP COLUMN IF EXISTS c;'
	sql_refused data-change 'UPDATE t SET a = 1 WHERE id = 1;'
	sql_refused ddl-dml-mixed 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a int; UPDATE t SET a = 1 WHERE id = 1;'
	record= sql_refused history-record-missing 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;'
	place=$dir/20250128093045_seed_x.sql; git reset -q --hard; stage "$place" 'INSERT INTO t (id) VALUES (1) ON CONFLICT DO NOTHING;'
	lacks "$(mighook check --staged --json | rules_of)" data-change
}

@test "S3 additive-prisma" {
	merged prisma/schema.prisma 'model a { id Int @id }'
	policy additive-prisma
	dir=prisma/migrations
	good() {
		stage "$dir/migration_lock.toml" 'provider = "postgresql"'
		stage "$dir/$1/migration.sql" '-- CreateTable'$'\n''CREATE TABLE "social_posts" ("id" TEXT NOT NULL);'
		stage prisma/schema.prisma $'model a { id Int @id }\n'"model b { id Int @id } // $1"
	}
	good 20250127093045_add_social_posts_table; passes
	each_refused name-malformed add_posts 20250127_add_posts 20250127093045_AddPosts
	git reset -q --hard; good 20250127093045_a; git reset -q -- prisma/schema.prisma; refused snapshot-not-staged
	git reset -q --hard; good 20250127093045_a; git rm -q -f "$dir/migration_lock.toml"; refused lock-file-missing
	git reset -q --hard; good 20250127093045_a; stage "$dir/migration_lock.toml" 'provider = "mysql"'; refused lock-file-missing
	git reset -q --hard; good 20250127093045_a; git commit -q -m a
	good 20250127093045_b; refused version-duplicate
	git reset -q --hard; stage "$dir/20250127093045_a/migration.sql" 'SELECT 2;'; refused merged-migration-modified
	place=$dir/20250128093045_x/migration.sql
	with_sql() { echo "$1"; }
	sql_refused table-dropped $'-- approved-by: jane\nDROP TABLE t;'
	sql_refused column-dropped 'ALTER TABLE t DROP COLUMN c; -- approved-by: jane'
	sql_refused object-renamed 'ALTER TABLE t RENAME TO u; -- approved-by: jane'
	sql_refused column-type-changed 'ALTER TABLE t ALTER COLUMN c TYPE bigint;'
	sql_refused drop-cascade 'DROP VIEW IF EXISTS v CASCADE;'
	git reset -q --hard; git clean -fdq; stage prisma/schema.prisma $'model a { id Int @id }\nmodel b { id Int @id }\nmodel c { id Int @id }'
	stage "$place" 'ALTER TABLE t ALTER COLUMN c TYPE bigint; -- approved-by: jane'; passes
}

@test "S4 schema-snapshot" {
	merged schema.sql '-- all tables'
	policy schema-snapshot
	good() {
		block 5-migration-reconciliation.md 'add_customer_segments' | sed "s/20250127093045_add_customer_segments.sql/$1/" >../text
		stage "$dir/$1" "$(cat ../text)"
		stage schema.sql "-- all tables and $1"
	}
	good 20250127093045_add_customer_segments.sql; passes
	each_refused name-malformed add_segments.sql 20250127_add_segments.sql 20250127093045_AddSegments.sql 20250127093045-add.sql 2025012709304_x.sql
	each_refused version-invalid 20250127246045_add_segments.sql
	git reset -q --hard; good 20250127093045_a.sql; git reset -q -- schema.sql; refused snapshot-not-staged
	run mighook check; contains "$output" 'Migration requires updated schema.sql'; contains "$output" 'Run: npm run db:regenerate-baseline'
	git reset -q --hard; good 2025-bad.sql; run mighook check
	contains "$output" 'Invalid migration name: 2025-bad.sql'; contains "$output" 'Expected: YYYYMMDDHHMMSS_description.sql'
	git reset -q --hard; good 20250127093045_a.sql; git reset -q -- schema.sql; git checkout -q -- schema.sql
	stage "$dir/20250127093046_baseline_schema.sql" 'SELECT 1;'; refused snapshot-not-staged
	git reset -q --hard; good 20250127093045_a.sql; git commit -q -m a
	good 20250127093045_b.sql; refused version-duplicate
	git reset -q --hard; stage "$dir/20250127093045_a.sql" 'SELECT 2;'; stage schema.sql new; refused merged-migration-modified
	place=$dir/20250128093045_x.sql
	with_sql() { echo "$1"; }
	sql_refused data-change 'INSERT INTO t (id) VALUES (1) ON CONFLICT DO NOTHING;'
	sql_refused data-change 'UPDATE t SET a = 1 WHERE id = 1;'
	git reset -q --hard; git clean -fdq; stage schema.sql '-- no t'; stage "$place" 'DROP TABLE IF EXISTS t;'; passes
	# the document's own pattern has no digits in the description: an option
	git reset -q --hard; merged .mighook.yaml $'extends: schema-snapshot\nrules: {name-malformed: {strict-name: true}}'
	good 20250127093099_x2.sql; refused name-malformed
}
