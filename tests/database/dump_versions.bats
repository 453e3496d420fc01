# What pg_dump 13, 15, 17 and 18 write of one schema, from servers of these versions, is the same schema to
# `mighook drift`: of each pair one is the migration and the other the snapshot.
bats_require_minimum_version 1.5.0
load ../support/common
load ../support/postgres
load dump_versions

setup_file() {
	DUMPS=$(kept_dumps) && export DUMPS
}

setup() {
	setup_scratch
	unset "${!PG@}"
	new_repository r
	put prelude.sql "$(cat "$MIGHOOK_SOURCE/tests/database/every_object_roles.sql")"
	put .mighook.yaml $'version: 1\nsets:\n  - path: migrations\n    prelude: prelude.sql\n    snapshot: schema.sql'
}

# migrate FILE: the one migration. psql's lines and the setting that a server 15 does not know are none.
migrate() {
	mkdir -p migrations
	sed -E '/^\\(un)?restrict [A-Za-z0-9]{63}$/d; /^SET transaction_timeout = 0;$/d' "$1" >migrations/20250101000000_all.sql
}

# drift_between MIGRATION SNAPSHOT: what it says of the two dumps.
drift_between() {
	migrate "$1"
	cp "$2" schema.sql
	git add -A
	run mighook drift --format json
}

# same MIGRATION SNAPSHOT
same() {
	drift_between "$DUMPS/$1.sql" "$DUMPS/$2.sql"
	[ "$status" = 0 ] || fail "$1 and $2: $output"
	equal "$1 $2 $(jq -c '[.verdict, .objects]' <<<"$output")" "$1 $2 [\"clean\",[]]"
}

# part_of NAME...: of the dumps of what all of these versions know.
part_of() {
	case " $* " in
	*' 13-'*) ;;
	*) echo -15 ;;
	esac
}

@test "there are dumps of 13, 15, 17 and 18, of more than 40 objects each" {
	local version
	for version in 13 15 17 18; do
		versions | grep -qx "$version" || skip "$version: $(why_not "$version")"
	done
	equal "$(cd "$DUMPS" && echo [0-9][0-9]-[0-9][0-9].sql)" \
		'13-13.sql 13-15.sql 13-17.sql 13-18.sql 15-15.sql 15-17.sql 15-18.sql 17-17.sql 17-18.sql 18-18.sql'
	for version in 13 15 17 18; do
		[ "$(grep -c '^-- Name: ' "$DUMPS/$version-$version.sql")" -ge 160 ]
	done
	# As text they are not the same.
	[ "$(diff "$DUMPS/13-13.sql" "$DUMPS/18-18.sql" | grep -c '^[<>]')" -ge 20 ]
}

@test "each version's own dump is the same as that of every other" {
	local version left right part names=() missing=()
	for version in 13 15 17 18; do
		if versions | grep -qx "$version"; then names+=("$version-$version"); else missing+=("$version: $(why_not "$version")"); fi
	done
	[ ${#names[@]} -gt 1 ] || skip "${missing[*]}"
	set -- "${names[@]}"
	while [ $# -gt 1 ]; do
		left=$1
		shift
		for right; do
			part=$(part_of "$left" "$right")
			same "$left$part" "$right$part"
		done
	done
	[ ${#missing[@]} = 0 ] || skip "${missing[*]}"
}

@test "a newer pg_dump, or one that quotes every name, makes no difference" {
	only_with_all
	local version client own part
	own=$(own_version)
	for version in $(versions); do
		part=$(part_of "$version-")
		for client in $(versions) quoted; do
			[ "$client" != "$version" ] && [ -e "$DUMPS/$version-$client.sql" ] || continue
			same "$own-$own$part" "$version-$client$part"
		done
	done
}

# Of the changes each version has another; with MIGHOOK_TEST_ALL each has all.
@test "one object that is another in one dump is found, whatever the version" {
	only_with_all
	local version change name own number=0 at
	own=$(own_version)
	for version in $(versions); do
		number=$((number + 1))
		at=0
		while IFS='|' read -r change name; do
			at=$((at + 1))
			[ -n "${MIGHOOK_TEST_ALL-}" ] || [ $((at % 4)) = $((number % 4)) ] || continue
			sed "$change" "$DUMPS/$version-$version.sql" >other.sql
			! cmp -s other.sql "$DUMPS/$version-$version.sql" || fail "nothing changed by $change"
			drift_between "$DUMPS/$own-$own.sql" other.sql
			equal "$version $status $(jq -r '.objects[] | "\(.kind) \(.name) \(.change)"' <<<"$output")" "$version 1 $name"
		done <<-'END'
			s/^    words integer,$/    words bigint,/|column app.note.words changed
			s/'company'::character varying, 'it''s both'::character varying/'it''s both'::character varying/|constraint app.account.account_kind_check changed
			s/^    LANGUAGE sql IMMUTABLE STRICT COST 5/    LANGUAGE sql STABLE STRICT COST 5/|function app.twice(integer) changed
			s/^CREATE INDEX account_hash_idx .*/CREATE INDEX account_hash_idx ON app.account USING btree (state);/|index app.account_hash_idx changed
			s/^\\restrict y$/\\restrict z/|function app.twice(integer) comment-only
		END
	done
}
