-- staged: supabase/migrations/20250501000000_case.sql
DO $$ BEGIN
    INSERT INTO migrations_history (migration_name, applied_at)
    SELECT '20250501000000_case', now()
    WHERE NOT EXISTS (SELECT 1 FROM migrations_history WHERE migration_name = '20250501000000_case');
END $$;
