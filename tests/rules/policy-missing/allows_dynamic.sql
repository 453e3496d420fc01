CREATE TABLE notes (id bigint);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
DO $$
BEGIN
	EXECUTE format('CREATE POLICY own ON %I USING (true)', 'notes');
END
$$;
