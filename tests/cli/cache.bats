# The cache of what merged migrations lead to: it changes no answer, and nothing depends on it.
load ../support/common

setup() {
	setup_scratch
	new_repository r
	for n in {10..21}; do
		put supabase/migrations/202501010000${n}_table_$n.sql "CREATE TABLE public.t$n (id bigint PRIMARY KEY, a text NOT NULL);"
	done
	put supabase/migrations/20250101000022_more.sql $'CREATE TYPE public.mood AS ENUM (\'ok\');\nALTER TABLE public.t10 ADD COLUMN mood public.mood;\nDROP TABLE public.t11;'
	git add . && git commit -q -m merged
	stage supabase/migrations/20250601000000_new.sql $'ALTER TABLE public.t10 ALTER COLUMN a DROP NOT NULL;\nCREATE TABLE public.fresh (id bigint REFERENCES public.t12);'
}

catalog() { "$MIGHOOK_TEST_BIN/print_catalog" "$@"; }

# entries: the files of the cache.
entries() { ls .git/mighook 2>/dev/null; }

# lose_blobs [COMMIT]: the content of all its migrations is gone; who reads it cannot say what was in
# it.
lose_blobs() {
	local id
	for id in $(git ls-tree -r "${1-HEAD}" -- supabase | awk '{ print $3 }'); do
		rm -f ".git/objects/${id:0:2}/${id:2}"
	done
}

@test "cold and warm are the same, and warm reads no merged migration" {
	catalog >cold
	grep -q 'column public.t10.mood' cold
	grep -q 'new.sql: statement 1 finds' cold
	equal "$(entries | wc -l)" 1
	case $(entries) in catalog-13-*) ;; *) fail "$(entries)" ;; esac
	lose_blobs
	catalog >warm
	diff cold warm
	lacks "$(cat warm)" 'unverified'
	# without it they are missed
	rm -r .git/mighook
	catalog >blind
	lacks "$(cat blind)" 'public.t13 '
}

@test "the hook says the same cold and warm, and keeps the same" {
	put .mighook.yaml 'rules: {column-type-changed: error, foreign-key-unindexed: error}' && git add .mighook.yaml
	git commit -q --no-verify -m policy -- .mighook.yaml
	mighook install -q
	run git commit -m x
	equal "$status" 1
	cold=$output
	before=$(cat .git/mighook/*)
	contains "$cold" '[foreign-key-unindexed]'
	run git commit -m x
	equal "$status" 1
	equal "$output" "$cold"
	equal "$(cat .git/mighook/*)" "$before"
	rm -r .git/mighook
	run git commit -m x
	equal "$status" 1
	equal "$output" "$cold"
	equal "$(entries | wc -l)" 1
}

@test "a damaged file is as if there were none, and is replaced" {
	catalog >cold
	file=.git/mighook/$(entries)
	cp "$file" good
	for damage in ': >$file' 'head -c 200 good >$file' 'printf x >>$file' 'printf x | dd of=$file bs=1 seek=150 conv=notrunc status=none' 'rm $file; mkfifo $file' 'rm $file; mkdir $file' 'rm $file; ln -s ../../good $file'; do
		eval "$damage"
		timeout 10 "$MIGHOOK_TEST_BIN/print_catalog" >now
		diff cold now || fail "$damage"
		[ -d "$file" ] || cmp "$file" good || fail "not replaced: $damage"
		[ ! -L "$file" ] || fail "still a link: $damage"
		rm -rf "$file"; cp good "$file"
	done
}

# What the CRC says is whole is read when it is asked for: then it is too late to do without it.
@test "a file that is whole and is no catalog: nothing is said by it" {
	catalog >/dev/null
	file=.git/mighook/$(entries)
	# the last eight bytes for each name are its hash and an object: one that is not there
	tail -n +2 "$file" | tail -c +5 | perl -0777 -pe 'substr($_, -4 - 8 * $n++, 4) = "\xff" x 4 while $n < 20' >body
	{
		head -n 1 "$file"
		gzip -c body | tail -c 8 | head -c 4
		cat body
	} >changed && mv changed "$file"
	run mighook check --staged
	equal "$status" 2
	equal "$output" "mighook: error: what was kept of earlier migrations in $PWD/.git/mighook is damaged
  hint: rm -r $PWD/.git/mighook"
	rm -r .git/mighook
	mighook check --staged
}

# The shorter way to say which files they are: the last word of the key is HEAD's tree.
@test "HEAD's tree names a history, and only the one that is there" {
	catalog >cold
	first=$(entries)
	case $first in catalog-13-*-????????????????????????????????????????????????????????????????) ;; *) fail "$first" ;; esac
	# another tree of the same migrations: it is found, and called after the new one
	put supabase/migrations/README.md 'nothing' && git add . && git commit -q --no-verify -m read -- supabase/migrations/README.md
	catalog >now
	diff cold now
	[ "$(entries)" != "$first" ] || fail "still $first"
	equal "$(entries | cut -d- -f1-3)" "$(echo "$first" | cut -d- -f1-3)"
	# of the same tree other files: one is taken out, then another one
	kept=$(entries)
	git rm -q --cached supabase/migrations/20250101000014_table_14.sql
	catalog >one
	lacks "$(cat one)" 'table public.t14 '
	git reset -q -- supabase/migrations/20250101000014_table_14.sql
	git rm -q --cached supabase/migrations/20250101000015_table_15.sql
	catalog >other
	grep -q 'table public.t14 ' other
	lacks "$(cat other)" 'table public.t15 '
	git reset -q -- supabase/migrations/20250101000015_table_15.sql
	catalog >again
	diff cold again
	entries | grep -qx "$kept"
}

@test "of another build nothing is read" {
	catalog >cold
	file=.git/mighook/$(entries)
	sed -i '1s/mighook catalog ./mighook catalog x/' "$file"
	catalog >now
	diff cold now
	lacks "$(cat "$file")" 'mighook catalog x'
}

@test "what changes in a merged migration changes the answer" {
	catalog >/dev/null
	stage supabase/migrations/20250101000013_table_13.sql 'CREATE TABLE public.renamed (id bigint);'
	catalog >now
	grep -q 'table public.renamed ' now
	lacks "$(cat now)" 'public.t13'
	# and as merged by somebody else
	git commit -q --no-verify -m x
	stage supabase/migrations/20250602000000_last.sql
	catalog >now
	grep -q 'table public.renamed ' now
	grep -q 'table public.fresh ' now
}

@test "a pull costs the files it brings: the longest history that is there is taken" {
	catalog >/dev/null
	git commit -q --no-verify -m new
	stage supabase/migrations/20250701000000_next.sql 'CREATE TABLE public.next (id bigint);'
	cp -r .git/objects ../kept
	lose_blobs main~1
	catalog >now
	grep -q 'table public.fresh ' now
	grep -q 'table public.next ' now
	grep -q 'column public.t10.mood' now
	lacks "$(cat now)" unverified
	# few files are not worth a new entry
	equal "$(entries | wc -l)" 1
	cp -rf ../kept/. .git/objects
	for n in {1..8}; do merged supabase/migrations/2025080100000${n}_many.sql "CREATE TABLE public.m$n (id bigint);"; done
	stage supabase/migrations/20250901000000_last.sql
	catalog >/dev/null
	equal "$(entries | wc -l)" 2
	entries | grep -q '^catalog-23-'
}

@test "a file that another one orders before others is replayed in its place" {
	catalog >/dev/null
	git rm -q --cached supabase/migrations/20250601000000_new.sql
	stage supabase/migrations/20250101000015_between.sql 'DROP TABLE public.t10;'
	catalog >now
	lacks "$(cat now)" 'column public.t10.id '
	grep -q 'between.sql: statement 1 finds' now
}

@test "a read-only repository is judged, and nothing is written" {
	as_reader() { "$@"; }
	if [ "$(id -u)" = 0 ]; then
		as_reader() { setpriv --reuid=nobody --clear-groups env HOME=/nonexistent GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' "$@"; }
	fi
	folder=$(mktemp -d /tmp/mighook-cache.XXXXXX)
	cp -r . "$MIGHOOK_TEST_BIN/print_catalog" "$folder"
	chmod -R a+rX,a-w "$folder"
	cd "$folder"
	run as_reader touch .git/x
	contains "$output" 'Permission denied'
	as_reader ./print_catalog >"$BATS_TEST_TMPDIR/now" || :
	chmod -R u+w "$folder"
	left=$(ls -d "$folder/.git/mighook" 2>/dev/null || :)
	cd /; rm -r "$folder"
	grep -q 'column public.t10.mood' "$BATS_TEST_TMPDIR/now"
	equal "$left" ''
}

@test "root leaves nothing in the repository of somebody else" {
	[ "$(id -u)" = 0 ] || skip 'needs root'
	chown -R 65534 .
	catalog >now
	grep -q 'column public.t10.mood' now
	[ ! -e .git/mighook ]
}

@test "a link or a file in place of the folder is left alone" {
	mkdir elsewhere
	ln -s ../elsewhere .git/mighook
	catalog | grep -q 'column public.t10.mood'
	equal "$(ls elsewhere)" ''
	rm .git/mighook; echo x >.git/mighook
	catalog | grep -q 'column public.t10.mood'
	equal "$(cat .git/mighook)" x
}

@test "no cache in a bare repository, none in quarantine" {
	GIT_QUARANTINE_PATH=$PWD/.git/objects/q catalog | grep -q 'column public.t10.mood'
	[ ! -e .git/mighook ]
	git commit -q --no-verify -m new
	git clone -q --bare . ../b.git
	(cd ../b.git && mighook check --range main~1...main --fail-on error || [ $? = 1 ])
	[ ! -e ../b.git/mighook ]
	mighook check --range main~1...main || [ $? = 1 ]
	[ -d .git/mighook ]
}

@test "linked worktrees share the cache of the common folder" {
	catalog >cold
	entry=$(entries)
	git worktree add -q ../w
	cp supabase/migrations/20250601000000_new.sql ../w/supabase/migrations/
	(cd ../w && git add . && catalog) >linked
	diff cold linked
	equal "$(entries)" "$entry"
	rm -r .git/mighook
	(cd ../w && catalog) >linked
	diff cold linked
	equal "$(entries)" "$entry"
}

@test "GIT_DIR and GIT_WORK_TREE lead to it" {
	git --git-dir=.git --work-tree=. status >/dev/null
	cd supabase
	GIT_DIR=$PWD/../.git GIT_WORK_TREE=.. catalog >/dev/null
	equal "$(ls ../.git/mighook | wc -l)" 1
	[ ! -e mighook ]
}

@test "read through git it is the same cache" {
	catalog >cold
	entry=$(entries)
	catalog with-git >warm
	diff cold warm
	rm -r .git/mighook
	catalog with-git >again
	diff cold again
	equal "$(entries)" "$entry"
}

@test "two at once" {
	catalog >cold
	for round in {1..10}; do
		rm -rf .git/mighook
		for n in {1..4}; do catalog >now$n & done
		wait
		for n in {1..4}; do diff cold now$n; done
		equal "$(ls -A .git/mighook | wc -l)" 1
	done
}

@test "the newest 16 are kept" {
	mkdir .git/mighook
	for n in {10..40}; do
		echo x >.git/mighook/catalog-5-$n
		touch -d "2025-01-01 00:00:$n" .git/mighook/catalog-5-$n
	done
	touch -d '2024-01-01' .git/mighook/.left-behind
	catalog >/dev/null
	equal "$(ls -A .git/mighook | wc -l)" 16
	equal "$(ls -A .git/mighook | grep -c '^catalog-5-\(2[6-9]\|3.\|40\)$')" 15
	entries | grep -q '^catalog-13-'
}

@test "as accessible as the git folder" {
	umask 022
	catalog >/dev/null
	equal "$(stat -c %a .git/mighook) $(stat -c %a .git/mighook/*)" '755 644'
	git init -q --shared=group ../s && cp -r supabase ../s && cd ../s
	git add . && git commit -q -m merged
	stage supabase/migrations/20250701000000_next.sql
	catalog >/dev/null
	equal "$(stat -c %A .git/mighook) $(stat -c %a .git/mighook/*)" "$(stat -c %A .git) 664"
	umask 077; git init -q ../p && cp -r supabase ../p && cd ../p && chmod 700 .git
	git add . && git commit -q -m merged
	stage supabase/migrations/20250801000000_next.sql
	umask 022; catalog >/dev/null
	equal "$(stat -c %a .git/mighook) $(stat -c %a .git/mighook/*)" '700 600'
}

@test "a merged migration that cannot be read stops nothing" {
	git commit -q --no-verify -m new
	merged supabase/migrations/20250602000000_broken.sql 'CREATE TABEL broken ('
	merged supabase/migrations/20250603000000_lfs.sql $'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1'
	ln -s gone supabase/migrations/20250604000000_link.sql; git add .; git commit -q --no-verify -m link
	stage supabase/migrations/20250701000000_next.sql 'CREATE TABLE public.next (id bigint);'
	catalog >now
	grep -q 'table public.t10 .*unverified: a migration could not be read' now
	grep 'table public.next ' now | grep -vq unverified
	# what is not known is not kept
	equal "$(entries)" ''
	id=$(git rev-parse HEAD:supabase/migrations/20250101000014_table_14.sql)
	rm -f ".git/objects/${id:0:2}/${id:2}"
	catalog >now
	lacks "$(cat now)" 'table public.t14 '
	grep -q 'table public.t15 ' now
	mighook check --staged || [ $? = 1 ]
}

@test "an audit leaves nothing behind" {
	git commit -q --no-verify -m new
	mighook audit || [ $? = 1 ]
	[ ! -e .git/mighook ]
}
