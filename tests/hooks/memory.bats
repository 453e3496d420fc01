# What a hook takes of memory at its peak: of the program as it is handed out, no other.
load ../support/common

setup() {
	[ "${MIGHOOK_BUILD_STATIC-}" = ON ] || skip 'not the build that is handed out'
	command -v /usr/bin/time >/dev/null || skip 'no time(1) here'
	setup_scratch
	new_repository r
	printf 'sets: [{path: supabase/migrations, runner: supabase, snapshot: supabase/schema.sql}]\n' >.mighook.yaml
	put supabase/migrations/20250101000000_a.sql 'CREATE TABLE a (id int);'; put supabase/schema.sql '-- none'
}

# peak EXIT ARGUMENT...: the most KiB that mighook had at once; it ends with that exit code.
peak() {
	local expected=$1 code=0
	shift
	timeout 120 /usr/bin/time -o "$BATS_TEST_TMPDIR/peak" -f %M mighook "$@" >/dev/null 2>"$BATS_TEST_TMPDIR/said" || code=$?
	equal "$code" "$expected"
	tail -n 1 "$BATS_TEST_TMPDIR/peak"
}

# at_most KIB LIMIT
at_most() {
	[ "$1" -le "$2" ] || fail "$1 KiB, at most $2 were to be"
}

# dump FILE MIB FORM: a file of about that size, as pg_dump writes rows: one INSERT each (--inserts),
# a thousand in each (--rows-per-insert), or lines for COPY.
dump() {
	awk -v size="$(($2 << 20))" -v form="$3" 'BEGIN {
		while (written < size) {
			table++
			line = "CREATE TABLE public.t" table " (id bigint NOT NULL, name text, note text);\n"
			if (form == "copy") line = line "COPY public.t" table " (id, name, note) FROM stdin;\n"
			for (i = 1; i <= 1000; i++) {
				insert = "INSERT INTO public.t" table " (id, name, note) VALUES "
				values = i ", '\''name of number " i * 7919 "'\'', '\''a note; it says " i * 104729 "'\''"
				if (form == "copy") line = line i "\tname of number " i * 7919 "\ta note; it says " i * 104729 "\n"
				else if (form == "inserts") line = line insert "(" values ");\n"
				else line = line (i == 1 ? insert : "") "(" values ")" (i < 1000 ? ",\n" : ";\n")
			}
			if (form == "copy") line = line "\\.\n"
			printf "%s", line
			written += length(line)
		}
	}' >"$1"
}

@test "a small repository: at most 8 MiB" {
	for i in $(seq 300); do put "supabase/migrations/2025020$((i % 9))$(printf %06d "$i")_t$i.sql" "CREATE TABLE t$i (id bigint PRIMARY KEY);"; done
	git add . && git commit -q -m base
	stage supabase/migrations/20250301000000_b.sql 'ALTER TABLE t1 ADD COLUMN b int;'
	at_most "$(peak 1 hook pre-commit)" 8192
	contains "$(cat "$BATS_TEST_TMPDIR/said")" '[snapshot-not-staged]'
	at_most "$(peak 1 hook pre-commit)" 8192 # with a cache
}

@test "300,000 files: at most 16 MiB beside the index" {
	local version
	git add . && blob=$(git hash-object -w --stdin </dev/null)
	seq 300000 | awk -v blob="$blob" '{ printf "100644 %s\tpackages/p%d/src/folder%d/file%d.ts\n", blob, $1 % 300, $1 % 7, $1 }' |
		git update-index --index-info
	git commit -q -m base
	put supabase/migrations/20250301000000_b.sql; git add supabase
	for version in 2 4; do
		git update-index --index-version $version
		at_most "$(peak 1 hook pre-commit)" $(($(stat -c %s .git/index) / 1024 + 16384))
		contains "$(cat "$BATS_TEST_TMPDIR/said")" '[snapshot-not-staged]'
	done
}

# dumps_within MIB: a hook's memory is a multiple of a dump's size, which depends on its form: as a
# migration, as the snapshot. As something else in the set's folder it is not read at all.
dumps_within() {
	git add . && git commit -q -m base
	while read -r form migration snapshot; do
		dump big.sql "$1" "$form"; size=$(($(stat -c %s big.sql) / 1024))
		cp big.sql supabase/migrations/20250301000000_b.sql; git add supabase
		at_most "$(peak 1 hook pre-commit)" $((4096 + migration * size))
		contains "$(cat "$BATS_TEST_TMPDIR/said")" '[snapshot-not-staged]'
		git reset -q --hard
		cp big.sql supabase/schema.sql; git add supabase
		at_most "$(peak 0 hook pre-commit)" $((4096 + snapshot * size))
		git reset -q --hard; cp big.sql supabase/migrations/data.bin; git add supabase
		at_most "$(peak 0 hook pre-commit)" 8192
		git reset -q --hard
	done <<-'END'
		inserts 34 17
		rows 11 12
		copy 5 6
	END
}

@test "dumps: memory is bound by a multiple of their size" { git config core.compression 0; dumps_within 8; }

@test "dumps of 100 MB" { only_with_all; git config core.compression 0; dumps_within 100; }
