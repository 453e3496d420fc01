INSERT INTO t (a) VALUES ('postgres://app:hunter2@db.internal:5432/app');
INSERT INTO t (a) VALUES ('eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.abcdefghijklmnop');
INSERT INTO t (a) VALUES ('AKIAQQQQWWWWEEEERRRR');
INSERT INTO t (a) VALUES ('sb_secret_abcdefghijklmno');
INSERT INTO t (a) VALUES ('ghp_abcdefghijklmnopqrstuvwxyz0123456789');
INSERT INTO t (a) VALUES ('-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA
-----END RSA PRIVATE KEY-----');
INSERT INTO t (a) VALUES ('q7Rt2LmZ9xKp4Vb8NcYw3HsD');
CREATE OR REPLACE FUNCTION notify() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_token text := 'plainvalue';
BEGIN
	PERFORM net.http_post('https://h/x', headers := jsonb_build_object('Authorization', 'Bearer sk_live_abcdefghijklmnop'));
END
$$;
COMMENT ON TABLE t IS 'read from postgres://app:hunter2@db/app';
