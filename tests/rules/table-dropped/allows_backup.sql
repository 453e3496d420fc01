-- merged: .mighook.yaml
rules: {table-dropped: {severity: error, require: backup}}
-- staged: supabase/migrations/20250501000000_drop.sql
-- backup: s3 bucket of 1 May, kept for a year
DROP TABLE orders;
-- staged: supabase/migrations/20250502000000_drop.sql
CREATE TABLE IF NOT EXISTS lines_copy AS SELECT id, price FROM lines;
DROP TABLE lines;
