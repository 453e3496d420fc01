INSERT INTO users (email, password) VALUES ('a@example.com', 'hunter2'), ('b@example.com', 'hunter3');
UPDATE public.integrations SET "apiKey" = 'k-1234', name = 'x' WHERE id = 1;
ALTER TABLE accounts ADD COLUMN IF NOT EXISTS client_secret text DEFAULT 'topsecret';
INSERT INTO settings (key, value) VALUES ('smtp_password', 'hunter2'), ('smtp_host', 'mail');
INSERT INTO users (name, password) SELECT 'root', 'hunter2';
DELETE FROM sessions WHERE token = 'abc123';
INSERT INTO config (data) VALUES ('{"user": "app", "password": "hunter2"}');
