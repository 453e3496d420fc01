-- staged: .mighook.yaml
rules: {identifier-style: {pattern: "^tbl_"}}
-- staged: migrations/0002_b.sql
CREATE TABLE users ();
