-- merged: .mighook.yaml
rulez: {}
-- staged: .mighook.yaml
rules: {name-malformed: off}
