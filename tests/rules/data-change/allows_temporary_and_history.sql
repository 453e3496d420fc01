CREATE TEMPORARY TABLE work (id bigint);
INSERT INTO work (id) VALUES (1);
DELETE FROM pg_temp.work;
INSERT INTO public.migrations_history (migration_name) VALUES ('20250501000000_case');
DELETE FROM supabase_migrations.schema_migrations WHERE version = '1';
