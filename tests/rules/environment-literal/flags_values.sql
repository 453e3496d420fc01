INSERT INTO hooks (url) VALUES ('https://abcdefgh.supabase.co/functions/v1/hook');
UPDATE settings SET value = 'http://localhost:54321' WHERE key = 'url';
INSERT INTO allowed (ip) VALUES ('10.0.0.17'), ('192.168.1.0/24'::cidr);
INSERT INTO people (email) VALUES ('jane@acme.io');
ALTER TABLE t ALTER COLUMN endpoint SET DEFAULT 'https://api.acme.io/v1';
SELECT set_config('app.host', 'db.internal', false);
CREATE SERVER remote FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'prod.abc.rds.amazonaws.com', dbname 'x');
INSERT INTO t (a) VALUES ('postgres://app:hunter2@db.acme.io:5432/app');
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM net.http_post(url := 'https://hooks.acme.io/x');
END
$$;
INSERT INTO servers (name, smtp_host) VALUES ('mail', 'mail.acme.io');
SELECT dblink_connect('host=db.acme.io dbname=x');
