CREATE TABLE IF NOT EXISTS migrations_history (migration_name text PRIMARY KEY);
ALTER TABLE migrations_history ADD COLUMN IF NOT EXISTS applied_by text;
ALTER TABLE _prisma_migrations ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE _prisma_migrations FROM anon;
COMMENT ON TABLE schema_migrations IS 'x';
SELECT version FROM supabase_migrations.schema_migrations;
INSERT INTO schema_migrations_report (n) SELECT count(*) FROM schema_migrations;
CREATE OR REPLACE VIEW v AS SELECT version FROM schema_migrations;
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM schema_migrations WHERE version = '1'; $$;
