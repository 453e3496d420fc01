-- merged: supabase/migrations/20250101000000_base.sql
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE users (
	id bigint PRIMARY KEY,
	email varchar(320) NOT NULL,
	age int DEFAULT 1
);
CREATE INDEX users_email_idx ON users (email);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (id = 1);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- staged: supabase/migrations/20250501000000_more.sql
CREATE TABLE forgotten (id int);
ALTER TABLE users ADD COLUMN note text;
-- staged: schema.sql
CREATE TYPE public.mood AS ENUM ('sad');
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE TABLE public.users (
    id bigint NOT NULL,
    email character varying(32),
    age integer DEFAULT 2,
    extra text
);
CREATE TABLE public.surplus (id integer);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX users_email_idx ON public.users USING btree (lower((email)::text));
CREATE POLICY own ON public.users USING ((id = 2));
