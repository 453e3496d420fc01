# deprecation-too-young where the versions are no dates: the commit that brought the file tells how
# old a deprecation is.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	put .mighook.yaml 'rules: {deprecation-too-young: {severity: error, changelog: none}}'
	put migrations/000001_users.up.sql 'CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);'
	put migrations/000001_users.down.sql 'DROP TABLE IF EXISTS users;'
	git add . && GIT_COMMITTER_DATE=2025-01-01T00:00:00Z git commit -q -m users
	put migrations/000002_end.up.sql $'-- deprecates: users\nCOMMENT ON TABLE users IS \'deprecated\';'
	put migrations/000002_end.down.sql 'COMMENT ON TABLE users IS NULL;'
	git add . && GIT_COMMITTER_DATE=2025-03-10T18:00:00Z git commit -q -m end
	put other.txt x
	git add . && GIT_COMMITTER_DATE=2025-03-20T18:00:00Z git commit -q -m other
}

# drop: the removal, staged.
drop() {
	put migrations/000003_drop.up.sql 'DROP TABLE IF EXISTS users;'
	put migrations/000003_drop.down.sql 'CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);'
	git add .
}

# judge DAY: check --staged on that day.
judge() { MIGHOOK_NOW=$(date -u -d "$1 06:00" +%s) run mighook check --staged --rule deprecation-too-young "${@:2}"; }

@test "days are counted from the commit that brought the deprecation" {
	drop
	judge 2025-04-08
	equal "$status" 1
	contains "$output" 'table users is removed 29 days after migrations/000002_end.up.sql has deprecated it, and not 30'
	contains "$output" 'It may go from 2025-04-09 on'
	judge 2025-04-09
	equal "$status" 0
}

@test "the same through the git program" {
	drop
	git update-index --split-index
	judge 2025-04-08
	equal "$status" 1
	contains "$output" '29 days after'
}

@test "a history that is cut off: the age cannot be told, and that is said" {
	cd .. && git clone -q --depth 1 "file://$PWD/r" shallow && cd shallow
	drop
	judge 2026-01-01
	equal "$status" 1
	contains "$output" 'how long ago migrations/000002_end.up.sql has deprecated it cannot be told: this clone is shallow'
}
