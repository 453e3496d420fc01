CREATE ROLE app LOGIN PASSWORD '${DB_PASSWORD}';
INSERT INTO users (password, api_key) VALUES ('', '<your key>');
UPDATE settings SET token = 'changeme', secret = '********' WHERE id = 1;
INSERT INTO t (a) VALUES ('postgres://app:${PASSWORD}@db/app'), ('AKIAIOSFODNN7EXAMPLE');
ALTER TABLE users ADD CONSTRAINT strong CHECK (password ~ '^.{12,}$') NOT VALID;
ALTER USER postgres WITH PASSWORD '$(DB_PASSWORD)';
