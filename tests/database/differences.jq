# What two lists of objects of the same server differ in, to the letter:
#     jq -n --slurpfile replayed A --slurpfile snapshot B -f differences.jq
# gives [{verdict: missing | surplus | different, kind, name, attributes: [names]}], as seen from the
# snapshot. Of what is missing or surplus with its table or type only that is listed.
def parts: [match("\"([^\"]|\"\")+\"|[^.\"]+"; "g").string];
# What Supabase manages itself is in no project's dump.
def of_others: (.name | parts[0]) as $schema
	| ["auth", "extensions", "graphql", "realtime", "storage", "vault"] | index($schema);
def by_key: map(select(of_others | not)) | INDEX(.kind + " " + .name);

($replayed[0].objects | by_key) as $a
| ($snapshot[0].objects | by_key) as $b
| [($a + $b) | keys[] | . as $key | ($a[$key]) as $x | ($b[$key]) as $y
	| ($x // $y) as $object
	| {kind: $object.kind, name: $object.name, attributes: [],
		# Where it belongs to.
		of: ($object | if .kind | IN("column", "constraint", "trigger", "policy", "rule", "attribute")
			then .name | parts[:-1] | join(".")
			else .attributes.table // (.attributes.owned_by // "" | parts[:-1] | join(".")) end)}
	| if $y == null then . + {verdict: "missing"}
	elif $x == null then . + {verdict: "surplus"}
	elif $x.attributes != $y.attributes then . + {verdict: "different",
		attributes: [($x.attributes + $y.attributes) | keys[] | select($x.attributes[.] != $y.attributes[.])]}
	else empty end]
| (map(select(.verdict != "different") | .name) | INDEX(.)) as $gone
| map(select($gone[.of] == null) | del(.of))
