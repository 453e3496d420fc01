BEGIN;
INSERT INTO migrations_history (migration_name, applied_at, applied_by)
VALUES ('20250430000000_case', now(), current_user);
COMMIT;
