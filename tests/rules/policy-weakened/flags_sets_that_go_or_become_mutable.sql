-- merged: .mighook.yaml
sets:
  - path: a/migrations
  - path: b/migrations
    immutable: merged
-- staged: .mighook.yaml
sets:
  - path: b/migrations
    immutable: off
  - path: c/migrations
    immutable: off
