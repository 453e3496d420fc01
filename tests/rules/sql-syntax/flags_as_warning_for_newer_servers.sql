-- merged: .mighook.yaml
postgres: 17
-- staged: supabase/migrations/20250501000000_x.sql
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DO NOTHING RETURNING t.id;
