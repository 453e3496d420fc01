# Several sets in one repository, each judged by its own tool, names and rules.
load ../support/common

# Three sets: what the top demands, a policy of its own, and names of its own.
setup() {
	setup_scratch
	new_repository r
	put .mighook.yaml "$(cat <<-'YAML'
		version: 1
		rules:
		  header-missing: {severity: warning, fields: [Author]}
		  guard-missing: error
		  row-security-missing: off
		sets:
		  - path: auth/supabase/migrations
		    runner: supabase
		    snapshot: none
		    name: '^(?<version>\d{14})_(?<description>[a-z0-9_]+)\.sql$'
		  - path: shop/prisma/migrations
		    runner: prisma
		    snapshot: none
		    rules:
		      header-missing: {severity: error, fields: [Ticket]}
		      guard-missing: off
		      table-dropped: {severity: error, approval: false}
		  - path: stock/db
		    runner: flyway
		    snapshot: none
		    name: '^V(?<version>\d{3})__(?<description>[a-z_]+)\.sql$'
		    rules: {header-missing: off, guard-missing: info, table-dropped: warning}
	YAML
	)"
	put shop/prisma/migrations/migration_lock.toml 'provider = "postgresql"'
	put auth/supabase/migrations/20250101000000_users.sql $'-- Author: a\nCREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);'
	put shop/prisma/migrations/20250101000000_orders/migration.sql $'-- Ticket: A-1\nCREATE TABLE orders (id bigint PRIMARY KEY);'
	put stock/db/V001__items.sql 'CREATE TABLE items (id bigint PRIMARY KEY);'
	git add . && git commit -q -m base
}

auth=auth/supabase/migrations/20250201000000_a.sql
shop=shop/prisma/migrations/20250201000000_a/migration.sql
stock=stock/db/V002__a.sql

# lines ARGS...: the findings as "PATH:LINE:COLUMN: SEVERITY: RULE", sorted.
lines() {
	mighook check "$@" --quiet | sed -n 's/^\([^ ].*: [a-z]*\): .* \[\(.*\)\]$/\1: \2/p' | sort
}

@test "the same statement in three sets: each has the severity and the options of its own set" {
	for file in $auth $shop $stock; do stage "$file" 'CREATE TABLE t (id bigint PRIMARY KEY);'; done
	equal "$(lines)" "$auth:1:1: error: guard-missing
$auth:1:1: warning: header-missing
$shop:1:1: error: header-missing
$stock:1:1: info: guard-missing"
	run mighook check; contains "$output" 'header field Author is missing'; contains "$output" 'header field Ticket is missing'
}

@test "one commit that touches two sets is refused for the one that is wrong" {
	cp "$MIGHOOK_BIN" .git/hooks/pre-commit
	stage "$auth" $'-- Author: a\nCREATE TABLE IF NOT EXISTS t (id bigint PRIMARY KEY);'
	stage "$stock" 'DROP TABLE IF EXISTS items;'
	stage "$shop" $'-- Ticket: A-2\nDROP TABLE IF EXISTS orders;'
	run git commit -m two; equal "$status" 1
	contains "$output" "$stock:1:1: warning: table items is dropped"
	contains "$output" "$shop:2:1: error: table orders is dropped"
	lacks "$output" "$auth"
	git rm -q --cached "$shop"
	run git commit -m one; equal "$status" 0; contains "$output" "$stock:1:1: warning"
}

@test "names are those of each set" {
	for name in auth/supabase/migrations/V002__a.sql stock/db/20250201000000_a.sql stock/db/V002__A.sql; do
		stage "$name" '-- Author: a'
	done
	equal "$(lines --rule name-malformed)" 'auth/supabase/migrations/V002__a.sql:1:1: error: name-malformed
stock/db/20250201000000_a.sql:1:1: error: name-malformed
stock/db/V002__A.sql:1:1: error: name-malformed'
}

@test "approvals, --rule, MIGHOOK_SKIP and fail-on go by the set" {
	stage "$auth" $'-- Author: a\n-- approved-by: bob\nDROP TABLE IF EXISTS users;'
	stage "$shop" $'-- Ticket: A-2\n-- approved-by: bob\nDROP TABLE IF EXISTS orders;'
	equal "$(lines)" "$shop:3:1: error: table-dropped"
	git reset -q --hard; stage "$stock" 'CREATE TABLE t (id bigint PRIMARY KEY);'; stage "$shop" 'CREATE TABLE t (id bigint);'
	# what is off in a set comes on at its catalogue severity
	equal "$(lines --rule guard-missing)" "$shop:1:1: warning: guard-missing
$stock:1:1: info: guard-missing"
	equal "$(MIGHOOK_SKIP=header-missing lines)" "$stock:1:1: info: guard-missing"
	run mighook check --fail-on info "$stock"; equal "$status" 1
	run mighook check "$stock"; equal "$status" 0
}

@test "an allow comment is unused where the set's rule is on, and not where it is off" {
	for file in $auth $shop $stock; do
		stage "$file" $'-- Author: a\n-- Ticket: A-3\n-- mighook: allow guard-missing not needed\nSELECT 1;'
	done
	equal "$(lines --rule guard-missing --rule suppression-unused)" "$auth:3:4: warning: suppression-unused
$shop:3:4: warning: suppression-unused
$stock:3:4: warning: suppression-unused"
	equal "$(lines)" "$auth:3:4: warning: suppression-unused
$stock:3:4: warning: suppression-unused"
}

@test "a range, a push, all and an audit judge like the commit" {
	git checkout -q -b work; stage "$shop" 'CREATE TABLE t (id bigint PRIMARY KEY);'; git commit -q -m bad
	equal "$(lines --range main...work)" "$shop:1:1: error: header-missing"
	equal "$(lines --all)" "$shop:1:1: error: header-missing
stock/db/V001__items.sql:1:1: info: guard-missing"
	equal "$(lines "$shop")" "$shop:1:1: error: header-missing"
	run mighook audit; equal "$status" 1; contains "$output" "$shop:1:1: error: header field Ticket"; lacks "$output" "error: table"
	git update-ref refs/remotes/origin/main main
	run mighook hook pre-push origin x <<<"refs/heads/work $(git rev-parse work) refs/heads/work $(printf %040d 0)"
	equal "$status" 1; contains "$output" "$shop:1:1: error: header field Ticket"
}

@test "of nested sets the innermost judges" {
	put .mighook.yaml "$(cat .mighook.yaml)
  - path: stock/db/old
    runner: flyway
    snapshot: none
    rules: {guard-missing: error, header-missing: off}"
	git add . && git commit -q -m nested
	stage stock/db/old/V003__a.sql 'CREATE TABLE t (id bigint PRIMARY KEY);'; stage "$stock" 'CREATE TABLE u (id bigint PRIMARY KEY);'
	equal "$(lines)" "$stock:1:1: info: guard-missing
stock/db/old/V003__a.sql:1:1: error: guard-missing"
}

@test "a shipped policy for one set: its rules hold there alone" {
	sed -i 's/^    rules: {header-missing: off, guard.*/    extends: dated-policy\n    rules: {transaction-missing: warning}/' .mighook.yaml; git commit -q -a -m extends
	for file in $auth $stock; do stage "$file" $'-- Author: a\nCREATE TABLE IF NOT EXISTS t (id bigint PRIMARY KEY);'; done
	equal "$(lines)" "$stock:1:1: error: header-missing
$stock:1:1: error: header-missing
$stock:1:1: error: header-missing
$stock:1:1: warning: transaction-missing"
	run mighook policy show
	contains "$output" 'sets[2].extends: [dated-policy]    # .mighook.yaml:22'
	contains "$output" 'sets[2].rules.header-missing.fields: [Migration, Author, Purpose, Rollback]    # policy dated-policy'
	contains "$output" 'sets[2].rules.transaction-missing.severity: warning    # .mighook.yaml:23'
}

@test "policy show: what a set sees otherwise than the top, and where from" {
	run mighook policy show; equal "$status" 0
	equal "$(grep -E '^sets\[[0-9]\]\.rules' <<<"$output")" 'sets[1].rules.guard-missing.severity: off    # .mighook.yaml:16
sets[1].rules.header-missing.severity: error    # .mighook.yaml:15
sets[1].rules.header-missing.fields: [Ticket]    # .mighook.yaml:15
sets[1].rules.table-dropped.severity: error    # .mighook.yaml:17
sets[1].rules.table-dropped.approval: false    # .mighook.yaml:17
sets[2].rules.guard-missing.severity: info    # .mighook.yaml:22
sets[2].rules.header-missing.severity: off    # .mighook.yaml:22
sets[2].rules.table-dropped.severity: warning    # .mighook.yaml:22'
	contains "$output" 'rules.header-missing.severity: warning    # .mighook.yaml:3'
}

@test "mistakes in a set's rules name file, line, key and the nearest; rules on the whole change do not belong there" {
	wrong() { sed "s/^      guard-missing: off/      $1/" .mighook.yaml >../p.yaml; run mighook check --policy ../p.yaml; equal "$status" 2; contains "$output" "$2"; }
	wrong 'guard-mising: off' "p.yaml:16: sets[1].rules: 'guard-mising' is no rule; did you mean 'guard-missing'?"
	wrong 'timeout-missing: {timeout: [a]}' "p.yaml:16: unknown key 'timeout' in sets[1].rules.timeout-missing; did you mean 'timeouts'?"
	of_change=$(grep -l '\.check_change = ' "$MIGHOOK_SOURCE"/src/rules/*.c | xargs grep -LE '\.check_(set|file|sql|fact) = ' | xargs -n1 basename -s .c | tr _ -)
	equal "$(wc -w <<<"$of_change")" 4
	for rule in $of_change; do wrong "$rule: error" "sets[1].rules.$rule: is asked of the whole change"; done
}

@test "a rule that is on in a set and can find nothing there is told, for that set" {
	sed -i 's/^      guard-missing: off/      test-missing: error/' .mighook.yaml
	stage "$auth" '-- Author: a'; git add .mighook.yaml
	run mighook check; contains "$output" 'test-missing is on in shop/prisma/migrations, and finds nothing before its options are set'
	# with options in each set that it is on in, nothing is missing
	sed -i 's/^      test-missing: error/      test-missing: {files: [shop.test]}/' .mighook.yaml; git add .mighook.yaml
	run mighook check; lacks "$output" 'test-missing is on'
}

@test "files a rule reads outside the sets are those of the set: tests, the change log" {
	sed -i 's/^      guard-missing: off/      test-missing: {severity: error, files: ["shop\/tests\/*"]}\n      deprecation-too-young: {severity: error, changelog: shop\/CHANGES}/' .mighook.yaml
	put auth/tests/a.test 20250201000000; git add .; git commit -q -m policy
	stage "$shop" $'-- Ticket: A-1\nSELECT 1;'; equal "$(lines)" "$shop:1:1: error: test-missing"
	stage shop/tests/a.test 20250201000000; equal "$(lines)" ''
	stage "$shop" $'-- Ticket: A-1\n-- approved-by: b\nALTER TABLE orders DROP COLUMN IF EXISTS x;'
	run mighook check --rule deprecation-too-young; contains "$output" 'and shop/CHANGES is not changed along with it'
	stage shop/CHANGES 'x is gone'; run mighook check --rule deprecation-too-young; lacks "$output" 'shop/CHANGES'
}

@test "review: a box is ticked only if its rules are on in each set that the change touches" {
	sed -i 's/^      guard-missing: off/      foreign-key-unindexed: off/' .mighook.yaml; git commit -q -a -m policy
	stage "$auth" $'-- Author: a\nCREATE TABLE IF NOT EXISTS t (id bigint PRIMARY KEY);'
	run mighook review; contains "$output" '[x] Includes necessary indexes'
	stage "$shop" $'-- Ticket: A-1\nCREATE TABLE IF NOT EXISTS t (id bigint PRIMARY KEY);'
	run mighook review; contains "$output" '[ ] Includes necessary indexes: foreign-key-unindexed is off in shop/prisma/migrations'
}

@test "a grandfather entry excuses under the set's rules too" {
	put "$shop" 'CREATE TABLE t (id bigint PRIMARY KEY);'; git add .
	equal "$(lines)" "$shop:1:1: error: header-missing"
	printf 'grandfather: [{rule: header-missing, path: %s, fingerprint: %s}]\n' "$shop" "$(sha256sum <"$shop" | cut -d' ' -f1)" >>.mighook.yaml; git add .
	equal "$(lines)" ''
}
