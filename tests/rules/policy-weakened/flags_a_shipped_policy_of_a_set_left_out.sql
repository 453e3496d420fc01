-- merged: .mighook.yaml
sets:
  - path: a/migrations
    extends: typed-governance
-- staged: .mighook.yaml
sets:
  - path: a/migrations
