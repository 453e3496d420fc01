-- staged: .mighook.yaml
sets: [{path: supabase/migrations, runner: supabase, history-writes: manual}]
-- staged: supabase/migrations/20250501000000_case.sql
DELETE FROM supabase_migrations.schema_migrations WHERE version = '20250101000000';
