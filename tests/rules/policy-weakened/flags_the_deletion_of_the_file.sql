-- merged: .mighook.yaml
rules: {version-out-of-order: error}
-- deleted: .mighook.yaml
