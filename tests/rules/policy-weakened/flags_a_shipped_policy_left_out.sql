-- merged: .mighook.yaml
extends: typed-governance
-- staged: .mighook.yaml
version: 1
