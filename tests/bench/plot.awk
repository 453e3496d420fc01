# The lines of measure.sh as SVG, for light and dark pages: awk -f plot.awk COMPARED
# Above a bar for each ratio, on a logarithmic axis with 1 ("as long as the other") marked; below, for
# each row that grows, the time at each size on two logarithmic axes.
BEGIN {
	FS = "\t"
	width = 990
	bars_left = 470; bars_width = 420; bar_height = 22
	ratio_low = -3; ratio_high = 2
	chart_width = 250; chart_height = 190; chart_gap = 75; charts_left = 60
}

function escaped(text) {
	gsub(/`/, "", text); gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
	return text
}

function log10(number) { return log(number) / log(10) }

function text(x, y, class, words) { printf "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>\n", x, y, class, escaped(words) }

function line(x1, y1, x2, y2, class) {
	printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n", x1, y1, x2, y2, class
}

function on_ratio_axis(ratio,    place) {
	place = log10(ratio)
	place = place < ratio_low ? ratio_low : place > ratio_high ? ratio_high : place
	return bars_left + (place - ratio_low) / (ratio_high - ratio_low) * bars_width
}

function as_ratio(ratio) { return sprintf(ratio < 0.1 ? "%.3f" : "%.2f", ratio) }

$15 { next }
$1 ~ /^growth-/ {
	if (!($1 in points)) charts[++chart_count] = $1
	point = ++points[$1]
	size[$1, point] = $2; ours[$1, point] = $3; theirs[$1, point] = $8; beside[$1] = $7
	next
}
{ bars++; row[bars] = $1; peer[bars] = $7; ratio[bars] = $12; limit[bars] = $13 }

function draw_bars(top,    i, y, from, to, decade) {
	text(20, top, "heading", "Time of mighook divided by that of the other (left of 1: mighook is faster; | the limit)")
	top += 14
	for (decade = ratio_low; decade <= ratio_high; decade++) {
		line(on_ratio_axis(10 ^ decade), top, on_ratio_axis(10 ^ decade), top + bars * bar_height, decade ? "grid" : "axis")
		text(on_ratio_axis(10 ^ decade), top + bars * bar_height + 15, "middle", 10 ^ decade "")
	}
	for (i = 1; i <= bars; i++) {
		y = top + (i - 1) * bar_height
		text(bars_left - 10, y + 15, "end", row[i] ": " peer[i])
		from = on_ratio_axis(ratio[i]); to = on_ratio_axis(1)
		if (from > to) { decade = from; from = to; to = decade }
		printf "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" class=\"%s\"/>\n", from, y + 4, to - from < 1 ? 1 : to - from,
			bar_height - 8, (limit[i] != "-" && ratio[i] > limit[i] ? "over" : "ours")
		if (limit[i] != "-") line(on_ratio_axis(limit[i]), y + 1, on_ratio_axis(limit[i]), y + bar_height - 1, "limit")
		text(bars_left + bars_width + 12, y + 15, "", as_ratio(ratio[i]))
	}
}

# curve CLASS: the points of one of the two.
function draw_curve(chart, times, class, left, top, low, high, first, last,    i, x, y, path) {
	for (i = 1; i <= points[chart]; i++) {
		x = left + (log10(size[chart, i]) - first) / (last - first) * chart_width
		y = top + chart_height - (log10(times[chart, i]) - low) / (high - low) * chart_height
		path = path (i == 1 ? "M" : "L") sprintf("%.1f %.1f", x, y)
		printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" class=\"%s\"/>\n", x, y, class
	}
	printf "<path d=\"%s\" class=\"curve %s\"/>\n", path, class
}

function floor(number) { return int(number) - (number < int(number)) }

function draw_chart(chart, left, top,    i, low, high, first, last, decade, lowest, highest, title) {
	lowest = highest = ours[chart, 1]
	for (i = 1; i <= points[chart]; i++) {
		if (ours[chart, i] < lowest) lowest = ours[chart, i]
		if (theirs[chart, i] < lowest) lowest = theirs[chart, i]
		if (ours[chart, i] > highest) highest = ours[chart, i]
		if (theirs[chart, i] > highest) highest = theirs[chart, i]
	}
	low = floor(log10(lowest)); high = floor(log10(highest)) + 1
	first = log10(size[chart, 1]); last = log10(size[chart, points[chart]])
	if (last <= first) last = first + 1
	title["growth-migrations"] = "The hook: ms, by migrations"
	title["growth-check"] = "check --all: ms, by migrations"
	title["growth-files"] = "The hook: ms, by files"
	text(left, top - 12, "heading", title[chart])
	for (decade = low; decade <= high; decade++) {
		i = top + chart_height - (decade - low) / (high - low) * chart_height
		line(left, i, left + chart_width, i, "grid")
		text(left - 6, i + 4, "end", 10 ^ decade "")
	}
	for (decade = floor(first); decade <= last + 0.001; decade++) {
		if (decade < first - 0.001) continue
		i = left + (decade - first) / (last - first) * chart_width
		line(i, top, i, top + chart_height, "grid")
		text(i, top + chart_height + 16, "middle", sprintf("%d", 10 ^ decade))
	}
	draw_curve(chart, theirs, "theirs", left, top, low, high, first, last)
	draw_curve(chart, ours, "ours", left, top, low, high, first, last)
	text(left, top + chart_height + 34, "name-ours", "● mighook")
	text(left, top + chart_height + 50, "name-theirs", "● " beside[chart])
}

# Not as variables, which many a viewer of SVG does not know.
function colours(page, ink, faint, ours, theirs, over) {
	printf ".page { fill: %s } text { fill: %s } .grid { stroke: %s } .axis, .limit { stroke: %s }\n", page, ink, faint, ink
	printf ".ours { fill: %s; stroke: %s } .theirs { fill: %s; stroke: %s } .over { fill: %s }\n", ours, ours, theirs, theirs, over
	printf ".name-ours { fill: %s } .name-theirs { fill: %s }\n", ours, theirs
}

END {
	bars_space = bars ? bars * bar_height + 60 : 0
	height = 30 + bars_space + (chart_count ? chart_height + 110 : 0)
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n", width, height, width, height
	print "<title>How long mighook takes beside others, and how that grows</title>"
	print "<style>"
	colours("#ffffff", "#1f2328", "#d1d9e0", "#0969da", "#9a6700", "#cf222e")
	print ".curve { fill: none; stroke-width: 2 } .limit { stroke-width: 2 }"
	print "text { font: 12px system-ui, sans-serif } .heading { font-weight: 600 }"
	print ".end { text-anchor: end } .middle { text-anchor: middle }"
	print "@media (prefers-color-scheme: dark) {"
	colours("#0d1117", "#e6edf3", "#3d444d", "#4493f8", "#d29922", "#f85149")
	print ".curve { fill: none } }"
	print "</style>"
	printf "<rect width=\"%d\" height=\"%d\" class=\"page\"/>\n", width, height
	if (bars) draw_bars(26)
	for (i = 1; i <= chart_count; i++)
		draw_chart(charts[i], charts_left + (i - 1) * (chart_width + chart_gap), bars_space + 50)
	print "</svg>"
}
