-- staged: migrations/000001_a.up.sql
INSERT INTO migrations_history VALUES ('000001_a');
-- staged: migrations/000001_a.down.sql
DELETE FROM migrations_history WHERE migration_name = '000001_a';
-- staged: migrations/000002_b.up.sql
INSERT INTO migrations_history (migration_name) VALUES ('000002_b'), ('squashed');
