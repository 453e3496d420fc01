# No secret of a migration is in what mighook prints, whatever was found on its line.
load ../support/common

# Every one is somewhere in the files below, and nothing else is called so.
secrets=(hunter2role hunter2alter hunter2col hunter2url hunter2conn hunter2json hunter2var hunter2bare hunter2open
	hunter2tail hunter2body hunter2fmt hunter2set hunter2psql hunter2set2 hunter2cmp hunter2dflt "it''s2quoted" s2ok
	AKIAQQQQWWWWEEEERRRR sb_secret_abcdefghijklm ghp_abcdefghijklmnopqrstuvwxyz0123456789
	c2lnbmF0dXJlb2ZtaW5l eyJyb2xlIjoic2VydmljZSJ9 MIIEowIBAAKCAQEAhunter q7Rt2LmZ9xKp4Vb8NcYw3HsD)

setup() {
	setup_scratch
	new_repository r
	merged supabase/migrations/20250101000000_users.sql
}

# Findings of many rules stand on the lines that hold secrets.
plant() {
	stage supabase/migrations/20250201000000_read.sql "\
CREATE ROLE app LOGIN PASSWORD 'hunter2role'; DROP TABLE users CASCADE;
DROP TABLE orders CASCADE; ALTER ROLE app PASSWORD 'hunter2alter'; -- hunter2alter, hunter2role
DROP TABLE a CASCADE; INSERT INTO users (password) VALUES ('hunter2col'); -- CHANGE_ME
DROP TABLE b CASCADE; SELECT * FROM dblink('postgres://app:hunter2url@10.0.0.1/x', 'SELECT 1');
DROP TABLE c CASCADE; SELECT dblink_connect('host=10.0.0.2 password=hunter2conn');
DROP TABLE d CASCADE; INSERT INTO t (a) VALUES ('{\"password\": \"hunter2json\"}'); -- CHANGE_ME
DROP TABLE e CASCADE; INSERT INTO t (a) VALUES ('AKIAQQQQWWWWEEEERRRR'), ('sb_secret_abcdefghijklm');
DROP TABLE f CASCADE; INSERT INTO t (a) VALUES ('ghp_abcdefghijklmnopqrstuvwxyz0123456789');
DROP TABLE g CASCADE; INSERT INTO t (a) VALUES ('eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZSJ9.c2lnbmF0dXJlb2ZtaW5l');
DROP TABLE h CASCADE; INSERT INTO t (a) VALUES ('-----BEGIN PRIVATE KEY-----
MIIEowIBAAKCAQEAhunter -- CHANGE_ME
-----END PRIVATE KEY-----');
DROP TABLE i CASCADE; INSERT INTO t (a) VALUES ('q7Rt2LmZ9xKp4Vb8NcYw3HsD');
DO \$\$ DECLARE v_token text := 'hunter2var'; BEGIN DROP TABLE j CASCADE; EXECUTE 'ALTER ROLE app PASSWORD ''hunter2body'''; END \$\$;
DO \$\$ BEGIN EXECUTE format('ALTER ROLE %I PASSWORD %L', 'app', 'hunter2fmt'); DROP TABLE k CASCADE; END \$\$;
DROP TABLE l CASCADE; ALTER DATABASE x SET app.jwt_secret = 'hunter2set';
DROP TABLE m CASCADE; DELETE FROM sessions WHERE token = 'hunter2cmp';
DROP TABLE n CASCADE; ALTER TABLE users ADD COLUMN api_key text NOT NULL DEFAULT 'hunter2dflt';
DROP TABLE o CASCADE; CREATE ROLE p PASSWORD E'it''s2quoted';
DROP TABLE s2ok CASCADE; CREATE ROLE s2ok PASSWORD 's2ok';"
	stage supabase/migrations/20250202000000_refused.sql "\
DROP TABLE a CASCADE; CREATE ROLE app PASSWORD hunter2bare;
CREAT ROLE app PASSWORD 'hunter2role'; DROP TABLE b CASCADE;
DROP TABLE hunter2role CASCADE; INSERT INTO users (password VALUES ('hunter2col');
SELECT 1 'postgres://app:hunter2url@10.0.0.1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
SELECT 1 'AKIAQQQQWWWWEEEERRRR';
\\set db_password hunter2psql
\\connect postgres://app:hunter2url@db/x
ALTER ROLE app PASSWORD hunter2alter-hunter2tail;
SELECT 1; CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN ALTER ROLE x PASSWORD hunter2set2; END \$\$;
CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN IF THEN v_password := 'hunter2var'; END \$\$;
CREATE ROLE app PASSWORD 'hunter2open;"
}

# hidden COMMAND...: it finds something, and prints no secret.
hidden() {
	local secret
	run "$@"
	[ "$status" -le 1 ] || fail "exit $status: $output"
	contains "$output" drop-cascade
	for secret in "${secrets[@]}"; do
		lacks "$output" "$secret"
		lacks "$output" "${secret//\'\'/\'}"
	done
}

@test "check prints no secret, in any format" {
	plant
	hidden mighook check
	hidden mighook check --color always
	for format in json sarif github gitlab junit markdown; do hidden mighook check --format $format; done
	hidden mighook check --all
	contains "$output" sql-syntax; contains "$output" credential-literal
}

@test "files by name, in a set and outside" {
	plant
	hidden mighook check supabase/migrations/20250201000000_read.sql supabase/migrations/20250202000000_refused.sql
	cp supabase/migrations/20250201000000_read.sql supabase/migrations/20250202000000_refused.sql ..
	cd ..
	hidden mighook check 20250201000000_read.sql 20250202000000_refused.sql
	hidden mighook check --format json 20250201000000_read.sql 20250202000000_refused.sql
}

@test "also where credential-literal is off, allowed or excused" {
	plant
	printf 'rules: {credential-literal: off}\n' >.mighook.yaml; git add .mighook.yaml
	hidden mighook check; lacks "$output" "[credential-literal]"
	hidden mighook check --rule drop-cascade
	MIGHOOK_SKIP=credential-literal hidden mighook check
	git rm -qf .mighook.yaml
	stage supabase/migrations/20250203000000_allowed.sql "\
-- mighook: allow credential-literal it is a test
DROP TABLE hunter2role CASCADE; CREATE ROLE app PASSWORD 'hunter2role';"
	hidden mighook check
}

@test "also where no rule that reads SQL was asked" {
	stage supabase/migrations/20250201000000_mark.sql "INSERT INTO users (password) VALUES ('hunter2col'); -- CHANGE_ME"
	run mighook check --rule placeholder-left
	contains "$output" placeholder-left; lacks "$output" hunter2col
}

@test "hooks and audit" {
	plant
	hidden mighook hook pre-commit
	git commit -q --no-verify -m planted
	hidden mighook audit
	for format in json sarif junit; do hidden mighook audit --format $format; done
}

@test "what another database reads is masked by its look" {
	printf 'sets: [{path: supabase/migrations, dialect: other}]\n' >.mighook.yaml; git add .mighook.yaml
	stage supabase/migrations/20250201000000_other.sql "\
CREATE USER app IDENTIFIED BY 'x'; -- CHANGE_ME postgres://app:hunter2url@db/x AKIAQQQQWWWWEEEERRRR
SET PASSWORD = 'hunter2role'; -- CHANGE_ME"
	run mighook check
	contains "$output" placeholder-left; lacks "$output" hunter2; lacks "$output" AKIAQ
}

@test "carets stay below what they point at" {
	stage supabase/migrations/20250201000000_role.sql "CREATE ROLE app PASSWORD 'hunter2role'; DROP TABLE users CASCADE;"
	run mighook check --rule drop-cascade
	contains "$output" "    CREATE ROLE app PASSWORD '***********'; DROP TABLE users CASCADE;
                                            ^"
}

@test "what nobody can read may hold a secret in any of its constants" {
	while IFS= read -r sql; do
		printf '%b\n' "$sql" >case.sql
		for format in text json github; do
			lacks "$(mighook check --format $format case.sql 2>&1)" Zq7SecretVal9x
		done
	done <<'END'
ALTER ROLE a PASSWORD;\n'Zq7SecretVal9x';
ALTER USER a WITH ENCRYPTED PASSWORD $$Zq7SecretVal9x$$ LOGINN;
CREATE ROLE a PASWORD 'Zq7SecretVal9x';
CREATE USER a IDENTIFIED BY 'Zq7SecretVal9x';
SELECT set_config('app.jwt_secret', 'Zq7SecretVal9x' false);
DO $$ BEGIN EXECUTE 'ALTER ROLE x PASSWORD ' || quote_literal('Zq7SecretVal9x'); END $$;
DO $$ DECLARE p text := 'Zq7SecretVal9x'; BEGIN EXECUTE format('ALTER ROLE x PASSWORD %L', p); END $$;
\\setenv PGPASSWORD Zq7SecretVal9x
\\! PGPASSWORD=Zq7SecretVal9x psql x
\\copy t from program 'curl -u user:Zq7SecretVal9x https://h/x'
COPY t FROM PROGRAM 'curl -u user:Zq7SecretVal9x https://h/x';
SELECT net.http_post(headers := jsonb_build_object('Authorization', 'Bearer Zq7SecretVal9x'));
INSERT INTO users(name,pass) VALUES ('a','Zq7SecretVal9x');
END
}

@test "audit prints no secret of a commit's subject" {
	new_repository ../s; stage supabase/migrations/20250101000000_a.sql 'DROP TABLE a CASCADE;'
	git commit -q --no-verify -m "set PASSWORD 'Zq7SecretVal9x'"
	run mighook audit; equal "$status" 1; lacks "$output" Zq7SecretVal9x
	run mighook audit --json; lacks "$output" Zq7SecretVal9x
}
