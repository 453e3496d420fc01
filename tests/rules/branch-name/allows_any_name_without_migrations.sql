-- merged: .mighook.yaml
rules: {branch-name: {severity: error, pattern: '^migration/[a-z-]+$'}}
-- staged: README.md
users
-- pushed: readme
