# What the catalog makes of real histories, against what a server makes of them: all objects of the
# newest tree of each corpus, one by one.
load ../support/common
load ../support/postgres
load replay

setup_file() {
	postgres_start
	prelude_create
}
teardown_file() { postgres_stop; }
setup() {
	setup_scratch
	postgres_environment
}

# compared TRUTH CLAIM [NAMES]: what compare.jq says.
compared() {
	jq -n --slurpfile truth "$1" --slurpfile claim "$2" --argjson there "${3-[]}" -f "$MIGHOOK_SOURCE/tests/database/compare.jq"
}

# table_of CORPUS: rows of the comparison on standard input, for whoever runs the test.
table_of() {
	jq -r --arg corpus "$1" '(.rows[] | [$corpus, .kind, .truth, .equal, .missing, .surplus, .different, .unverified]
		| "| " + (map(tostring) | join(" | ")) + " |"),
		"| \($corpus) | unverified | \(.unverified) of \(.objects) | \(100 * .unverified / ([.objects, 1] | max) * 10 | round / 10) % | | | | |"'
}

# judge CORPUS: all is equal apart from what mighook says it cannot know, and that is little.
judge() {
	local path runner _ errors
	[ -n "${MIGHOOK_CORPUS-}" ] || skip 'MIGHOOK_CORPUS is not set'
	git clone -q "$MIGHOOK_CORPUS/$1/replay.bundle" -b main tree
	while read -r path runner _; do
		[ -d "tree/$path" ] && break
	done < <(corpus_sets "$1")
	errors=$(replay "$1" "$runner" "$PWD/tree/$path")
	equal "$errors" ''
	objects_of "$1" >truth.json
	mighook -C tree schema list --format json >claim.json
	equal "$(jq -c '[.schema, .tool, .command]' claim.json)" '[1,"mighook","schema list"]'
	compared truth.json claim.json "$(names_there "$runner")" >comparison.json
	{
		echo '# | corpus | kind | server | equal | missing | surplus | different | unverified |'
		table_of "$1" <comparison.json | sed 's/^/# /'
	} >&3
	jq -r '.problems[] | "\(.verdict) \(.kind) \(.name)" + if .attribute then
		": \(.attribute) is \(.truth | tojson), not \(.claim | tojson)" else "" end' comparison.json >problems
	[ ! -s problems ] || fail "$(wc -l <problems) differences:"$'\n'"$(head -n 60 problems)"
	[ "$(jq '.unverified * 50 < .objects' comparison.json)" = true ] || fail 'more than 2 % are unverified'
}

@test "liam" { judge liam; }
@test "crates.io" { judge crates.io; }
@test "minder" { judge minder; }
@test "trigger.dev" { judge trigger.dev; }

# A schema with one of each; the rest of the tests are about the comparison itself.
make_schema() {
	database_create "$1" prelude
	cat >schema.sql <<'END'
	CREATE TYPE mood AS ENUM ('sad', 'happy');
	CREATE TABLE "Team" (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x');
	CREATE TABLE member (
		id bigint GENERATED ALWAYS AS IDENTITY,
		team integer REFERENCES "Team" ON DELETE CASCADE,
		mood mood, age integer CHECK (age > 0), twice integer GENERATED ALWAYS AS (age * 2) STORED,
		UNIQUE (team, mood));
	CREATE UNIQUE INDEX by_age ON member (age DESC, abs(age)) WHERE age > 1;
	CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN new; END';
	CREATE TRIGGER touched BEFORE INSERT OR UPDATE OF age ON member FOR EACH ROW EXECUTE FUNCTION touch();
	ALTER TABLE member ENABLE ROW LEVEL SECURITY;
	CREATE POLICY own ON member FOR SELECT TO anon, authenticated USING (age > 0);
	CREATE VIEW old AS SELECT * FROM member WHERE age > 60;
	CREATE SEQUENCE counter;
END
	sed -i 's/^	//' schema.sql
	run_sql "$1" schema.sql
	objects_of "$1" >"$1.json"
}

@test "the server's list has every object once, with what it is" {
	make_schema one
	equal "$(jq -r '.objects[] | .kind + " " + .name' one.json | sort | uniq -d)" ''
	equal "$(jq -c '.objects[] | select(.verified) | [.kind, .name, .attributes]' one.json | sort)" "$(sort <<'END'
["column","public.\"Team\".id",{"type":"integer","default":"nextval('public.\"Team_id_seq\"'::regclass)","not_null":true}]
["column","public.\"Team\".name",{"type":"character varying(20)","default":"'x'::character varying","not_null":true}]
["column","public.member.age",{"type":"integer"}]
["column","public.member.id",{"type":"bigint","identity":"always","not_null":true}]
["column","public.member.mood",{"type":"public.mood"}]
["column","public.member.team",{"type":"integer"}]
["column","public.member.twice",{"type":"integer","generated":"(age * 2)"}]
["constraint","public.\"Team\".\"Team_pkey\"",{"columns":["id"],"constraint_type":"primary key"}]
["constraint","public.member.member_age_check",{"uses":["age"],"check":"(age > 0)","constraint_type":"check"}]
["constraint","public.member.member_team_fkey",{"columns":["team"],"on_delete":"cascade","references":"public.\"Team\"","constraint_type":"foreign key","referenced_columns":["id"]}]
["constraint","public.member.member_team_mood_key",{"columns":["team","mood"],"constraint_type":"unique"}]
["function","public.touch()",{"body":"BEGIN RETURN new; END","returns":"trigger","language":"plpgsql","parameters":"","security_definer":true}]
["index","public.by_age",{"table":"public.member","where":"(age > 1)","method":"btree","unique":true,"elements":["age DESC","(abs(age))"],"default_classes":["int4_ops","int4_ops"]}]
["policy","public.member.own",{"roles":["anon","authenticated"],"using":"(age > 0)","command":"select"}]
["sequence","public.\"Team_id_seq\"",{"owned_by":"public.\"Team\".id"}]
["sequence","public.counter",{}]
["table","public.\"Team\"",{}]
["table","public.member",{"row_security":true}]
["trigger","public.member.touched",{"events":["insert","update of age"],"timing":"before","function":"public.touch","for_each_row":true}]
["type","public.mood",{"labels":["sad","happy"]}]
["view","public.old",{"query":" SELECT member.id,\n    member.team,\n    member.mood,\n    member.age,\n    member.twice\n   FROM public.member\n  WHERE (member.age > 60);"}]
END
)"
}

@test "a schema equals itself, also dumped and loaded" {
	make_schema two
	dump two >two.sql
	equal "$(load_dump again supabase two.sql)" ''
	objects_of again >again.json
	equal "$(compared two.json again.json | jq -c '[.problems, .unverified, .objects]')" '[[],0,21]'
}

@test "the comparison finds each kind of mistake, and counts what is not known" {
	make_schema three
	# wrong FILTER: the verdicts on a list that was changed so.
	wrong() {
		jq "$1" three.json >wrong.json
		compared three.json wrong.json | jq -c '[.problems[] | [.verdict, .name, .attribute // ""]], .unverified' | tr -d '\n'
	}
	equal "$(wrong 'del(.objects[] | select(.name == "public.member.age"))')" '[["missing","public.member.age",""]]0'
	equal "$(wrong '.objects += [{kind: "view", name: "public.more", attributes: {}, verified: true}]')" '[["surplus","public.more",""]]0'
	equal "$(wrong '(.objects[] | select(.name == "public.member.age")).attributes.not_null = true')" \
		'[["different","public.member.age","not_null"]]0'
	equal "$(wrong '(.objects[] | select(.name == "public.member.age")).attributes.default = "1"')" \
		'[["different","public.member.age","default"]]0'
	equal "$(wrong '(.objects[] | select(.kind == "type")).attributes.labels |= reverse')" '[["different","public.mood","labels"]]0'
	equal "$(wrong '(.objects[] | select(.kind == "policy")).attributes.roles |= reverse')" '[]0'
	equal "$(wrong '(.objects[] | select(.kind == "policy")).attributes.roles |= .[:1]')" '[["different","public.member.own","roles"]]0'
	equal "$(wrong '(.objects[] | select(.name == "public.by_age")).attributes.elements = ["age desc", "abs(age)"]')" '[]0'
	equal "$(wrong '(.objects[] | select(.name == "public.by_age")).attributes.elements = ["age int4_ops desc", "abs(age)"]')" '[]0'
	equal "$(wrong '(.objects[] | select(.name == "public.by_age")).attributes.elements = ["age text_ops desc", "abs(age)"]')" \
		'[["different","public.by_age","elements"]]0'
	equal "$(wrong '(.objects[] | select(.name == "public.by_age")).attributes.elements = ["age", "abs(age)"]')" \
		'[["different","public.by_age","elements"]]0'
	equal "$(wrong '(.objects[] | select(.name == "public.by_age")).verified = false | del(.objects[] | select(.name == "public.old"))')" \
		'[["missing","public.old",""]]1'
	# What belongs to an unverified table need not be listed, a table must be.
	equal "$(wrong '(.objects[] | select(.name == "public.member")).verified = false | del(.objects[] | select(.kind == "trigger"))')" '[]2'
	equal "$(wrong '.objects = []' | grep -o missing | wc -l)" 21
}

@test "a migration that fails is named, and undone" {
	mkdir -p set
	put set/1_a.sql 'CREATE TABLE a ();'
	put set/2_b.sql $'CREATE TABLE b ();\nSELECT nothing;'
	put set/3_c.sql $'CREATE INDEX CONCURRENTLY ON a ((1));\nCREATE EXTENSION IF NOT EXISTS pg_net;\nCREATE EXTENSION vector;\nDROP EXTENSION vector CASCADE;'
	equal "$(replay failing supabase "$PWD/set")" '2_b.sql:2: ERROR:  column "nothing" does not exist'
	equal "$(objects_of failing | jq -r '.objects[].name' | paste -sd ' ')" 'pg_net public.a_expr_idx public.a'
}
