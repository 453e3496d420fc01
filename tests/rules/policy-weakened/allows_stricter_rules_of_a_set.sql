-- merged: .mighook.yaml
sets:
  - path: a/migrations
    rules: {header-missing: off}
-- staged: .mighook.yaml
sets:
  - path: a/migrations
    rules: {header-missing: {fields: [Author]}, data-change: error, ddl-dml-mixed: warning}
  - path: c/migrations
    rules: {name-malformed: off}
