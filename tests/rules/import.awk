# Cases of rules (run.bash describes their form) as a stream for git-fast-import: of each case a
# commit with what is merged and what is on main after that, and one with what the change leads to.
# -v crlf=1: every text has CRLF line ends. -v list=FILE: RULE CASE BASE HEAD (marks) for each case.
# Left out: cases whose bytes are written out, and those about messages, pushes and what git does not track.
function name_commit(branch, from) {
	if (!from)
		print "reset refs/heads/" branch
	print "commit refs/heads/" branch "\nmark :" ++mark
	print "committer A <a@b> 1748779200 +0000\ndata 1\nx"
	if (from)
		print "from :" from
	return mark
}
function add_parts(kinds,    i) {
	for (i = 1; i <= count; i++) {
		if (!index(kinds, kind[i]))
			continue
		if (kind[i] == "deleted")
			print "D " path[i]
		else if (mode[i] == "160000")
			print "M 160000 1111111111111111111111111111111111111111 " path[i]
		else
			print "M " mode[i] " inline " path[i] "\ndata " length(text[i]) "\n" text[i]
	}
}
function finish(    base, branch, head) {
	if (!count || is_left_out)
		return
	# what is merged comes first in the history of both
	base = name_commit("base"); print "deleteall"; add_parts("merged")
	branch = name_commit("work", base); add_parts("branch")
	base = name_commit("main", base); add_parts("main")
	head = name_commit("work", branch); add_parts("staged deleted")
	print rule, name, base, head >list
}
function start(file,    words) {
	finish()
	delete text
	split(file, words, "/")
	name = file; sub(/.*\//, "", name); rule = file; sub(/\/[^\/]*$/, "", rule); sub(/.*\//, "", rule)
	count = is_left_out = 0
}
FNR == 1 {
	start(FILENAME)
	if ($0 !~ /^-- (merged|branch|main|staged|deleted|untracked|message|pushed): /) {
		count = 1; kind[1] = "staged"; mode[1] = "100644"
		path[1] = "supabase/migrations/20250501000000_case.sql"
	}
}
/^-- (merged|branch|main|staged|deleted): / {
	count++; kind[count] = substr($2, 1, length($2) - 1); path[count] = $3; mode[count] = "100644"
	for (i = 4; i <= NF; i++) {
		if ($i == "bytes")
			is_left_out = 1
		else
			mode[count] = substr($i, 6)
	}
	next
}
/^-- (untracked|message|pushed): / { is_left_out = 1 }
{ text[count] = text[count] $0 (mode[count] == "120000" ? "" : crlf ? "\r\n" : "\n") }
END { finish() }
