BEGIN;
CREATE TABLE IF NOT EXISTS a (id bigint);
INSERT INTO public."migrations_history" (applied_at, migration_name, applied_by)
VALUES (now(), '20250501000000_case', current_user) ON CONFLICT (migration_name) DO NOTHING;
COMMIT;
