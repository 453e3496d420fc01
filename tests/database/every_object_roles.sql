-- The roles of every_object.sql, which belong to no database.
DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['app_reader', 'app_writer', 'app owner', 'Zoë'] LOOP
		IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) THEN
			EXECUTE format('CREATE ROLE %I NOLOGIN', name);
		END IF;
	END LOOP;
END
$$;
