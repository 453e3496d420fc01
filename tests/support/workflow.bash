# Workflows of CI, taken apart so that their shell can be run.
# shellcheck disable=SC2154 # $top is the test's folder

# find_python: $python, one that reads YAML. Debian's has PyYAML, which need not be the first one.
find_python() {
	for python in python3 /usr/bin/python3 ''; do "$python" -c 'import yaml' 2>/dev/null && break; done
	[ -n "$python" ] || skip 'no python3-yaml here'
}

# steps FILE JOB: the names of the steps that run something, each with its script in $top/NAME.
steps() {
	"$python" - "$1" "$2" "$top" <<-'EOF'
		import sys, yaml
		file, job, folder = sys.argv[1:]
		for step in yaml.safe_load(open(file))["jobs"][job]["steps"]:
		    if "run" in step:
		        name = step["name"].replace(" ", "-")
		        open(f"{folder}/{name}", "w").write(step["run"])
		        print(name)
	EOF
}
