-- staged: .mighook.yaml
rules:
  row-security-disabled:
    trusted: [worker]
-- staged: supabase/migrations/20250501000000_case.sql
CREATE POLICY p ON items TO worker USING (true);
