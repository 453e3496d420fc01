# What `mighook new` writes runs on a server, once it has its SQL: forward, not twice, and back.
load ../support/common
load ../support/postgres
bats_require_minimum_version 1.5.0

setup_file() { postgres_start; }
teardown_file() { postgres_stop; }
setup() {
	setup_scratch
	postgres_environment
	new_repository r
	database_create fresh
}
teardown() { database_drop fresh; }

# fill FILE SQL: in place of what is left to do.
fill() {
	sed -i "s|^-- TODO: Add your .* code here\$|$2|" "$1"
}

# run_alone FILE: as an operator does by hand.
run_alone() {
	psql -Xq -d fresh -v ON_ERROR_STOP=1 -f "$1"
}

# section FILE NUMBER: the statements of goose's or dbmate's first or second section.
section() {
	awk -v wanted="$2" '/^-- (\+goose|migrate:)/ && !/Statement/ { n++ } n == wanted' "$1"
}

@test "typed-governance: it records itself, stops the second time, and is taken back" {
	local up down record='SELECT migration_name, applied_by FROM migrations_history'
	merged .mighook.yaml $'version: 1\nextends: typed-governance'
	{ read -r up; read -r down || true; } < <(mighook new -q create users table)
	fill "$up" 'CREATE TABLE users (id bigint);'
	fill "$down" 'DROP TABLE users;'
	ask fresh 'CREATE TABLE migrations_history (migration_name text UNIQUE NOT NULL, applied_at timestamptz NOT NULL, applied_by text NOT NULL)'
	run_alone "$up"
	equal "$(ask fresh "$record")" '20250601120000_create_users_table|postgres'
	run run_alone "$up"
	[ "$status" != 0 ]
	contains "$output" 'has been applied already'
	run_alone "$down"
	equal "$(ask fresh "$record")" ''
	equal "$(ask fresh "SELECT to_regclass('users') IS NULL")" t
	run_alone "$up"
}

@test "the others of the shipped policies, and a rollback of a dated one" {
	local up down
	for policy in dated-policy ci-writer additive-prisma schema-snapshot; do
		rm -rf supabase prisma rollback
		merged .mighook.yaml "$(printf 'version: 1\nextends: %s' "$policy")"
		{ read -r up; read -r down || true; } < <(mighook new -q create users table)
		fill "$up" 'CREATE TABLE users (id bigint);'
		run_alone "$up"
		equal "$(ask fresh "SELECT to_regclass('users') IS NULL")" f
		if [ $policy = dated-policy ]; then
			fill "$down" 'DROP TABLE users;'
			run_alone "$down"
		else
			ask fresh 'DROP TABLE users'
		fi
	done
}

@test "sections run as their tools run them, a transaction around each" {
	for runner in goose dbmate; do
		rm -rf m
		merged .mighook.yaml "$(printf 'version: 1\nsets: [{path: m, runner: %s, dialect: postgresql}]\nrules: {history-record-missing: error}' $runner)"
		up=$(mighook new -q create users)
		sed -i 's|.*your migration code here|CREATE TABLE users (id bigint);|; s|.*your rollback code here|DROP TABLE users;|' "$up"
		ask fresh 'CREATE TABLE IF NOT EXISTS migrations_history (migration_name text UNIQUE NOT NULL, applied_at timestamptz NOT NULL, applied_by text NOT NULL)'
		section "$up" 1 >up.sql
		section "$up" 2 >down.sql
		run_sql fresh up.sql
		equal "$(ask fresh 'SELECT count(*) FROM users, migrations_history')" 0
		run_sql fresh down.sql
		equal "$(ask fresh "SELECT to_regclass('users') IS NULL, (SELECT count(*) FROM migrations_history)")" 't|0'
	done
}

@test "--from-drift: a change that was made by hand becomes a migration, and there is no drift" {
	scratch_environment
	export PGDATABASE=fresh
	merged db/migrations/001_team.up.sql 'CREATE TABLE team (id bigint PRIMARY KEY);'
	ask fresh 'CREATE TABLE team (id bigint PRIMARY KEY); CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
		INSERT INTO schema_migrations VALUES (1, false)'
	run -2 bash -c 'mighook drift --against db --emit-sql | mighook new --from-drift - hotfix phone'
	contains "$output" 'there is no SQL'
	ask fresh 'ALTER TABLE team ADD COLUMN phone text; CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN 1; END$$'
	mighook drift --against db --emit-sql >../drift.sql || equal $? 1
	run -0 mighook new --from-drift ../drift.sql hotfix phone
	contains "$output" 'next: look at the SQL'
	lacks "$(cat db/migrations/*hotfix_phone.up.sql)" 'TODO: Add your migration'
	lacks "$(cat db/migrations/*hotfix_phone.up.sql)" "$POSTGRES_FOLDER" # where it was seen
	git add db
	# the record of what was done by hand is put right (mighook baseline does it)
	ask fresh 'UPDATE schema_migrations SET version = 2'
	run -0 mighook drift --against db
	contains "$output" 'clean: 2 migrations'
	export PGDATABASE=postgres # `fresh` is dropped
}
