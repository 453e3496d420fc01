# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2164 # run.sh has set what is used, and -e
# The repositories that are measured on, made with git fast-import: 300,000 files are an index and
# trees, and need no worktree. Only the migrations are checked out.

# stream MIGRATIONS FILES: one commit, as git fast-import reads it. Four kinds of migration, as a
# history has them, each with the header that teams ask for; the files are 100 in a folder.
stream() {
	awk -v migrations="$1" -v files="$2" '
		function put(path, text) { printf "M 100644 inline %s\ndata %d\n%s\n", path, length(text), text }
		function name(i) {
			return sprintf("2020%02d%02d%02d%02d00_step_%d.sql", int(i / 40320) % 12 + 1, int(i / 1440) % 28 + 1,
				int(i / 60) % 24, i % 60, i)
		}
		BEGIN {
			printf "commit refs/heads/main\ncommitter Bench <bench@example.com> 1577836800 +0000\ndata 4\nbase\n"
			for (i = 1; i <= migrations; i++) {
				text = "-- Author: Bench\n-- Description: step " i "\n"
				if (i % 4 == 1)
					text = text "CREATE TABLE t" i " (\n    id bigint PRIMARY KEY,\n    kind varchar(9) CHECK (kind IN (\047a\047, \047b\047)),\n    at timestamptz DEFAULT now()\n);\n"
				else if (i % 4 == 2)
					text = text "ALTER TABLE t" i - 1 " ADD COLUMN name text NOT NULL DEFAULT \047\047;\nCREATE INDEX ON t" i - 1 " (name);\n"
				else if (i % 4 == 3)
					text = text "CREATE VIEW v" i " AS SELECT id, name FROM t" i - 2 " WHERE kind IN (\047a\047, \047b\047);\n"
				else
					text = text "ALTER TABLE t" i - 3 " ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON t" i - 3 " USING (name = current_user);\n"
				put("supabase/migrations/" name(i), text)
			}
			for (i = 0; i < files; i++)
				put(sprintf("src/m%02d/d%02d/f%d.c", i / 10000, i / 100 % 100, i), "int f" i % 10 ";\n")
		}'
}

# repository NAME MIGRATIONS FILES: makes and enters it, or only enters it. Packed as a clone is.
repository() {
	if ! cd "$work/repositories/$1" 2>/dev/null; then
		git init -q -b main "$work/repositories/$1"
		cd "$work/repositories/$1"
		stream "$2" "$3" | git fast-import --quiet
		git read-tree HEAD
		git checkout -q -- supabase
	fi
}

# stage_migration: one more, of which no rule has anything to say, nor squawk.
stage_migration() {
	cat >supabase/migrations/20250101000000_one_more.sql <<'END'
-- Author: Bench
-- Description: one more
SET lock_timeout = '1s';
SET statement_timeout = '5s';
CREATE TABLE IF NOT EXISTS one_more (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
ALTER TABLE one_more ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON one_more;
CREATE POLICY own ON one_more USING (name = current_user);
END
	git add supabase
}

# stage_file: something else.
stage_file() {
	echo 'What this is' >readme.md
	git add readme.md
}

# inserts COUNT: a file of seeds.
inserts() {
	awk -v count="$1" 'BEGIN { for (i = 1; i <= count; i++)
		printf "INSERT INTO items (id, name, price) VALUES (%d, \047item no %d\047, %d.%02d);\n", i, i, i % 977, i % 100 }'
}

# dump MEGABYTES: what pg_dump writes of a database with that much data.
dump() {
	awk -v megabytes="$1" 'BEGIN {
		srand(1)
		print "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nSET lock_timeout = 0;\n"
		for (table = 1; size < megabytes * 1000000; table++) {
			printf "CREATE TABLE public.t%d (\n    id bigint NOT NULL,\n    name text,\n    amount numeric(12,2),\n    at timestamp with time zone\n);\n\n", table
			printf "COPY public.t%d (id, name, amount, at) FROM stdin;\n", table
			for (row = 1; row <= 10000; row++) {
				line = sprintf("%d\tcustomer %08x%08x\t%d.%02d\t2024-01-%02d 10:00:00+00", row, rand() * 4294967295,
					rand() * 4294967295, row % 977, row % 100, row % 28 + 1)
				print line
				size += length(line) + 1
			}
			print "\\.\n\n"
			printf "ALTER TABLE ONLY public.t%d ADD CONSTRAINT t%d_pkey PRIMARY KEY (id);\n\n", table, table
		}
	}'
}
