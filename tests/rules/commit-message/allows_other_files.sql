-- merged: .mighook.yaml
rules: {commit-message: {severity: error, pattern: '^[a-z]+: ', ticket: 'DB-\d+', trailers: [Approved-By]}}
-- staged: README.md
users
-- message: Anything
