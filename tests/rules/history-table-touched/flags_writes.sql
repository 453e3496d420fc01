INSERT INTO supabase_migrations.schema_migrations (version) VALUES ('20250101000000');
UPDATE _prisma_migrations SET finished_at = now() WHERE id = 'x';
DELETE FROM public."_prisma_migrations" WHERE id = 'x';
TRUNCATE users, flyway_schema_history;
DROP TABLE IF EXISTS goose_db_version;
ALTER TABLE _sqlx_migrations ADD COLUMN IF NOT EXISTS note text;
ALTER TABLE __diesel_schema_migrations RENAME TO old;
DELETE FROM migrations_history WHERE migration_name = 'x';
INSERT INTO _migrations (name) VALUES ('x') ON CONFLICT DO NOTHING;
DO $$ BEGIN
    UPDATE dragonfly_migrations SET version = 1 WHERE version = 2;
END $$;
