# What two lists of objects of the same server differ in, to the letter:
#     jq -n --slurpfile replayed A --slurpfile snapshot B -f differences.jq
# gives [{verdict: missing | surplus | different, kind, name, attributes: [names], judged}], as seen
# from the snapshot. Of what is missing or surplus with its table or type only that is listed, of a
# column that differs not the sequence of its own. It is judged if mighook says that it compares it
# without a server: a function by its signature, an expression by being there.
def parts: [match("\"([^\"]|\"\")+\"|[^.\"]+"; "g").string];
# What Supabase manages itself is in no project's dump; a history table is in no migration.
def of_others: (.name | parts) as $parts
	| ($parts[0] | IN("auth", "extensions", "graphql", "realtime", "storage", "vault")) or $parts[1] == "_prisma_migrations";
def by_key: map(select(of_others | not)) | INDEX(.kind + " " + .name);

def expressions: ["default", "generated", "check", "where", "when", "using", "with_check", "query", "bound",
	"partition_by"];
def is_judged($kind; $x; $y):
	if $kind | IN("function", "procedure", "aggregate", "sequence", "extension", "rule") then false
	elif . as $attribute | expressions | index($attribute) then ($x == null) != ($y == null)
	else IN("with", "uses", "default_classes") | not end;

($replayed[0].objects | by_key) as $a
| ($snapshot[0].objects | by_key) as $b
| [($a + $b) | keys[] | . as $key | ($a[$key]) as $x | ($b[$key]) as $y
	| ($x // $y) as $object
	| {kind: $object.kind, name: $object.name, attributes: [],
		# Where it belongs to.
		of: ($object | if .kind | IN("column", "constraint", "trigger", "policy", "rule", "attribute")
			then .name | parts[:-1] | join(".")
			else .attributes.table // .attributes.owned_by end)}
	| if $y == null then . + {verdict: "missing"}
	elif $x == null then . + {verdict: "surplus"}
	elif $x.attributes != $y.attributes then . + {verdict: "different",
		attributes: [($x.attributes + $y.attributes) | keys[] | select($x.attributes[.] != $y.attributes[.])]}
	else empty end
	# What a platform has from the start nobody can know from the migrations.
	| .judged = (if $object.attributes.stand_in then false else .verdict != "different"
		or any(.attributes[]; is_judged($object.kind; $x.attributes[.]; $y.attributes[.])) end)]
| (map(select(.verdict != "different" or .kind == "column") | .name) | INDEX(.)) as $known
| map(select((.of == null or $known[.of] == null and (.kind != "sequence" or $known[.of | parts[:-1] | join(".")] == null)))
	| del(.of))
