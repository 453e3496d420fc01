INSERT INTO migrations_history (note, migration_name) VALUES ('20250501000000_case', 'x');
