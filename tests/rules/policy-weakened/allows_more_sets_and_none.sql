-- merged: .mighook.yaml
sets: [{path: a/migrations}]
-- staged: .mighook.yaml
sets: [{path: b/migrations}, {path: a/migrations}]
