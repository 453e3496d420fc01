# Whether mighook and the server agree on a snapshot:
#     jq -n --slurpfile verdict V --slurpfile check C --slurpfile list L -f agreement.jq
# with V from server_verdict, C from `mighook check --rule snapshot-out-of-sync` and L from
# `mighook schema list`, gives {"server": "equal" | "differs", "unnamed": [differences that no finding
# names], "unverified": [those of them that mighook says it cannot know], "unfounded": [messages that name
# nothing that differs]}.
def parts: [match("\"([^\"]|\"\")+\"|[^.\"]+"; "g").string | ltrimstr("\"") | rtrimstr("\"")];
# What a message must contain to speak of it: its name, and that of its table.
def words: sub("\\(.*"; "") | parts | .[1:];
def speaks_of($difference): . as $message
	| all($difference.name | words[]; . as $word | $message | contains($word));

[$check[0].diagnostics[] | select(.rule == "snapshot-out-of-sync") | .message + " " + (.hint // "")] as $messages
| $verdict[0].differences as $differences
| ([$list[0].objects[] | select(.verified == false) | .kind + " " + .name] | INDEX(.)) as $unverified
| [$differences[] | select(.judged) | . as $difference | select(any($messages[]; speaks_of($difference)) | not)] as $silent
| {
	server: (if any($differences[]; .judged) then "differs" else "equal" end),
	unnamed: [$silent[] | select($unverified[.kind + " " + .name] | not)],
	unverified: [$silent[] | select($unverified[.kind + " " + .name])],
	unfounded: [$messages[] | . as $message | select(any($differences[]; . as $d | $message | speaks_of($d)) | not)]
}
