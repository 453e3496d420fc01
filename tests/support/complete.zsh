# What zsh offers: zsh -f complete.zsh FOLDER, where _mighook lies. For each command line on stdin, a
# line `LINE<tab>WORD<tab>DESCRIPTION` for each word offered behind it.
zmodload zsh/zpty
zpty child zsh -f -i

# The completion system as users have it, but what is added to the list is printed instead.
zpty -w child "PROMPT='' PS2='' RPROMPT=''; unsetopt zle_bracketed_paste 2>/dev/null; unset zle_bracketed_paste; stty -echo -onlcr"
zpty -w child "fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -D -u"
zpty -w child "source ${(q)${0:h}}/complete_child.zsh; echo ready"
while zpty -r child line && [[ $line != *ready* ]]; do :; done

while IFS= read -r query; do
	zpty -w -n child "$query"$'\t'
	while zpty -r child line; do
		line=${line//[$'\r\n']/}
		[[ $line == *$'\x01end' ]] && break
		[[ $line == *$'\x01'* ]] && print -r -- "$query"$'\t'"${line#*$'\x01'}"
	done
done
zpty -d child
