-- merged: .mighook.yaml
rules: {drop-cascade: {approval: false}}
-- staged: supabase/migrations/20250501000000_drop.sql
DROP TABLE orders CASCADE; -- approved-by: jane
