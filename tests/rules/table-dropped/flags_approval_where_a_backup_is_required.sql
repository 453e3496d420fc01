-- merged: .mighook.yaml
rules: {table-dropped: {severity: error, require: backup}}
-- staged: supabase/migrations/20250501000000_drop.sql
-- approved-by: jane
DROP TABLE orders;
