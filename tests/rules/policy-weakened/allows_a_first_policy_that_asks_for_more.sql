-- merged: a.txt
x
-- staged: .mighook.yaml
rules: {rollback-missing: error}
