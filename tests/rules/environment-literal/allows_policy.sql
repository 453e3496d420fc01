-- staged: .mighook.yaml
rules:
  environment-literal:
    allow: ["*.acme.io", acme.io]
-- staged: supabase/migrations/20250501000000_case.sql
INSERT INTO t (a) VALUES ('https://api.acme.io/x'), ('jane@acme.io');
