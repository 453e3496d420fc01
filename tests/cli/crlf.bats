# Files with CRLF line ends are judged like those with LF, whatever git does with line ends.
load ../support/common

setup() { setup_scratch; }

# judge LINE-END: every case of every rule as a range, all findings into the file LINE-END.
judge() {
	local rule name base head mark id of_server
	local -A ids=()
	of_server=$(mighook rules --json | awk -F'"' '/"id":/ { id = $4 } /"scope": "D"/ { printf " %s ", id }')
	LC_ALL=C awk -v crlf="$([ "$1" = crlf ] && echo 1)" -v list="../$1.list" -f "$MIGHOOK_SOURCE/tests/rules/import.awk" \
		"$MIGHOOK_SOURCE"/tests/rules/*/{flags,allows}_*.sql >"../$1.stream"
	git fast-import --quiet --force --export-marks="../$1.marks" <"../$1.stream"
	while read -r mark id; do ids[${mark#:}]=$id; done <"../$1.marks"
	while read -r rule name base head; do
		[[ $of_server != *" $rule "* ]] || continue # check does not ask them
		echo "$rule/$name"
		mighook check --range "${ids[$base]}...${ids[$head]}" --rule "$rule" --format json || echo "exit $?"
	done <"../$1.list" 2>&1 | sed -E 's/[0-9a-f]{12,40}/COMMIT/g' >"../$1"
}

@test "the cases of every rule: the same findings at the same places" {
	git init -q --bare r && cd r
	judge lf; judge crlf
	# they are all there, and the texts have these line ends
	[ "$(grep -c '/flags_.*sql$' ../lf)" -ge 250 ]; [ "$(grep -c '"rule": ' ../lf)" -ge 500 ]
	[ "$(grep -c $'\r' ../crlf.stream)" -ge 4500 ]; equal "$(grep -c $'\r' ../lf.stream)" 0
	equal "$(awk '{ print $1 }' ../lf.list | sort -u | wc -l)" "$(($(mighook rules | wc -l) - 3))" # not: messages, pushes, the worktree
	diff ../lf ../crlf
}

sql() {
	cat <<-'SQL'
		-- Author: a
		-- approved-by: bob lead JIRA-1
		DROP TABLE IF EXISTS old;
		CREATE TABLE IF NOT EXISTS users (
		  id bigint PRIMARY KEY,
		  email text DEFAULT 'a' -- mighook: allow guard-missing nothing
		);
		-- mighook: allow guard-missing it is meant
		CREATE INDEX users_email ON users (email);
		GRANT ALL ON users TO anon;
	SQL
}

@test "every report, the review and the rollback of a CRLF file are those of its LF twin, and in LF" {
	for eol in lf crlf; do
		git init -q $eol; cd $eol
		put supabase/migrations/20250101000000_a.sql "$(sql)"; put .mighook.yaml $'version: 1\nrules:\n  header-missing: {severity: error, fields: [Author, Ticket]}'
		[ $eol = lf ] || sed -i 's/$/\r/' supabase/migrations/*.sql .mighook.yaml
		git add .
		for command in check 'check --format json' 'check --all --format github' 'check supabase/migrations' review 'review --format json' \
			'rollback 20250101000000' 'rollback 20250101000000 --sql' 'schema list' 'policy show' 'hook pre-commit'; do
			# shellcheck disable=SC2086
			echo "== $command"; mighook $command || echo "exit $?"
		done >../$eol.out 2>&1
		cd ..
	done
	diff lf.out crlf.out
	contains "$(cat lf.out)" 'header field Ticket is missing'; contains "$(cat lf.out)" 'DROP TABLE'; contains "$(cat lf.out)" 'bob (lead)'
	equal "$(grep -c $'\r' crlf.out)" 0
}

@test "a snapshot and migrations with different line ends agree, in all that spans lines" {
	new_repository r
	put schema.sql "$(cat <<-'SQL'
		CREATE TABLE users (id bigint PRIMARY KEY, email text DEFAULT 'a
		b', CONSTRAINT c CHECK (email <> 'c
		d'));
		CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
		  RETURN NEW;
		END
		$$;
		CREATE VIEW v AS SELECT 'x
		y' AS x FROM users;
		CREATE POLICY p ON users USING (email = 'a
		b');
		CREATE INDEX i ON users ((email || 'a
		b')) WHERE email <> 'x
		y';
		CREATE TYPE e AS ENUM ('a
		b');
		CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f('a
		b');
	SQL
	)"
	put supabase/migrations/20250101000000_a.sql "$(cat schema.sql)"
	for crlf in schema.sql supabase/migrations/20250101000000_a.sql; do
		cp "$crlf" kept; sed -i 's/$/\r/' "$crlf"; git add .
		run mighook check --all --rule snapshot-out-of-sync; equal "$status" 0; lacks "$output" snapshot-out-of-sync
		cp kept "$crlf"
	done
	sed -i "s/^y' AS/z' AS/" schema.sql; git add .
	run mighook check --all --rule snapshot-out-of-sync; contains "$output" 'view public.v'
}

# merged_as CONFIG...: a migration with CRLF in the worktree, committed under that configuration.
merged_as() {
	rm -rf r && git init -q r && cd r && cp "$MIGHOOK_BIN" .git/hooks/pre-commit
	put supabase/migrations/20250101000000_a.sql "$(sql)"; sed -i 's/$/\r/' supabase/migrations/*.sql
	"$@"; git add . 2>/dev/null
	git commit -q --no-verify -m base; git update-ref refs/remotes/origin/main HEAD
}

@test "autocrlf, eol and text=auto: nothing merged counts as modified, and new files are judged alike" {
	for config in 'git config core.autocrlf true' 'git config core.autocrlf input' 'put .gitattributes *.sql\ text\ eol=crlf' \
		'put .gitattributes *\ text=auto' 'put .gitattributes *\ -text'; do
		eval "merged_as $config"
		# the worktree keeps CRLF, or gets it back
		rm -rf supabase && git checkout -q . && sed -i 's/\r*$/\r/' supabase/migrations/*.sql
		run mighook check supabase/migrations; lacks "$output" merged-migration; lacks "$output" 'mighook: error'
		put supabase/migrations/20250201000000_b.sql $'CREATE TABLE t (\n  id bigint PRIMARY KEY\n);\nSELECT * FROM t WHERE\n  id = 1;\nDROP TABLE t CASCADE;'
		sed -i 's/$/\r/' supabase/migrations/20250201000000_b.sql; git add supabase 2>/dev/null
		run git commit -m b; equal "$status" 1
		contains "$output" 'supabase/migrations/20250201000000_b.sql:6:1: error: '; lacks "$output" merged-migration
		sed -i '/CASCADE/d' supabase/migrations/20250201000000_b.sql; git add supabase 2>/dev/null
		run git commit -m b; equal "$status" 0
		cd ..
	done
}

@test "a merged file whose line ends alone change is told so, and its fingerprint stays" {
	merged_as put .gitattributes '* -text'
	sed -i 's/\r$//' supabase/migrations/*.sql; git add .
	run mighook check; equal "$status" 1; contains "$output" 'only line endings differ'
	equal "$(git diff --cached --name-only)" supabase/migrations/20250101000000_a.sql
	put .mighook.yaml "grandfather: [{rule: guard-missing, fingerprint: $(sha256sum <supabase/migrations/20250101000000_a.sql | cut -d' ' -f1)}]"
	for end in '\r' ''; do
		sed -i "s/\r*\$/$end/; /it is meant/d" supabase/migrations/*.sql; sed -i "s/[0-9a-f]\{64\}/$(sed 's/\r//' supabase/migrations/*.sql | sha256sum | cut -d' ' -f1)/" .mighook.yaml; git add .
		run mighook check --all --rule guard-missing; lacks "$output" '[guard-missing]'
	done
	sed -i '/sha256\|fingerprint/d' .mighook.yaml; git add .
	run mighook check --all --rule guard-missing; contains "$output" '[guard-missing]'
}

@test "a commit message with CRLF is read like one with LF" {
	new_repository r; put .mighook.yaml $'rules:\r\n  commit-message: {severity: error, pattern: "^[a-z]+: .*[a-z]$", trailers: [Reviewed-by]}\r'; git add .; stage supabase/migrations/20250101000000_a.sql
	printf 'feat: a table\r\n\r\nText.\r\n\r\nReviewed-by: bob\r\n' >m; run mighook hook commit-msg m; equal "$status" 0
	printf 'feat: a table\r\n\r\nText.\r\n' >m; run mighook hook commit-msg m; equal "$status" 1; contains "$output" Reviewed-by
}
