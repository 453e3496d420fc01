CREATE TABLE a (id bigint);
CREATE TABLE b (id bigint);
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['a', 'b'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
	END LOOP;
END
$$;
