-- CREATE ROLE app PASSWORD 'hunter2';
CREATE TABLE users (password text NOT NULL, token_type text DEFAULT 'bearer', is_secret text DEFAULT 'no');
CREATE TYPE auth_method AS ENUM ('password', 'token', 'api_key');
INSERT INTO settings (key, value) VALUES ('password_min_length', '12');
UPDATE users SET token = encode(gen_random_bytes(32), 'hex'), password = crypt(raw, gen_salt('bf'));
SELECT config ->> 'password', secret ->> 'name' FROM settings;
INSERT INTO plans (price) VALUES ('price_1MoBy5LkdIwHu7ixZhnattbh');
INSERT INTO t (a) VALUES ('getUserProfileByAccountIdAndRegion2'), ('/usr/share/Postgresql15/Extension/file12');
COMMENT ON COLUMN users.password IS 'password: "as bcrypt"';
SET password_encryption = 'scram-sha-256';
SELECT jsonb_build_object('invitation_token', null, 'error', 'nobody was invited');
INSERT INTO translations (key, value) VALUES ('login.password', 'Password'), ('label_password', 'Dein Passwort');
INSERT INTO permissions (name, description) VALUES ('reset_password', 'may reset a password');
SELECT 'https://example.com/reset?password=' || token FROM t;
INSERT INTO email_templates (subject, body) VALUES ('Reset your password', 'Your password: {{password}}. Token: {{token}}');
INSERT INTO t (icon) VALUES ('data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA1B2C3D4');
INSERT INTO t (k) VALUES ('-----BEGIN PUBLIC KEY-----
MIIB
-----END PUBLIC KEY-----');
