-- merged: supabase/migrations/20250401000000_users.sql
CREATE TABLE users (id uuid PRIMARY KEY REFERENCES auth.users (id));
-- merged: schema.sql
CREATE TABLE public.users (id uuid NOT NULL, CONSTRAINT users_pkey PRIMARY KEY (id));
ALTER TABLE ONLY public.users ADD CONSTRAINT users_id_fkey FOREIGN KEY (id) REFERENCES auth.users(id);
CREATE SCHEMA supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY);
