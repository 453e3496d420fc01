-- merged: a.txt
x
-- staged: .mighook.yaml
rules: {name-malformed: off}
