# What looks like code and is none: comments, strings, dollar quotes, identifiers (tricky.tsv).
load ../support/common

setup() {
	setup_scratch
	mkdir cases
	awk -F'\t' '
		/^#/ { next }
		$1 == "o" { offences[++m] = $2 }
		$1 == "p" { sub(/^p\t/, ""); places[++n] = $0 }
		END {
			for (i = 1; i <= n; i++) for (j = 1; j <= m; j++) {
				text = places[i]; gsub(/@/, offences[j], text); gsub(/%\t/, "\n", text)
				file = sprintf("cases/%02d_%02d.sql", i, j); print "SELECT 1;\n" text "\nSELECT 2;" > file; close(file)
			}
		}' "$MIGHOOK_SOURCE/tests/cli/tricky.tsv"
}

@test "at least 300 cases, and no rule sees anything in them" {
	[ "$(ls cases | wc -l)" -ge 300 ]
	equal "$(mighook check --format json --fail-on info cases | grep -B1 -A6 '"severity"' | grep -E '"(rule|path|message)"')" ''
}

@test "the same text as code is seen" {
	awk -F'\t' '$1 == "o" { print $2 ";" }' "$MIGHOOK_SOURCE/tests/cli/tricky.tsv" | while read -r offence; do
		echo "$offence" >code.sql
		# what may run only in PL/pgSQL is a syntax error here, and so seen too
		mighook check --fail-on info code.sql >/dev/null && fail "nothing is seen in: $offence"
		true
	done
}
