# Compares what a program claims to know of a schema with what the server knows:
#     jq -n --slurpfile truth T --slurpfile claim C --argjson there NAMES -f compare.jq
# (NAMES: schemas and extensions that are no migration's)
# gives {"rows": [per kind: {kind, truth, equal, missing, surplus, different, unverified}],
#        "problems": [{verdict, kind, name, attribute, truth, claim}], "unverified", "objects"}.
#
# An expression is compared by being there: the server prints its own text of it.

# What is compared of each kind, and how: is there at all, the same text, or the same set.
def compared: {
	"schema": {},
	"extension": {},
	"table": {unlogged: "text", row_security: "text", force_row_security: "text", partition_by: "there",
		partition_of: "name", bound: "there", inherits: "names"},
	"foreign table": {},
	"column": {type: "text", not_null: "text", default: "there", identity: "text", generated: "there",
		collation: "there"},
	"index": {table: "name", unique: "text", method: "text", elements: "elements", include: "names",
		where: "there", nulls_not_distinct: "text"},
	"constraint": {constraint_type: "text", columns: "names", check: "there", references: "name",
		referenced_columns: "names", match: "text", on_delete: "text", on_update: "text",
		deferrable: "text", initially_deferred: "text", not_valid: "text", no_inherit: "text",
		include: "names"},
	"trigger": {timing: "text", events: "set", for_each_row: "text", when: "there", function: "name",
		old_table: "name", new_table: "name", enabled: "text", deferrable: "text",
		initially_deferred: "text"},
	"rule": {},
	"policy": {command: "text", restrictive: "text", roles: "set", using: "there", with_check: "there"},
	"function": {returns: "sql", language: "name", body: "there", volatility: "text", strict: "text",
		security_definer: "text", leakproof: "text", parallel: "text", settings: "set"},
	"procedure": {language: "name", body: "there", security_definer: "text", settings: "set"},
	"aggregate": {},
	"type": {labels: "text"},
	"attribute": {type: "text"},
	"domain": {type: "text", not_null: "text", default: "there"},
	"view": {query: "there"},
	"materialized view": {query: "there"},
	"sequence": {owned_by: "name"},
	"event trigger": {},
	"statistics": {}
};

# What was there before the first migration.
def of_prelude: (.kind | IN("schema", "extension")) and (.name as $name | $there | index($name));

def plain: gsub("[\"']"; "") | ascii_downcase | gsub("\\s+"; " ");

# Types under one name.
def types_by_name:
	plain | gsub("\\bpublic\\."; "") | gsub(" ?\\( ?"; "(") | gsub(" \\)"; ")") | gsub(" ?, ?"; ", ")
	| gsub("\\bint4?\\b"; "integer") | gsub("\\bint8\\b"; "bigint") | gsub("\\bint2\\b"; "smallint")
	| gsub("\\bbool\\b"; "boolean") | gsub("\\b(float8|float)\\b"; "double precision")
	| gsub("\\btimestamptz\\b"; "timestamp with time zone") | gsub("\\bvarchar\\b"; "character varying")
	| gsub("\\btimestamp\\b(?! with)"; "timestamp without time zone");

# An element of an index: a column with what is not the default behind it, or "expression".
def element:
	gsub("\\s+"; " ")
	| if test("^(\"([^\"]|\"\")+\"|[\\w$]+)( |$)") then
		gsub(" (asc|ASC|Asc)( |$)"; " ") | sub(" +$"; "")
		| gsub("(?<w>\\b(desc|nulls first|nulls last)\\b)"; .w | ascii_upcase; "i")
		| sub(" DESC NULLS FIRST$"; " DESC") | sub("(?<d>DESC)? NULLS LAST$"; if .d then "DESC NULLS LAST" else "" end)
		| sub(" +$"; "")
	else "expression" end;

def shape($form):
	if $form == "there" then . != null
	elif . == null then null
	elif $form == "name" then plain
	elif $form == "names" then map(plain)
	elif $form == "set" then map(plain | gsub(" ?, ?"; ", ")) | sort
	elif $form == "sql" then types_by_name
	elif $form == "elements" then map(element | gsub("\""; ""))
	else . end;

# The quoted parts of a name.
def parts: [match("\"([^\"]|\"\")+\"|[^.\"]+"; "g").string];
def parent: parts[:-1] | join(".");

# What serves a constraint, or belongs to a view, is not asked for.
def asked:
	map(select(compared[.kind] and (of_prelude | not)))
	| (map(select(.kind == "constraint" and (.attributes.constraint_type | IN("primary key", "unique", "exclude")))
		| .name | parts | .[0] + "." + .[-1]) | INDEX(.)) as $served
	| (map(select(.kind | IN("view", "materialized view")) | .name) | INDEX(.)) as $views
	| map(select((.kind == "index" and $served[.name] or .kind == "column" and $views[.name | parent]) | not));

def by_key: INDEX(.kind + " " + .name);

($truth[0].objects | asked | by_key) as $truth
| ($claim[0].objects | asked | by_key) as $claim
| ($claim | map(select(.verified == false)) | map(.name) | INDEX(.)) as $unverified
| [($truth + $claim) | keys[] | . as $key | ($truth[$key]) as $t | ($claim[$key]) as $c
	| {kind: ($t // $c).kind, name: ($t // $c).name}
	| if $c and $c.verified == false then . + {verdict: "unverified"}
	elif $c == null then
		# What is not known of a table is not known of what belongs to it.
		. + {verdict: (if (.kind | IN("column", "constraint", "trigger", "policy", "rule"))
			and $unverified[.name | parent] then "unverified" else "missing" end)}
	elif $t == null then . + {verdict: "surplus"}
	else . + {differences: [compared[.kind] | to_entries[] | . as {key: $attribute, value: $form}
		| ($t.attributes[$attribute] | shape($form)) as $right
		| ($c.attributes[$attribute] | shape($form)) as $said
		| select($right != $said)
		| {attribute: $attribute, truth: $t.attributes[$attribute], claim: $c.attributes[$attribute]}]}
		| .verdict = (if .differences == [] then "equal" else "different" end)
	end]
| {
	rows: (group_by(.kind) | map({kind: .[0].kind, truth: 0, equal: 0, missing: 0, surplus: 0, different: 0, unverified: 0}
		+ (group_by(.verdict) | map({key: .[0].verdict, value: length}) | from_entries)
		| .truth = .equal + .missing + .different + .unverified)),
	problems: (map(select(.verdict | IN("missing", "surplus", "different")))
		| map(if .differences then {verdict, kind, name} + .differences[] else . end)),
	unverified: (map(select(.verdict == "unverified")) | length),
	objects: length
}
