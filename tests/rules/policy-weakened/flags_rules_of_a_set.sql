-- merged: .mighook.yaml
rules: {header-missing: {severity: error, fields: [Author]}, name-malformed: error}
sets:
  - path: a/migrations
    rules: {rollback-missing: error}
  - path: b/migrations
-- staged: .mighook.yaml
rules: {header-missing: {severity: error, fields: [Author]}, name-malformed: warning}
sets:
  - path: a/migrations
  - path: b/migrations
    rules:
      header-missing: off
  - path: b/migrations/old
    rules:
      version-duplicate: off
