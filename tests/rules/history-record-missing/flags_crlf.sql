-- staged: supabase/migrations/20250501000000_case.sql bytes
INSERT INTO migrations_history (migration_name)\r
VALUES ('x');\r
