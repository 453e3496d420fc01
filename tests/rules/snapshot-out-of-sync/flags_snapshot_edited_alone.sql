-- merged: supabase/migrations/20250101000000_base.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- merged: schema.sql
CREATE TABLE public.users (id bigint NOT NULL);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
-- staged: schema.sql
CREATE TABLE public.users (id bigint NOT NULL);
