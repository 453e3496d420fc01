# One run of the program in every format, and what each of them tells. $out is where they go.

formats='text json sarif github gitlab junit markdown'

# report ARGUMENTS...: all formats of one run that finds something; nothing else is printed.
report() {
	local format options=()
	for format in $formats; do options+=(--format "$format=$out/report.$format"); done
	run mighook -q "$@" "${options[@]}"
	equal "$status" 1; equal "$output" ''
	cmark-gfm --unsafe -e table -e autolink -e strikethrough "$out/report.markdown" >"$out/report.html"
}

# convert_back: fails if one of them tells anything else than the JSON.
convert_back() { python3 "$MIGHOOK_SOURCE/tests/support/convert_back.py" "$out" .; }
