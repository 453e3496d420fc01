-- merged: .mighook.yaml
rules: {version-out-of-order: error, rollback-missing: warning}
-- staged: .mighook.yaml
rules: {version-out-of-order: error}
grandfather:
  - {rule: rollback-missing, path: a.sql}
