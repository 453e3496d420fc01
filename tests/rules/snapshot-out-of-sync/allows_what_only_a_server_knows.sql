-- merged: supabase/migrations/20250101000000_base.sql
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY);
-- staged: supabase/migrations/20250501000000_dynamic.sql
DO $$
DECLARE t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP
		EXECUTE format('ALTER TABLE %I ADD COLUMN seen boolean', t);
	END LOOP;
END $$;
-- staged: schema.sql
CREATE TABLE public.a (id integer NOT NULL, seen boolean);
CREATE TABLE public.b (id integer NOT NULL, seen boolean);
ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.b ADD CONSTRAINT b_pkey PRIMARY KEY (id);
