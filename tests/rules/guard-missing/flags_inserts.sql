INSERT INTO roles SELECT 'admin';
INSERT INTO roles (name) SELECT name FROM users WHERE name IS NOT NULL;
WITH fresh AS (INSERT INTO roles (name) VALUES ('a') RETURNING id) SELECT id FROM fresh;
