# What `mighook drift`, `schema` and `baseline --from-db` must not take for the same.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres

setup() {
	setup_scratch
	scratch_environment
	new_repository r
}

@test "a table of the prelude that a migration changes: schema.sql has the change" {
	stage pre.sql 'CREATE TABLE public.users (id int); CREATE EXTENSION citext;'
	stage .mighook.yaml 'sets: [{path: migrations, runner: plain, prelude: pre.sql}]'
	stage migrations/001_x.sql 'ALTER TABLE public.users ADD COLUMN x citext;'
	run -0 mighook schema dump --write
	contains "$(<schema.sql)" 'x public.citext'
	git add schema.sql
	run -0 --separate-stderr mighook drift
	equal "$stderr" ''
	sed -i 's/x public.citext/y integer/' schema.sql
	git add schema.sql
	run -1 mighook drift
	contains "$output" 'public.users.y'
	contains "$output" 'public.users.x'
	printf '%s\n' 'CREATE TABLE public.other (id int);' >schema.sql
	git add schema.sql
	run -1 mighook drift
	contains "$output" 'public.users  (migrations: yes; schema.sql: no)'
}

@test "a second definition in schema.sql, beside a prelude" {
	stage .mighook.yaml 'sets: [{path: migrations, runner: plain, prelude: supabase}]'
	stage migrations/001_x.sql 'CREATE TABLE public.t (id int);
		CREATE TRIGGER t AFTER INSERT ON auth.users EXECUTE FUNCTION suppress_redundant_updates_trigger();'
	run -0 mighook schema dump --write
	printf 'CREATE SCHEMA auth;\nCREATE TABLE auth.users (id uuid);\n' >>schema.sql
	git add schema.sql
	run -0 --separate-stderr mighook drift
	equal "$stderr" ''
	printf 'CREATE TABLE public.t (id int, secret text NOT NULL);\n' >>schema.sql
	git add schema.sql
	run -1 mighook drift
	contains "$output" 'public.t.secret'
}

@test "a prelude makes an object of each kind: what is loaded is all of them, once" {
	local source=$MIGHOOK_SOURCE/tests/database
	put pre.sql "$(cat "$source"/every_object_roles.sql "$source"/every_object{,_15}.sql)"
	stage .mighook.yaml 'sets: [{path: migrations, runner: plain, prelude: pre.sql}]'
	git add pre.sql
	stage migrations/001_x.sql 'ALTER TABLE app.account ADD COLUMN later int;'
	run -0 mighook schema dump --write
	lacks "$output" 'cannot be loaded'
	contains "$(<schema.sql)" 'later integer'
}

@test "a line of psql's in schema.sql, which would read another file" {
	stage migrations/001_x.up.sql 'CREATE TABLE public.t (id int);'
	stage schema.sql $'CREATE TABLE public.t (id int);\n\\i other.sql'
	run -2 mighook drift
	contains "$output" "schema.sql:2: a command of psql's"
}

@test "a set that has lost its migrations, and not its schema.sql" {
	stage .mighook.yaml 'sets: [{path: a, runner: plain, snapshot: a.sql}, {path: b, runner: plain, snapshot: b.sql}]'
	stage a/001_x.sql 'CREATE TABLE public.t (id int);'
	stage a.sql 'CREATE TABLE public.t (id int);'
	stage b.sql 'CREATE TABLE public.u (id int);'
	run -1 mighook drift
	contains "$output" 'public.u  (b.sql: yes; migrations: no)'
	git rm -qf b.sql
	run -0 mighook drift
	lacks "$output" 'b: '
}

@test "a chain that is broken is told, and fails, whatever the policy makes of the rule" {
	stage .mighook.yaml 'rules: {replay-failed: off}'
	stage migrations/001_x.up.sql 'CREATE TABLE public.t (id nothing);'
	run -1 mighook drift
	contains "$output" 'migrations/001_x.up.sql:1:27: error:'
}

@test "--out does not write over the snapshot that is compared" {
	stage migrations/001_x.up.sql 'CREATE TABLE public.t (id int);'
	stage schema.sql 'CREATE TABLE public.t (id int);'
	run -2 mighook drift --out .
	contains "$output" 'the snapshot schema.sql would be written over'
	equal "$(<schema.sql)" 'CREATE TABLE public.t (id int);'
	[ ! -e report.json ]
}

@test "an index that a stand-in has no parameters for: noted, and never written" {
	! [ -e "$(postgres_programs)/../share/extension/vector.control" ] &&
		! compgen -G '/usr/share/postgresql/*/extension/vector.control' >/dev/null || skip 'vector is installed'
	stage migrations/001_x.up.sql 'CREATE EXTENSION vector;
		CREATE TABLE public.t (e vector(3));
		CREATE INDEX t_e_idx ON public.t USING hnsw (e vector_l2_ops) WITH (m = 8);'
	stage migrations/002_y.up.sql 'CREATE TABLE public.u (id int);'
	stage schema.sql 'SELECT 1;'
	for command in 'dump --write' dump hash; do
		run -2 mighook schema $command
		contains "$output" 'parameters of an index, USING hnsw (e vector_l2_ops) WITH (m = 8)'
	done
	equal "$(<schema.sql)" 'SELECT 1;'
	git commit -qm all
	run -2 mighook squash --approved-by me --reason 'all is applied'
	contains "$output" 'parameters of an index'
	run -1 mighook drift
	contains "$output" 'the parameters of 1 index are not compared'
	stage migrations/003_z.up.sql 'DROP INDEX public.t_e_idx;'
	run -0 mighook schema dump --write
	contains "$output" 'extension vector is not installed on this server'
}
