-- staged: .mighook.yaml
rules: {column-type-changed: {approval: false}}
-- staged: migrations/0002_b.sql
-- approved-by: jane OPS-12
ALTER TABLE users ALTER COLUMN age TYPE bigint;
