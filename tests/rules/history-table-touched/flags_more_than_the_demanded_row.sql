-- staged: .mighook.yaml
rules: {history-record-missing: error}
-- staged: supabase/migrations/20250501000000_case.sql
INSERT INTO migrations_history (migration_name) VALUES ('20250501000000_case');
DELETE FROM migrations_history WHERE migration_name = 'x';
INSERT INTO schema_migrations (version) VALUES ('x');
