-- staged: .mighook.yaml
rules: {rows-changed-without-where: {approval: false}}
-- staged: supabase/migrations/20250501000000_case.sql
-- approved-by: jane OPS-12
DELETE FROM users;
