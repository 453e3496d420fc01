# What fish offers: fish --no-config complete.fish FILE, the completion. For each command line on
# stdin, a line `LINE<tab>WORD<tab>DESCRIPTION` for each word offered behind it.
source $argv[1]
while read -l -d \n query
	for offer in (complete -C "$query")
		printf '%s\t%s\n' $query $offer
	end
end
