# What bash offers: bash complete.bash FILE, the completion. For each command line on stdin, a line
# `LINE<tab>WORD` for each word offered behind it. '=' is a word of its own, as readline has it.
# shellcheck source=/dev/null
. "$1"
function_name=$(complete -p mighook | sed 's/.*-F \([^ ]*\) .*/\1/')
while IFS= read -r query; do
	read -ra COMP_WORDS <<<"${query//=/ = }"
	[[ $query == *' ' || $query == *= ]] && COMP_WORDS+=('')
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$query COMP_POINT=${#query} COMPREPLY=()
	"$function_name" mighook "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
	for word in "${COMPREPLY[@]}"; do printf '%s\t%s\n' "$query" "$word"; done
done
