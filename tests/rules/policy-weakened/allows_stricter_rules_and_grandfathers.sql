-- merged: .mighook.yaml
rules: {version-out-of-order: warning}
-- staged: .mighook.yaml
rules: {version-out-of-order: error, rollback-missing: error}
grandfather:
  - {rule: rollback-missing, path: a.sql}
