# The tree is what it claims to be: includes point down, libraries stay in their folders.
load ../support/common

setup() {
	setup_scratch
	cd "$MIGHOOK_SOURCE"
}

# The folders in the order of the data; one includes only what stands before it, and itself.
order='base git policy migration sql schema lint rules fix database report check hooks install command documents main'

@test "includes point down" {
	# inclusions_wrong FILE...: those that do not; what includes from a stage without a rank is wrong too.
	inclusions_wrong() {
		awk -v order="$order" '
			BEGIN { n = split(order, names, " "); for (i = 1; i <= n; i++) rank[names[i]] = i }
			FNR == 1 {
				split(FILENAME, part, "/")
				stage = part[1] == "src" ? part[2] : part[1]
				if (part[1] == "src" && part[2] ~ /^check/) stage = "check"
				if (FILENAME == "src/main.c") stage = "main"
			}
			/^#include "/ {
				include = $2; gsub(/"/, "", include)
				if (include == "version.h") next
				target = include; sub(/\/.*/, "", target)
				if (include ~ /^check/) target = "check"
				# lint may know what rules there are only through what it is handed
				if (!(stage in rank) || !(target in rank) || rank[target] > rank[stage])
					print FILENAME " includes " include
			}' "$@"
	}
	mapfile -t sources < <(git ls-files 'src/*.c' 'src/*.h' 'hooks/*.c' 'hooks/*.h' 'install/*.c' 'install/*.h')
	[ ${#sources[@]} -gt 300 ]
	equal "$(inclusions_wrong "${sources[@]}")" ''
	# It would be seen.
	mkdir -p "$BATS_TEST_TMPDIR/src/base" "$BATS_TEST_TMPDIR/src/odd"; cd "$BATS_TEST_TMPDIR"
	printf '#include "%s"\n' base/str.h lint/rule.h check.h >src/base/a.c
	printf '#include "base/str.h"\n' >src/odd/a.c
	equal "$(inclusions_wrong src/base/a.c src/odd/a.c | paste -sd,)" \
		'src/base/a.c includes lint/rule.h,src/base/a.c includes check.h,src/odd/a.c includes base/str.h'
}

@test "a library's header is included in one folder" {
	local wrong
	wrong=$(grep -rnE '#include <(git2|pcre2|yaml|jansson|mbedtls/|utf8proc|zlib|libpq-fe|curl/|pg_query)' src hooks install |
		grep -vE '^src/git/[a-z0-9_]*\.[ch]:[0-9]*:#include <git2|^src/base/[a-z0-9_]*\.c:[0-9]*:#include <(pcre2|jansson|mbedtls|utf8proc|zlib)|^src/policy/yaml_document\.c:[0-9]*:#include <yaml|^src/sql/nodes\.h:[0-9]*:#include <pg_query|^src/database/[a-z0-9_]*\.[ch]:[0-9]*:#include <(libpq-fe|curl/)') || true
	equal "$wrong" ''
	equal "$(grep -lE '#include <jansson' -r src)" src/base/json.c
	equal "$(grep -lE '#include <pcre2' -r src)" src/base/regex.c
}

@test "the top level is fixed" {
	equal "$(git ls-tree --name-only HEAD | grep -vxE 'CMakeLists\.txt|README\.md|LICENSE|hooks|install|src|templates|tests|\..*')" ''
}

@test "no file is longer than 500 lines, no line of code than 100 columns" {
	equal "$(git ls-files 'src/*.[ch]' 'hooks/*.[ch]' 'install/*.[ch]' 'tests/*.[ch]' | xargs wc -l | awk '$2 != "total" && $1 > 500 { print $2 }')" ''
	equal "$(git ls-files 'hooks/*.c' | grep -v hooks/hook.c | xargs wc -l | awk '$2 != "total" && $1 > 80 { print $2 }')" ''
	equal "$(git ls-files 'src/*.[ch]' 'hooks/*.[ch]' 'install/*.[ch]' | xargs expand -t4 | awk 'length > 100' | head -n 3)" ''
}

@test "every rule and every command is a row of its table" {
	equal "$(grep -hoE '^const struct rule rule_\w+' src/rules/*.c | sed 's/.* rule_/RULE(/; s/$/)/' | sort)" \
		"$(grep -E '^RULE' src/rules/rules.def | sort)"
	equal "$(grep -hoE '^const struct command command_\w+' src/command/*.c | sed 's/.* command_/COMMAND(/; s/$/)/' | sort)" \
		"$(sed -nE 's/^(COMMAND|DATABASE)\((\w+).*/COMMAND(\2)/p' src/command/commands.def | sort)"
}

@test "every header compiles alone" {
	command -v gcc >/dev/null || skip 'no gcc here'
	# first_include FILE...: "FILE:HEADER", what each includes first.
	first_include() {
		awk 'FNR == 1 { sought = 1 } sought && /^#include/ { gsub(/["<>]/, "", $2); print FILENAME ":" $2; sought = 0 }' "$@"
	}
	mkdir -p "$BATS_TEST_TMPDIR/generated"
	sed 's/@[A-Z_]*@/x/' src/version.h.in >"$BATS_TEST_TMPDIR/generated/version.h"
	# A header that its source includes before anything else was compiled alone when that was built.
	mapfile -t sources < <(git ls-files 'src/*.c' 'hooks/*.c' 'install/*.c')
	mapfile -t headers < <(git ls-files 'src/*.h' 'hooks/*.h' 'install/*.h' |
		grep -vxFf <(first_include "${sources[@]}" | awk -F'[.:]' '{ own = $1 ".h" } own == $3 "." $4 { print own }
			own == "src/" $3 "." $4 { print own }'))
	[ ${#headers[@]} -lt 40 ] || fail "no source of their own includes these first: ${headers[*]}"
	# PostgreSQL's, where install/deps.sh or the server's package has put them
	nodes=$(find /usr/include/postgresql build-headers -path '*/server/postgres.h' 2>/dev/null | head -n 1)
	for header in "${headers[@]}"; do
		gcc -isystem "${nodes%/*}" -isystem /usr/include/pg_query -isystem /usr/include/postgresql -std=c17 -D_GNU_SOURCE -Isrc -I. -I"$BATS_TEST_TMPDIR/generated" -include src/base/banned.h -Wall -Wextra -Wpedantic -Werror \
			-fsyntax-only -x c "$header" || fail "$header"
	done
}

@test "shell scripts are clean" {
	command -v shellcheck >/dev/null || skip 'no shellcheck here'
	shellcheck -s sh install/*.sh install/*/*.sh tests/run.sh tests/bench/*.sh .ci/run templates/hooks/*.sh
}

@test "the program speaks of itself alone" {
	equal "$(git grep -nIiE '/work/|/root/|/home/[a-z]|127\.0\.0\.1:|registry\.npmjs|\b(claude|anthropic|openai|gpt|copilot|llm|subagent)\b' -- . ':!tests/design/tree.bats')" ''
}
