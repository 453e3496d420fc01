# `mighook schema list`: what the migrations of the index lead to. That it is what a server would have
# is asked in tests/database.
load ../support/common
setup() {
	setup_scratch
	new_repository repo
}

# listed JQ: of the objects, each as $o.
listed() {
	mighook schema list --json 2>/dev/null | jq -r ".objects[] | $1"
}

@test "objects with their full names, what is known of them, and who said so" {
	stage supabase/migrations/20250101000000_a.sql $'CREATE TABLE "Users" (id bigint PRIMARY KEY, "order" text);\nCREATE INDEX ON "Users" ("order");'
	stage supabase/migrations/20250102000000_b.sql 'ALTER TABLE "Users" ALTER COLUMN "order" SET NOT NULL, ALTER COLUMN "order" TYPE varchar(20);'
	equal "$(listed '"\(.kind) \(.name)"')" 'table public."Users"
column public."Users".id
constraint public."Users"."Users_pkey"
column public."Users"."order"
index public."Users_order_idx"'
	equal "$(listed 'select(.kind == "column" and (.name | endswith("\"order\""))) | "\(.attributes.type) \(.attributes.not_null) \(.path) \(.line)"')" \
		'character varying(20) true supabase/migrations/20250102000000_b.sql 1'
	equal "$(listed 'select(.kind == "index") | .attributes.table')" 'public."Users"'
	run mighook schema list
	equal "$status" 0
	contains "$output" 'public."Users"."order" character varying(20) not null'
}

@test "files run in the order of the runner, not of their names" {
	stage migrations/000009_a.up.sql 'CREATE TABLE a (id int);'
	stage migrations/000010_b.up.sql 'ALTER TABLE a RENAME TO b;'
	stage migrations/000009_a.down.sql 'DROP TABLE a;'
	stage migrations/000010_b.down.sql 'ALTER TABLE b RENAME TO a;'
	equal "$(listed 'select(.kind == "table") | .name')" public.b
}

@test "what dynamic SQL may have changed is unverified, what it only grants is not" {
	stage supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE TABLE c (id int);'
	stage supabase/migrations/20250102000000_b.sql "DO \$\$ BEGIN EXECUTE format('ALTER TABLE a ADD COLUMN %I int', 'x' || 1); END \$\$;"
	stage supabase/migrations/20250103000000_c.sql "DO \$\$ BEGIN EXECUTE format('GRANT SELECT ON c TO %I', 'x' || 1); END \$\$;"
	equal "$(listed 'select(.kind == "table") | "\(.name) \(.verified)"')" 'public.a false
public.b true
public.c true'
}

@test "no set, another dialect, no repository, wrong words" {
	run mighook schema list --json
	equal "$status" 0
	contains "$output" '"objects": []'
	stage .mighook.yaml 'sets: [{path: db, dialect: other}]'
	stage db/1_a.sql 'CREATE TABLE a (id int);'
	run mighook schema list
	equal "$status" 0
	contains "$output" "not PostgreSQL's SQL"
	run mighook schema
	equal "$status" 2
	run mighook schema drop
	equal "$status" 2
	contains "$output" 'schema takes: list'
	cd "$BATS_TEST_TMPDIR" && run mighook schema list
	equal "$status" 2
}
