-- merged: supabase/migrations/20250401000000_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- merged: schema.sql
CREATE TABLE public.users (id bigint NOT NULL, CONSTRAINT users_pkey PRIMARY KEY (id));
-- staged: supabase/migrations/20250501000000_email.sql
ALTER TABLE users ADD COLUMN email text, ALTER COLUMN id TYPE int;
CREATE INDEX users_email ON users (email);
