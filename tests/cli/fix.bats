# mighook fix: what it mends, in index and worktree alike, and what it leaves alone.
load ../support/common
bats_require_minimum_version 1.5.0

set=supabase/migrations

setup() {
	setup_scratch
	new_repository r
	put .mighook.yaml "version: 1
sets: [{path: $set, runner: supabase, dialect: postgresql, down: none}]
rules:
  header-missing: {severity: error, fields: [Migration, Author, Description]}
  transaction-missing: error
  guard-missing: error
  history-record-missing: error
  row-security-missing: off"
	put $set/20250101000000_users.sql 'CREATE TABLE users (id int);'
	git add -A
	git commit -q --no-verify -m merged
}

# header NAME: fields that are complete.
header() {
	printf -- '-- Migration: %s.sql\n-- Author: jo\n-- Description: a table\n' "$1"
}

# record NAME: the row by which a migration records itself.
record() {
	printf "INSERT INTO migrations_history (migration_name) VALUES ('%s') ON CONFLICT DO NOTHING;" "$1"
}

# sound NAME TABLE: a migration without a finding.
sound() {
	printf '%s\nBEGIN;\nCREATE TABLE IF NOT EXISTS %s (id int PRIMARY KEY);\n%s\nCOMMIT;\n' "$(header "$1")" "$2" "$(record "$1")"
}

# state: all that fix may change: index, worktree with times, and no temporary files.
state() {
	git ls-files -s
	find . -path ./.git -prune -o -type f -printf '%p %m %T@ %i\n' | sort
	find . -path ./.git -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
}

staged() { git show ":$1"; }

stage_nine_kinds() {
	# name-malformed
	put $set/AddOrders.sql "$(sound AddOrders orders)"
	# version-duplicate, header-mismatch, guard-missing; unstaged edits far from them follow
	put $set/20250101000000_prices.sql "$(header 20240101000000_other)
BEGIN;
CREATE TABLE prices (
	id int PRIMARY KEY,
	a int,
	b int,
	c int,
	d int
);
$(record 20250101000000_prices)
COMMIT;"
	# version-invalid, transaction-missing
	put $set/20251301000000_invoices.sql "$(sound 20251301000000_invoices invoices | sed '/^BEGIN\|^COMMIT/d')"
	# file-encoding, file-not-regular
	{ printf '\xef\xbb\xbf'; sound 20250201000000_bills bills; } >$set/20250201000000_bills.sql
	chmod +x $set/20250201000000_bills.sql
	# header-missing, history-record-missing
	put $set/20250202000000_notes.sql "$(sound 20250202000000_notes notes | sed "/^-- /d; s/'2025.*'/'20240101000000_copied'/")"
	# rollback-runnable
	put $set/20250202000000_notes.down.sql "BEGIN;
DROP TABLE IF EXISTS notes;
DELETE FROM migrations_history WHERE migration_name = '20250202000000_notes';
COMMIT;"
	git add -A
}

@test "nine kinds of finding are mended by one command, and unstaged edits survive" {
	stage_nine_kinds
	equal "$(mighook check --staged --format json | rules_of | uniq)" 'file-encoding
file-not-regular
guard-missing
header-mismatch
header-missing
history-record-missing
name-malformed
rollback-runnable
transaction-missing
version-duplicate
version-invalid'
	sed -i 's/^\tc int,/\tc bigint, -- unstaged/' $set/20250101000000_prices.sql
	put $set/README.md 'not staged'
	put notes.txt untracked
	sed -i 's/users/people/' $set/20250101000000_users.sql
	cp $set/20250101000000_users.sql notes.txt $set/README.md "$BATS_TEST_TMPDIR"
	run -0 mighook fix
	contains "$output" "rename from $set/AddOrders.sql
rename to $set/20250601120000_add_orders.sql"
	contains "$output" "old mode 100755
new mode 100644"
	contains "$output" '+CREATE TABLE IF NOT EXISTS prices ('
	equal "$(mighook check --staged --format json | rules_of)" ''
	# what was unstaged still is, byte for byte, and nothing else is
	equal "$(git diff --name-only)" "$set/20250101000000_users.sql
$set/20250101000001_prices.sql"
	equal "$(git diff -U0 $set/20250101000001_prices.sql | grep '^[+-]	')" '-	c int,
+	c bigint, -- unstaged'
	for file in 20250101000000_users.sql README.md; do cmp "$BATS_TEST_TMPDIR/$file" $set/$file; done
	cmp "$BATS_TEST_TMPDIR/notes.txt" notes.txt
	equal "$(staged $set/20250101000001_prices.sql | head -n 1)" '-- Migration: 20250101000001_prices.sql'
	equal "$(staged $set/20250202000000_notes.sql | head -n 3)" '-- Migration: 20250202000000_notes.sql
-- Author: A U Thor
-- Description: notes'
	equal "$(git stash list)" ''
	[ -e supabase/rollback/20250202000000_notes.down.sql ]
	[ ! -x $set/20250201000000_bills.sql ]
	equal "$(find . -name '*.sql.*')" ''
	# and again: nothing
	state >"$BATS_TEST_TMPDIR/before"
	run -0 mighook fix
	equal "$output" 'mighook: there is nothing to mend in what is staged'
	state | diff "$BATS_TEST_TMPDIR/before" -
}

@test "a dry run says the same and changes nothing" {
	stage_nine_kinds
	echo 'SELECT 1;' >>$set/20250101000000_users.sql
	state >"$BATS_TEST_TMPDIR/before"
	mighook fix --dry-run >"$BATS_TEST_TMPDIR/dry"
	state | diff "$BATS_TEST_TMPDIR/before" -
	# what it prints is a patch that git understands
	cp .git/index .git/patched
	GIT_INDEX_FILE=.git/patched git apply --cached --whitespace=nowarn "$BATS_TEST_TMPDIR/dry"
	GIT_INDEX_FILE=.git/patched git ls-files -s >"$BATS_TEST_TMPDIR/patched"
	mighook fix >"$BATS_TEST_TMPDIR/done"
	git ls-files -s | diff "$BATS_TEST_TMPDIR/patched" -
	diff <(sed '$d' "$BATS_TEST_TMPDIR/dry") <(sed '$d' "$BATS_TEST_TMPDIR/done")
	contains "$(tail -n 1 "$BATS_TEST_TMPDIR/dry")" '(dry run: nothing was changed)'
}

@test "a merged migration is never touched, nor one that is not of the change" {
	echo 'CREATE TABLE more (id int);' >>$set/20250101000000_users.sql
	git add -A
	state >"$BATS_TEST_TMPDIR/before"
	run -1 mighook fix
	contains "$output" 'guard-missing'
	contains "$output" "$set/20250101000000_users.sql: left alone: it is merged"
	contains "$output" 'nothing that can be mended here'
	state | diff "$BATS_TEST_TMPDIR/before" -
	# a folder with a merged file in it does not move either, nor one with a link
	git reset -q --hard
	stage .mighook.yaml $'version: 1\nsets: [{path: db, runner: diesel}]'
	stage db/2025-13-01-000000_x/up.sql 'CREATE TABLE IF NOT EXISTS x (id int);'
	stage db/2025-13-01-000000_x/down.sql 'DROP TABLE IF EXISTS x;'
	ln -s up.sql db/2025-13-01-000000_x/link && git add -A
	run -1 mighook fix --rule version-invalid
	contains "$output" 'db/2025-13-01-000000_x/link: left alone: it is no regular file'
	git rm -q --cached db/2025-13-01-000000_x/link
	run -0 mighook fix --rule version-invalid
	equal "$(git ls-files db)" $'db/20250601120000_x/down.sql\ndb/20250601120000_x/up.sql'
	[ -L db/20250601120000_x/link ]
	rm -r db
	# committed on this branch, and unchanged: its duplicate is what moves
	git reset -q --hard
	git checkout -q -b topic
	put $set/20250301000000_b.sql "$(sound 20250301000000_b b)"
	git add -A && git commit -q --no-verify -m topic
	put $set/20250301000000_a.sql "$(sound 20250301000000_a a)"
	git add -A
	run mighook fix
	equal "$(git ls-files $set/20250301000000_b.sql)" $set/20250301000000_b.sql
}

@test "what is left is told as ever, and decides the exit code" {
	stage $set/20250301000000_a.sql "$(sound 20250301000000_a a | sed 's/^COMMIT/SELEC 1;\n&/')"
	run -1 mighook fix
	contains "$output" '[sql-syntax]'
	contains "$output" 'mighook: nothing that can be mended here; left: 1 error, 0 warnings'
	git reset -q --hard
	run -0 mighook fix
	equal "$output" 'mighook: there is nothing to mend in what is staged'
}

@test "unstaged edits of the same lines leave the whole migration alone" {
	stage $set/AddOrders.sql "$(header AddOrders)
BEGIN;
CREATE TABLE orders (id int);
$(record AddOrders)
COMMIT;"
	sed -i 's/id int/id bigint/' $set/AddOrders.sql
	state >"$BATS_TEST_TMPDIR/before"
	run -1 mighook fix
	contains "$output" "$set/AddOrders.sql: left alone: unstaged changes touch the lines"
	contains "$output" '[name-malformed]'
	state | diff "$BATS_TEST_TMPDIR/before" -
	# only what touches them is in the way
	run mighook fix --rule name-malformed
	equal "$(git ls-files -- $set | tail -n 1)" $set/20250601120000_add_orders.sql
	equal "$(git diff -U0 | grep '^[+-]C')" '-CREATE TABLE orders (id int);
+CREATE TABLE orders (id bigint);'
}

@test "--rule mends what that rule finds, and the names in headers all the same" {
	stage $set/20250101000000_b.sql "$(header 20250101000000_b)
CREATE TABLE b (id int);"
	run -0 mighook fix --rule version-duplicate
	equal "$(staged $set/20250101000001_b.sql)" "$(header 20250101000001_b)
CREATE TABLE b (id int);"
}

@test "a worktree with CRLF keeps it, and the index its LF" {
	git config core.autocrlf true
	stage $set/20250301000000_a.sql "$(sound 20250301000000_a a | sed '/^BEGIN\|^COMMIT/d; s/ IF NOT EXISTS//')"
	rm $set/20250301000000_a.sql && git checkout -q -- $set/20250301000000_a.sql
	printf -- '-- unstaged\r\n' | cat - $set/20250301000000_a.sql >x && mv x $set/20250301000000_a.sql
	run -0 mighook fix
	equal "$(staged $set/20250301000000_a.sql)" "$(sound 20250301000000_a a)"
	diff <({ echo '-- unstaged'; sound 20250301000000_a a; } | sed 's/$/\r/') $set/20250301000000_a.sql
	equal "$(git diff -U0 | grep '^[+-]-- u')" '+-- unstaged'
	# and where the index itself has CRLF, what is added has it too
	git config core.autocrlf false
	sound 20250302000000_c c | sed '/^BEGIN\|^COMMIT/d; s/$/\r/' >$set/20250302000000_c.sql
	git add $set/20250302000000_c.sql
	run -0 mighook fix
	diff <(sound 20250302000000_c c | sed 's/$/\r/') <(staged $set/20250302000000_c.sql)
	cmp <(staged $set/20250302000000_c.sql) $set/20250302000000_c.sql
}

@test "line ends become what .gitattributes says, in the index alone" {
	git config core.autocrlf false
	stage $set/20250301000000_a.sql "$(sound 20250301000000_a a | sed 's/$/\r/')"
	cp $set/20250301000000_a.sql "$BATS_TEST_TMPDIR/before"
	run -0 mighook fix
	cmp "$BATS_TEST_TMPDIR/before" <(staged $set/20250301000000_a.sql)
	put .gitattributes '*.sql text eol=crlf'
	run -0 mighook fix
	cmp "$BATS_TEST_TMPDIR/before" $set/20250301000000_a.sql
	cmp <(tr -d '\r' <"$BATS_TEST_TMPDIR/before") <(staged $set/20250301000000_a.sql)
	equal "$(git diff --name-only)" ''
}

@test "UTF-16 becomes UTF-8, and is then mended like any other" {
	header AddOrders | iconv -t UTF-16 >$set/20250301000000_a.sql
	git add -A
	run mighook fix --rule file-encoding --rule header-mismatch
	equal "$(cat $set/20250301000000_a.sql)" "$(header 20250301000000_a)"
	cmp <(staged $set/20250301000000_a.sql) $set/20250301000000_a.sql
	# a legacy encoding is not guessed
	printf -- '-- caf\xe9\n' >$set/20250302000000_b.sql
	git add -A
	run -1 mighook fix --rule file-encoding
	cmp <(printf -- '-- caf\xe9\n') $set/20250302000000_b.sql
}

@test "up and down file move together, with the header of either" {
	stage .mighook.yaml $'version: 1\nsets: [{path: db, runner: golang-migrate}]'
	merged db/000001_users.up.sql
	stage db/000001_orders.up.sql $'-- Migration: 000001_orders.up.sql\n-- See: 000001_orders.down.sql\nCREATE TABLE orders (id int);'
	stage db/000001_orders.down.sql $'-- Rollback: 000001_orders.down.sql\nDROP TABLE orders;'
	run -0 mighook fix
	equal "$(git ls-files db)" 'db/000001_users.up.sql
db/000002_orders.down.sql
db/000002_orders.up.sql'
	equal "$(head -n 2 db/000002_orders.up.sql)" $'-- Migration: 000002_orders.up.sql\n-- See: 000002_orders.down.sql'
	equal "$(head -n 1 db/000002_orders.down.sql)" '-- Rollback: 000002_orders.down.sql'
	equal "$(git status --porcelain)" "A  db/000002_orders.down.sql
A  db/000002_orders.up.sql"
	# one of the two cannot move: neither does
	stage db/000001_bills.up.sql 'CREATE TABLE bills (id int);'
	stage db/000001_bills.down.sql 'DROP TABLE bills;'
	put db/000003_bills.down.sql mine
	run -1 mighook fix
	contains "$output" 'db/000001_bills.down.sql: left alone: db/000003_bills.down.sql is there already, and is not staged'
	equal "$(git ls-files db | grep bills)" 'db/000001_bills.down.sql
db/000001_bills.up.sql'
	equal "$(cat db/000003_bills.down.sql)" mine
}

@test "a rollback with a mistyped name gets that of its migration" {
	stage .mighook.yaml $'version: 1\nsets: [{path: db, runner: golang-migrate}]'
	stage db/000001_add_users.up.sql 'CREATE TABLE users (id int);'
	stage db/000001_add_user.down.sql 'DROP TABLE users;'
	git add -A
	run -0 mighook fix
	equal "$(git ls-files db)" 'db/000001_add_users.down.sql
db/000001_add_users.up.sql'
}

@test "Prisma: the folder moves as a whole, with what is not staged in it" {
	stage .mighook.yaml $'version: 1\nextends: additive-prisma\nrules: {snapshot-not-staged: off, row-security-missing: off}'
	merged prisma/migrations/20250101000000_users/migration.sql 'CREATE TABLE users (id int);'
	stage prisma/migrations/20251301000000_orders/migration.sql 'CREATE TABLE orders (id int);'
	stage prisma/migrations/20251301000000_orders/README.md 'why'
	put prisma/migrations/20251301000000_orders/scratch.txt untracked
	run mighook fix
	equal "$(git ls-files prisma)" 'prisma/migrations/20250101000000_users/migration.sql
prisma/migrations/20250601120000_orders/README.md
prisma/migrations/20250601120000_orders/migration.sql
prisma/migrations/migration_lock.toml'
	equal "$(cat prisma/migrations/20250601120000_orders/scratch.txt)" untracked
	[ ! -e prisma/migrations/20251301000000_orders ]
	equal "$(cat prisma/migrations/migration_lock.toml)" 'provider = "postgresql"'
	equal "$(git diff --name-only)" ''
	equal "$(mighook check --staged --format json | rules_of)" ''
}

@test "index.lock: nothing is changed, and the command tells why" {
	stage $set/AddOrders.sql "$(sound AddOrders orders)"
	touch .git/index.lock
	state >"$BATS_TEST_TMPDIR/before"
	run -2 mighook fix
	contains "$output" 'index.lock exists, so another git is at work: nothing was changed'
	state | diff "$BATS_TEST_TMPDIR/before" -
	rm .git/index.lock
	run -0 mighook fix
}

@test "the index of a partial commit is not mended" {
	stage $set/AddOrders.sql "$(sound AddOrders orders)"
	cp .git/index .git/next-index-1.lock
	GIT_INDEX_FILE=.git/next-index-1.lock run -2 mighook fix
	contains "$output" 'GIT_INDEX_FILE'
	cmp .git/index .git/next-index-1.lock
	[ -e $set/AddOrders.sql ]
	GIT_INDEX_FILE=.git/index run -0 mighook fix
}

@test "random mistakes and edits: each version keeps what is its own" {
	command -v python3 >/dev/null || skip 'no python3 here'
	python3 "$MIGHOOK_SOURCE/tests/cli/fix_at_random.py" "$BATS_TEST_TMPDIR" 1 10
}

@test "a folder that cannot be written: nothing is changed" {
	[ "$(id -u)" = 0 ] && id nobody >/dev/null && command -v setpriv >/dev/null || skip 'needs root to become another user'
	chmod 755 "$BATS_TEST_TMPDIR" "$BATS_TEST_TMPDIR/.." "$BATS_TEST_TMPDIR/../.."
	stage $set/AddOrders.sql "$(sound AddOrders orders)"
	stage $set/20250301000000_a.sql 'CREATE TABLE a (id int);'
	git config --global --add safe.directory '*'
	chown -R nobody .
	as_nobody() { setpriv --reuid=nobody --clear-groups env HOME=/nonexistent GIT_AUTHOR_NAME=x "$@"; }
	chmod 555 $set
	run as_nobody touch $set/x
	[ "$status" != 0 ] || skip 'permissions do not hold here'
	as_nobody git ls-files >/dev/null || skip 'nobody cannot read the repository here'
	state >"$BATS_TEST_TMPDIR/before"
	run -2 as_nobody "$MIGHOOK_BIN" fix
	contains "$output" "cannot write $set/"
	state | diff "$BATS_TEST_TMPDIR/before" -
	# nor where a file is to go to: what was done by then is taken back
	chmod 755 $set
	stage $set/20250302000000_b.sql "$(sound 20250302000000_b b)"
	stage $set/20250302000000_b.down.sql "BEGIN;
DROP TABLE IF EXISTS b;
DELETE FROM migrations_history WHERE migration_name = '20250302000000_b';
COMMIT;"
	chown -R nobody .
	chmod 555 supabase
	state >"$BATS_TEST_TMPDIR/before"
	run -2 as_nobody "$MIGHOOK_BIN" fix
	contains "$output" 'supabase/rollback'
	state | diff "$BATS_TEST_TMPDIR/before" -
	chmod 755 supabase
	# the index cannot be written either
	chmod 755 $set
	chmod 555 .git
	state >"$BATS_TEST_TMPDIR/before"
	run -2 as_nobody "$MIGHOOK_BIN" fix
	state | diff "$BATS_TEST_TMPDIR/before" -
	chmod 755 .git
}

@test "no space: nothing is changed" {
	stage $set/AddOrders.sql "$(sound AddOrders orders; yes -- '-- more' | head -n 2000)"
	state >"$BATS_TEST_TMPDIR/before"
	# a write beyond the limit fails, as on a full disk
	limited() { (trap '' XFSZ; ulimit -f 4; "$@"); }
	run limited cp $set/AddOrders.sql copy
	[ "$status" != 0 ]
	rm copy
	run -2 limited mighook fix
	contains "$output" 'cannot write'
	contains "$output" 'File too large'
	state | diff "$BATS_TEST_TMPDIR/before" -
}

@test "split index, sparse index, SHA-256, linked worktree, subfolder, -C, GIT_DIR" {
	try() { # FOLDER COMMAND...: mends in FOLDER
		local folder=$1; shift
		(
			cd "$folder"
			stage $set/AddOrders.sql "$(sound AddOrders orders)"
			echo '-- unstaged' >>$set/AddOrders.sql
		)
		run -0 "$@"
		equal "$(git -C "$folder" diff --cached --name-status)" "A	$set/20250601120000_add_orders.sql"
		equal "$(tail -n 1 "$folder/$set/20250601120000_add_orders.sql")" '-- unstaged'
		git -C "$folder" reset -q --hard
	}
	mkdir -p docs/a
	cd docs/a && try ../.. mighook fix && cd ../..
	try . mighook fix -C docs
	GIT_DIR=.git try . mighook fix
	git worktree add -q ../linked -b linked
	cd ../linked && try . mighook fix && cd ../r
	git update-index --split-index
	try . mighook fix
	git update-index --no-split-index
	git config core.sparseCheckout true && git config core.sparseCheckoutCone true
	git sparse-checkout set --sparse-index $set 2>/dev/null && try . mighook fix
	git init -q --object-format=sha256 ../sha256
	cp -r .mighook.yaml supabase ../sha256
	cd ../sha256 && git add -A && git commit -q --no-verify -m merged && try . mighook fix
}

@test "filters and encodings of .gitattributes: the worktree gets what they make of it" {
	git config filter.shout.clean 'tr A-Z a-z'
	git config filter.shout.smudge 'tr a-z A-Z'
	put .gitattributes '*shout.sql filter=shout
*wide.sql working-tree-encoding=UTF-16LE'
	mkdir -p $set
	printf 'CREATE TABLE A (ID INT);\n' >$set/20250301000000_shout.sql
	printf 'CREATE TABLE b (id int);\n' | iconv -t UTF-16LE >$set/20250302000000_wide.sql
	git add -A
	run mighook fix --rule guard-missing
	equal "$(cat $set/20250301000000_shout.sql)" 'CREATE TABLE IF NOT EXISTS A (ID INT);'
	equal "$(staged $set/20250301000000_shout.sql)" 'create table if not exists a (id int);'
	equal "$(iconv -f UTF-16LE $set/20250302000000_wide.sql)" 'CREATE TABLE IF NOT EXISTS b (id int);'
	equal "$(git diff --name-only)" ''
	# with unstaged edits behind a filter
	stage $set/20250303000000_shout.sql 'CREATE TABLE C (ID INT);'
	echo >>$set/20250303000000_shout.sql
	run mighook fix --rule guard-missing
	contains "$output" 'left alone: it has unstaged changes, and a filter in .gitattributes'
}

@test "what is no plain file in the worktree is left alone" {
	stage $set/AddOrders.sql "$(sound AddOrders orders)"
	mv $set/AddOrders.sql elsewhere && ln -s ../../elsewhere $set/AddOrders.sql
	run -1 mighook fix
	contains "$output" 'left alone: it is no regular file in the worktree'
	rm $set/AddOrders.sql
	run -1 mighook fix
	contains "$output" 'left alone: it is not in the worktree'
	mv supabase real && ln -s real supabase && put $set/AddOrders.sql "$(sound AddOrders orders)"
	run -1 mighook fix
	contains "$output" 'left alone: it lies behind a symbolic link'
}

@test "what belongs to a migration and is not staged with it is not left behind" {
	stage .mighook.yaml $'version: 1\nsets: [{path: db, runner: golang-migrate}]'
	merged db/000001_users.up.sql
	stage db/000001_orders.up.sql 'CREATE TABLE IF NOT EXISTS orders (id int);'
	put db/000001_orders.down.sql 'DROP TABLE IF EXISTS orders;'
	run -1 mighook fix
	contains "$output" 'db/000001_orders.up.sql: left alone: db/000001_orders.down.sql is not staged, and would have to move with it'
	git add -N db
	run -1 mighook fix
	contains "$output" 'db/000001_orders.up.sql: left alone'
	git add db
	run -0 mighook fix
	equal "$(git ls-files db)" $'db/000001_users.up.sql\ndb/000002_orders.down.sql\ndb/000002_orders.up.sql'
	# in a folder that moves
	stage .mighook.yaml $'version: 1\nsets: [{path: db, runner: diesel}]'
	git rm -rqf db
	stage db/2025-13-01-000000_x/up.sql 'CREATE TABLE IF NOT EXISTS x (id int);'
	put db/2025-13-01-000000_x/down.sql 'DROP TABLE IF EXISTS x;'
	git add -N db
	run -1 mighook fix --rule version-invalid
	contains "$output" 'left alone: its folder holds an intended addition (git add -N)'
	[ -e db/2025-13-01-000000_x/up.sql ]
}

@test "unmerged paths and intended additions are not touched" {
	put $set/AddOrders.sql "$(sound AddOrders orders)"
	git add -N $set/AddOrders.sql
	run -0 mighook fix
	equal "$(git ls-files $set/AddOrders.sql)" $set/AddOrders.sql
	printf '100644 %s %d\t%s\n' "$(git rev-parse HEAD:.mighook.yaml)" 1 x "$(git rev-parse HEAD:.mighook.yaml)" 2 x | git update-index --index-info
	run -2 mighook fix
	contains "$output" 'unmerged paths'
}

@test "guards are written only where nothing else changes" {
	stage $set/20250301000000_a.sql "create table a (id int);
CREATE POLICY own ON a USING (id = 1);
CREATE POLICY own ON users USING (id = 1);
ALTER TABLE users ADD COLUMN b int, DROP c;
CREATE INDEX CONCURRENTLY i ON users (b);
INSERT INTO users VALUES (1);
-- mighook: allow guard-missing ours alone
CREATE VIEW v AS SELECT 1;
  CREATE VIEW w AS SELECT 1;"
	run mighook fix --rule guard-missing
	equal "$(staged $set/20250301000000_a.sql)" "create table if not exists a (id int);
DROP POLICY IF EXISTS own ON a;
CREATE POLICY own ON a USING (id = 1);
CREATE POLICY own ON users USING (id = 1);
ALTER TABLE users ADD COLUMN IF NOT EXISTS b int, DROP IF EXISTS c;
CREATE INDEX CONCURRENTLY i ON users (b);
INSERT INTO users VALUES (1);
-- mighook: allow guard-missing ours alone
CREATE VIEW v AS SELECT 1;
  CREATE OR REPLACE VIEW w AS SELECT 1;"
}

@test "a guard that would keep a mistake quiet is not written" {
	merged $set/20250102000000_b.sql 'CREATE TABLE b (id int);'
	stage $set/20250301000000_a.sql "BEGIN;
CREATE TABLE users (id int);
DROP TABLE misspelt;
CREATE TABLE a (id int);
DROP TABLE b;
COMMIT;"
	run mighook fix
	equal "$(staged $set/20250301000000_a.sql | sed -n '/^BEGIN/,$p')" "BEGIN;
CREATE TABLE users (id int);
DROP TABLE misspelt;
CREATE TABLE IF NOT EXISTS a (id int);
DROP TABLE IF EXISTS b;
COMMIT;"
}

@test "BEGIN and COMMIT are written only around what may stand between them" {
	try() { # TEXT EXPECTED
		stage $set/20250301000000_a.sql "$1"
		run mighook fix --rule transaction-missing
		equal "$(staged $set/20250301000000_a.sql)" "$2"
	}
	try $'-- why\nSELECT 1;\nSELECT 2 -- two' $'-- why\nBEGIN;\nSELECT 1;\nSELECT 2; -- two\nCOMMIT;'
	for text in "ALTER TYPE m ADD VALUE 'a';" 'VACUUM users;' 'CALL p();' 'SET LOCAL lock_timeout = 1;' \
		$'\\i more.sql\nSELECT 1;' 'SELEC 1;' $'-- squawk-ignore x\nSELECT 1;' $'SELECT 1;\nBEGIN;\nSELECT 2;\nCOMMIT;'; do
		try "$text" "$text"
	done
}

@test "the order of versions is mended where the policy makes it an error" {
	stage $set/20240301000000_a.sql "$(sound 20240301000000_a a)"
	run -0 mighook fix
	contains "$output" '[version-out-of-order]'
	[ -e $set/20240301000000_a.sql ]
	sed -i 's/^rules:/&\n  version-out-of-order: error/' .mighook.yaml
	git add -A
	run -0 mighook fix
	equal "$(git diff --cached --name-status -- $set)" "A	$set/20250601120000_a.sql"
	equal "$(staged $set/20250601120000_a.sql)" "$(sound 20250601120000_a a)"
}

@test "the author is who writes it: of a committed file, who committed that" {
	git checkout -q -b topic
	git -c user.name='An Other' commit -q --no-verify --allow-empty -m x
	stage $set/20250301000000_a.sql "$(sound 20250301000000_a a | sed '/^-- Author/d')"
	git -c user.name='An Other' commit -q --no-verify -m topic
	stage $set/20250301000000_a.sql "$(sound 20250301000000_a a | sed '/^-- Author/d')
-- more"
	run -0 mighook fix
	contains "$(staged $set/20250301000000_a.sql)" '-- Author: An Other'
	# one that the policy would refuse is not written, nor one that nobody has told
	sed -i 's/Description\]/&, author: "^@"/' .mighook.yaml && git add .mighook.yaml
	stage $set/20250302000000_b.sql "$(sound 20250302000000_b b | sed '/^-- Author/d')"
	run -1 mighook fix
	lacks "$(staged $set/20250302000000_b.sql)" Author
	git checkout -q HEAD .mighook.yaml
	git config --global --unset user.name
	run -1 mighook fix
	lacks "$(staged $set/20250302000000_b.sql)" Author
	GIT_AUTHOR_NAME=Me run -0 mighook fix
	contains "$(staged $set/20250302000000_b.sql)" '-- Author: Me'
}

@test "digits in a description go where the policy wants none" {
	sed -i 's/^rules:/&\n  name-malformed: {severity: error, strict-name: true}/' .mighook.yaml
	stage $set/20250301000000_add_v2_users.sql "$(sound 20250301000000_add_v2_users a)"
	git add -A
	run -0 mighook fix
	equal "$(git diff --cached --name-only -- $set)" $set/20250301000000_add_v_users.sql
}

@test "three of one version get one each" {
	for name in a b c; do stage $set/20250101000000_$name.sql "$(sound 20250101000000_$name $name)"; done
	run -0 mighook fix
	equal "$(git diff --cached --name-only)" "$set/20250101000001_a.sql
$set/20250101000002_b.sql
$set/20250101000003_c.sql"
	equal "$(mighook check --staged --format json | rules_of)" ''
}

@test "JSON: the envelope, what was mended, what was left" {
	stage $set/AddOrders.sql "$(sound AddOrders orders | sed 's/ IF NOT EXISTS//')"
	stage $set/20250301000000_b.sql 'DROP TABLE users;'
	echo 'SELECT 1;' >$set/20250301000000_b.sql
	run -1 mighook fix --json
	equal "$(jq -c '[.schema, .tool, .command, .dry_run, .fixes]' <<<"$output")" "[1,\"mighook\",\"fix\",false,[{\"rule\":\"name-malformed\",\"path\":\"$set/AddOrders.sql\",\"new_path\":\"$set/20250601120000_add_orders.sql\"},{\"rule\":\"guard-missing\",\"path\":\"$set/AddOrders.sql\",\"new_path\":\"$set/20250601120000_add_orders.sql\"},{\"rule\":\"history-record-missing\",\"path\":\"$set/AddOrders.sql\",\"new_path\":\"$set/20250601120000_add_orders.sql\"}]]"
	equal "$(jq -c '.left[].path' <<<"$output")" "\"$set/20250301000000_b.sql\""
	contains "$(jq -c '[.remaining[].rule]' <<<"$output")" '"transaction-missing"'
}

@test "check, the hook and explain tell that it can be mended" {
	stage $set/AddOrders.sql "$(sound AddOrders orders)"
	contains "$(mighook check)" 'to mend what is certain: mighook fix'
	contains "$(mighook hook pre-commit 2>&1)" 'to mend what is certain: mighook fix'
	lacks "$(mighook check --all)" 'mighook fix'
	contains "$(mighook explain name-malformed)" 'To mend it: mighook fix gives it the nearest valid name.'
	lacks "$(mighook explain select-star)" 'mighook fix'
	equal "$(mighook explain --json name-malformed | jq -r .fix)" 'gives it the nearest valid name'
	mighook fix >/dev/null
	lacks "$(mighook check)" 'mighook fix'
	# nothing that it could do
	stage $set/20250302000000_b.sql 'SELEC 1;'
	lacks "$(mighook check --rule sql-syntax)" 'mighook fix'
}

@test "names and secrets of the repository do not reach the terminal" {
	name=$'Add\x1b[31mOrders.sql'
	stage "$set/$name" "CREATE TABLE t (id int);
SELECT 'postgres://u:hunter2hunter2@db.example.com/x';"
	run mighook fix --color never
	lacks "$output" $'\x1b'
	lacks "$output" hunter2
	contains "$output" 'Add\x1B[31mOrders.sql'
	git reset -q --hard
	stage "$set/AddOrders.sql" 'CREATE TABLE t (id int);'
	contains "$(mighook fix --color always)" $'\x1b[32m+CREATE TABLE IF NOT EXISTS t (id int);\x1b[0m'
}
