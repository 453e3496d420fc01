# What an audit remembers from one commit to the next changes no finding: each commit of a history is
# judged alone too, with nothing to remember.
load ../support/common

setup() {
	setup_scratch
	export MIGHOOK_NOW=1795000000
	new_repository r
	day=0
	cat >../policy.yaml <<-'EOF'
		version: 1
		sets:
		  - {path: supabase/migrations, runner: supabase, snapshot: schema.sql}
		  - {path: diesel, runner: diesel}
		rules: {deprecation-too-young: warning, object-created-later: warning, schema-drift: warning, select-star: warning}
	EOF
}

# Commits all that lies in the worktree, a day after the last one.
commit() {
	day=$((day + 1))
	git add -A
	GIT_COMMITTER_DATE="$((1735732800 + day * 86400)) +0000" git commit -q --no-verify --allow-empty -m "$1"
}

# The lines of the findings that an audit with these options comes to.
findings() {
	{ mighook audit --json "$@" || [ $? = 1 ]; } |
		{ grep -E '"(rule|severity|path|line|column|message|hint|commit|subject)":' || true; }
}

# The findings of a run over all commits, and of a run for each.
compare_with_single_commits() {
	local line=(--first-parent)
	[ $# -eq 0 ] || line=()
	findings --policy ../policy.yaml "$@" >../together
	git rev-list --reverse --topo-order "${line[@]}" HEAD >../ids
	while read -r id; do
		findings --policy ../policy.yaml --rev "$id" "$@" \
			--since "$(TZ=UTC git show -s --date=format-local:%Y-%m-%d --format=%cd "$id")"
	done <../ids >../alone
	[ -s ../alone ]
	diff ../together ../alone
}

path() { printf 'supabase/migrations/202501%02d000000_m%d.sql' "$1" "$1"; }

build_history() {
	put README.md x; commit start
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		put "$(path "$i")" "CREATE TABLE t$i (id bigint PRIMARY KEY, name text);"
		put "diesel/2025-01-$((i + 10))-000000_d$i/up.sql" "CREATE TABLE d$i (id bigint);"
		put "diesel/2025-01-$((i + 10))-000000_d$i/down.sql" "DROP TABLE d$i;"
		commit "m$i"
	done
	put "$(path 3)" 'CREATE TABLE other (id bigint);'; commit changed
	put "$(path 13)" 'ALTER TABLE t3 DROP COLUMN name;'; commit 'of what is not there'
	put "$(path 3)" 'CREATE TABLE t3 (id bigint PRIMARY KEY, name text);'; commit 'changed back'
	put "$(path 14)" 'ALTER TABLE t3 DROP COLUMN name;'; commit 'of what is there again'
	rm "$(path 4)"; ln -s $'CREATE TABLE t4 (id bigint PRIMARY KEY, name text);\n' "$(path 4)"; commit 'a link'
	put schema.sql 'CREATE TABLE public.t5 (id bigint);'; put "$(path 15)" 'CREATE TABLE t15 (id bigint);'; commit snapshot
	rm "$(path 4)"; put "$(path 4)" 'CREATE TABLE t4 (id bigint PRIMARY KEY, name text);'; chmod +x "$(path 4)"; commit 'a file'
	mkdir diesel/2025-02-01-000000_moved; git mv "$(path 5)" diesel/2025-02-01-000000_moved/up.sql; commit 'to the other set'
	put "$(path 16)" 'SELECT * FROM t5; CREATE TABLE broken ('; commit broken
	printf 'run_in_transaction = false\n' >diesel/2025-01-12-000000_d2/metadata.toml; commit 'how it is wrapped'
	cp "$(path 6)" "$(path 17)"; commit 'the same bytes'
}

@test "contents that change and change back, links, modes, renames across sets" {
	build_history
	compare_with_single_commits
	[ "$(grep -c '"rule"' ../alone)" -gt 100 ]
}

@test "branches that are merged: what is remembered may be of another line" {
	build_history
	git checkout -q -b side HEAD~6; put "$(path 20)" 'DROP TABLE t7;'; commit 'on the side'
	git rm -q "$(path 8)"; commit 'gone there'
	git checkout -q main; put "$(path 21)" 'DROP TABLE t8 CASCADE;'; commit 'on main'
	git checkout -q side; put "$(path 9)" 'CREATE TABLE t9 (id int);'; commit 'changed there'
	git checkout -q main; git merge -q --no-commit --no-ff side || true; commit 'merged'
	put "$(path 22)" 'ALTER TABLE t9 ALTER COLUMN id TYPE int;'; commit 'after it'
	compare_with_single_commits
	compare_with_single_commits --all-commits
}

@test "the policy of the last commit judges all, whatever those before said" {
	build_history
	put .mighook.yaml 'rules: {select-star: error}'; commit policy
	put "$(path 23)" 'SELECT * FROM t1;'; commit 'a star'
	put .mighook.yaml "$(cat ../policy.yaml)"; commit 'another policy'
	findings >../own
	findings --policy ../policy.yaml >../given
	diff ../own ../given
}

@test "what is to be known is said once, not for each commit" {
	for i in 1 2 3 4 5 6; do
		put "$(path "$i")" 'CREATE TABLE `a` (id int) ENGINE=InnoDB;'; commit "m$i"
	done
	put ../policy.yaml 'sets: [{path: supabase/migrations, runner: supabase, dialect: other}]'
	run mighook audit --policy ../policy.yaml
	equal "$(grep -c 'rules on SQL are not asked' <<<"$output")" 1
}
