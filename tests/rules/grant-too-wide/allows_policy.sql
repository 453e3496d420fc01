-- staged: .mighook.yaml
rules:
  grant-too-wide:
    roles: [guest]
    trusted: [readonly]
-- staged: supabase/migrations/20250501000000_case.sql
GRANT ALL ON notes TO anon;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO readonly;
