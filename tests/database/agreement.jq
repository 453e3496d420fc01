# Whether mighook and the server agree on a snapshot:
#     jq -n --slurpfile verdict V --slurpfile check C -f agreement.jq
# with V from server_verdict and C from `mighook check --rule snapshot-out-of-sync`, gives
# {"server": "equal" | "differs", "unnamed": [differences that no finding names],
#  "unfounded": [messages that name nothing that differs]}.
def parts: [match("\"([^\"]|\"\")+\"|[^.\"]+"; "g").string | ltrimstr("\"") | rtrimstr("\"")];
# What a message must contain to speak of it: its name, and that of its table.
def words: sub("\\(.*"; "") | parts | .[1:];
def speaks_of($difference): . as $message
	| all($difference.name | words[]; . as $word | $message | contains($word));

[$check[0].diagnostics[] | select(.rule == "snapshot-out-of-sync") | .message + " " + (.hint // "")] as $messages
| $verdict[0].differences as $differences
| {
	server: (if any($differences[]; .judged) then "differs" else "equal" end),
	unnamed: [$differences[] | select(.judged) | . as $difference
		| select(any($messages[]; speaks_of($difference)) | not)],
	unfounded: [$messages[] | . as $message | select(any($differences[]; . as $d | $message | speaks_of($d)) | not)]
}
