# A table that the branch has made is nobody's yet; a merged one is in use. Both with what the
# repository's cache knows of the history and without.
load ../support/common

setup() { setup_scratch; }

# history NUMBER: so many merged migrations, the first of which makes a table.
history() {
	new_repository r
	put migrations/000001_first.up.sql 'CREATE TABLE users (id bigint);'
	for n in $(seq 2 "$1"); do
		put "migrations/$(printf '%06d' "$n")_next.up.sql" "CREATE TABLE t$n (id bigint);"
	done
	git add . && git commit -qm merged && git checkout -qb work
}

# verdict SQL: rules that the staged statement breaks, and the same with a warm cache.
verdict() {
	local cold
	stage migrations/000099_case.up.sql "$1"
	rm -rf .git/mighook
	cold=$(mighook check --staged --json | rules_of | sort -u)
	mighook check --staged --json | rules_of | sort -u >../warm
	equal "$(cat ../warm)" "$cold"
	equal "$(grep -cxE 'not-null-without-default|not-null-set|index-not-concurrent|unique-without-index|constraint-not-validated-apart|volatile-default|column-type-changed' ../warm)" "$2"
}

statements='ALTER TABLE TABLE ADD COLUMN a int NOT NULL;
ALTER TABLE TABLE ADD COLUMN b uuid DEFAULT gen_random_uuid();
ALTER TABLE TABLE ALTER COLUMN id SET NOT NULL;
ALTER TABLE TABLE ALTER COLUMN id TYPE text;
ALTER TABLE TABLE ADD CONSTRAINT c CHECK (id IS NOT NULL);
ALTER TABLE TABLE ADD CONSTRAINT u UNIQUE (id);
CREATE INDEX i ON TABLE (id);'

@test "a merged table is in use, one of an earlier commit of the branch is not" {
	history 12
	stage migrations/000020_branch.up.sql 'CREATE TABLE fresh (id bigint);'
	git commit -qm 'on the branch'
	verdict "$(sed 's/TABLE TABLE/TABLE users/; s/ON TABLE/ON users/' <<<"$statements")" 7
	verdict "$(sed 's/TABLE TABLE/TABLE fresh/; s/ON TABLE/ON fresh/' <<<"$statements")" 0
}

@test "a merged table stays one, whatever the branch has done to it since" {
	history 12
	stage migrations/000020_branch.up.sql 'ALTER TABLE users RENAME TO people;
ALTER TABLE people ADD COLUMN name text;'
	git commit -qm 'on the branch'
	stage migrations/000021_more.up.sql 'ALTER TABLE people RENAME COLUMN id TO key; ALTER TABLE people RENAME COLUMN key TO id;'
	git commit -qm 'on the branch'
	verdict "$(sed 's/TABLE TABLE/TABLE people/; s/ON TABLE/ON people/' <<<"$statements")" 7
}
