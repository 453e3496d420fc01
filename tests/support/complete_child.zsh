# In the shell that completes: each match as a line, marked by a byte that nothing else prints.
# (`words` and its like are parameters of the completion system: they must not be shadowed.)
compadd() {
	# What only fills arrays is no offer.
	if [[ " $* " == *" -"[OAD]" "* ]]; then
		builtin compadd "$@"
		return
	fi
	local -a matched shown
	local at=${argv[(i)-d]} i
	(( at < $# )) && i=${argv[at + 1]} && shown=("${(@P)i}")
	if (( $#shown )); then
		builtin compadd -A matched -D shown "$@"
	else
		builtin compadd -A matched "$@"
	fi
	for (( i = 1; i <= $#matched; i++ )); do
		printf '\x01%s\t%s\n' "$matched[i]" "$shown[i]"
	done
	# Whether something was added decides what is tried next.
	builtin compadd "$@"
}
offer() {
	_main_complete
	printf '\x01end\n'
	compstate[insert]='' compstate[list]=''
}
complete_line() {
	zle offer
	zle kill-whole-line
}
zle -C offer complete-word offer
zle -N complete_line
bindkey '^I' complete_line
