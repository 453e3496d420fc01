CREATE TABLE IF NOT EXISTS a (id bigint);
-- INSERT INTO migrations_history (migration_name) VALUES ('20250501000000_case');
INSERT INTO other_history (migration_name) VALUES ('20250501000000_case');
