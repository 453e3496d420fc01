-- staged: .mighook.yaml
rules: {history-record-missing: {severity: warning, table: ops.ledger, column: file}}
-- staged: supabase/migrations/20250501000000_case.sql
INSERT INTO ops.ledger (file) VALUES ('x');
-- staged: supabase/migrations/20250501000001_case.sql
INSERT INTO ledger (file) VALUES ('20250501000001_case');
