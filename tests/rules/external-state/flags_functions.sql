SELECT * FROM dblink('dbname=other', 'SELECT id FROM t') AS t(id bigint);
SELECT extensions.dblink_exec('c', 'DELETE FROM t');
INSERT INTO docs (body) SELECT pg_read_file('/etc/motd');
SELECT lo_import('/tmp/a');
SELECT status FROM http_get('https://example.com');
CREATE OR REPLACE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM net.http_post(url := 'https://example.com/hook');
	RETURN NEW;
END
$$;
DO $$
BEGIN
	PERFORM pg_ls_dir('/');
END
$$;
