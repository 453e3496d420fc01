INSERT INTO roles (name) VALUES ('a') ON CONFLICT DO NOTHING;
INSERT INTO roles (name) VALUES ('a') ON CONFLICT (name) DO UPDATE SET name = excluded.name;
INSERT INTO roles (name) SELECT 'a' WHERE NOT EXISTS (SELECT 1 FROM roles WHERE name = 'a');
INSERT INTO roles (name) SELECT u.name FROM users u LEFT JOIN roles r ON r.name = u.name WHERE r.name IS NULL;
INSERT INTO roles (name) SELECT name FROM users EXCEPT SELECT name FROM roles;
WITH moved AS (DELETE FROM old WHERE id < 10 RETURNING name) INSERT INTO roles (name) SELECT name FROM moved;
DELETE FROM settings WHERE key = 'a';
INSERT INTO settings (key) VALUES ('a');
INSERT INTO migrations_history (migration_name) VALUES ('20250501000000_case');
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO roles (name) VALUES ('a');
    CREATE TABLE work (id bigint);
END $$;
