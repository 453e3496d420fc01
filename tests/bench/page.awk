# The lines of measure.sh as tables of markdown: awk -f page.awk COMPARED MEMORY
BEGIN { FS = "\t" }

function milliseconds(median, minimum) {
	return median == "-" ? "-" : sprintf("%s (%s)", short(median), short(minimum))
}

# Three digits.
function short(number) {
	return number == "-" ? "-" : sprintf(number >= 100 ? "%.0f" : number >= 10 ? "%.1f" : "%.2f", number)
}

function mebibytes(kib) { return kib == "-" ? "-" : sprintf("%.1f", kib / 1024) }

function verdict(value, limit) { return limit == "-" ? "" : value <= limit ? "yes" : "**no**" }

function thousands(number,    text) {
	for (text = ""; length(number) > 3; number = substr(number, 1, length(number) - 3))
		text = "," substr(number, length(number) - 2) text
	return number text
}

NR == FNR && $1 !~ /^growth-/ {
	if (!compared++) {
		print "\n## Beside others\n"
		print "| row | what is done | mighook ms | beside | ms | ratio | at most | holds | million instructions | turns |"
		print "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	}
	# What is the same for several is said once.
	work = $1 " | " $2
	ours = $15 ? "" : milliseconds($3, $4)
	printf "| %s | %s | %s | ", work == said ? " | " : work, work " " ours == said_ours ? "" : ours, $7
	if ($15)
		printf "not measured: %s | | %s | | | |\n", $15, $13 == "-" ? "" : $13
	else
		printf "%s | %.3f | %s | %s | %s / %s | %d |\n", milliseconds($8, $9), $12, $13 == "-" ? "" : $13,
			verdict($12, $13), short($5), short($10), $14
	said = work
	said_ours = work " " ours
	next
}
NR == FNR { grown[++points] = $0; next }
$1 ~ /^growth-/ { all[$1, $2] = $4; beyond[$1, $2] = $5; next }
{ memory[++memories] = $0 }

END {
	if (memories) {
		print "\n## Memory\n\n| what is done | MiB | at most | holds |\n| --- | --- | --- | --- |"
		for (i = 1; i <= memories; i++) {
			split(memory[i], field, "\t")
			used = field[3] == "peak" ? field[4] : field[5]
			printf "| %s | %s | %s | %s |\n", field[2], mebibytes(used), field[6] == "-" ? "" : field[6],
				used == "-" ? "not measured" : verdict(used / 1024, field[6])
		}
	}
	titles["growth-migrations"] = "Growth: the hook, one migration staged, beside more and more migrations"
	titles["growth-check"] = "Growth: `mighook check --all`, more and more migrations"
	titles["growth-files"] = "Growth: the hook, one migration staged, in more and more files"
	unit["growth-migrations"] = unit["growth-check"] = "migrations"
	unit["growth-files"] = "files"
	for (i = 1; i <= points; i++) {
		split(grown[i], field, "\t")
		row = field[1]
		if (row != before) {
			printf "\n## %s\n\n", titles[row]
			printf "| %s | mighook ms | × the size before | at most | holds | million instructions | peak MiB | beyond the index | beside | ms | ratio |\n", unit[row]
			print "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
			last = ""
		}
		before = row
		if (field[15]) {
			printf "| %s | | | | | | | | %s | not measured: %s | |\n", thousands(field[2]), field[7], field[15]
			continue
		}
		# Linear is ten times the cost of a tenth of the migrations.
		limit = unit[row] == "migrations" && field[2] == 10000 ? 11 : "-"
		factor = last ? field[3] / last : ""
		last = field[3]
		kib = (row, field[2]) in all ? all[row, field[2]] : field[6]
		printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %.3f |\n", thousands(field[2]), milliseconds(field[3], field[4]),
			factor ? sprintf("%.1f", factor) : "", limit == "-" || !factor ? "" : limit, factor ? verdict(factor, limit) : "",
			short(field[5]), mebibytes(kib), (row, field[2]) in beyond ? mebibytes(beyond[row, field[2]]) : "",
			field[7], milliseconds(field[8], field[9]), field[12]
	}
}
