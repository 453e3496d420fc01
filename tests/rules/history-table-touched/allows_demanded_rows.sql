-- staged: .mighook.yaml
rules: {history-record-missing: error}
-- staged: migrations/000001_a.up.sql
INSERT INTO public.migrations_history (migration_name) VALUES ('000001_a');
-- staged: migrations/000001_a.down.sql
DELETE FROM migrations_history WHERE migration_name = '000001_a';
