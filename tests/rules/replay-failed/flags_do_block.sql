CREATE TABLE settings (name text PRIMARY KEY);
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM settings) THEN
		RAISE EXCEPTION 'there are no settings';
	END IF;
END
$$;
