-- merged: supabase/migrations/20250101000000_base.sql
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE users (
	id bigserial PRIMARY KEY,
	email varchar(320) UNIQUE NOT NULL,
	age int CHECK (age BETWEEN 0 AND 150),
	state text DEFAULT 'new' CHECK (state IN ('new', 'old')),
	feeling mood DEFAULT 'sad',
	created_at timestamptz DEFAULT now(),
	tags text[] DEFAULT '{}'
);
-- staged: supabase/migrations/20250501000000_posts.sql
CREATE TABLE IF NOT EXISTS public.posts (
	id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	author bigint REFERENCES users ON DELETE CASCADE,
	title text NOT NULL,
	"Body" text
);
CREATE INDEX ON posts (lower(title), author DESC);
ALTER TABLE posts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own posts" ON posts FOR SELECT USING (author = 1 AND title <> 'x');
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.title := trim(NEW.title);
	RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER touch BEFORE INSERT OR UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION touch();
CREATE OR REPLACE VIEW titles AS SELECT p.id, p.title FROM posts p WHERE p.title LIKE 'a%';
ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy';
ALTER TABLE users RENAME COLUMN age TO years;
-- staged: schema.sql
--
-- PostgreSQL database dump
--

\restrict 9Zf0

-- Dumped from database version 15.20
-- Dumped by pg_dump version 15.20

SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_tablespace = '';

CREATE TYPE public.mood AS ENUM (
    'sad',
    'calm',
    'happy'
);

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
	NEW.title := trim(NEW.title);
	RETURN NEW;
END $$;

CREATE TABLE public.posts (
    id integer NOT NULL,
    author bigint,
    title text NOT NULL,
    "Body" text
);

ALTER TABLE public.posts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.posts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW public.titles AS
 SELECT p.id,
    p.title
   FROM public.posts p
  WHERE (p.title ~~ 'a%'::text);

CREATE TABLE public.users (
    id bigint NOT NULL,
    email character varying(320) NOT NULL,
    years integer,
    state text DEFAULT 'new'::text,
    feeling public.mood DEFAULT 'sad'::public.mood,
    created_at timestamp with time zone DEFAULT now(),
    tags text[] DEFAULT '{}'::text[],
    CONSTRAINT users_age_check CHECK (((years >= 0) AND (years <= 150))),
    CONSTRAINT users_state_check CHECK ((state = ANY (ARRAY['new'::text, 'old'::text])))
);

CREATE SEQUENCE public.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX posts_lower_author_idx ON public.posts USING btree (lower(title), author DESC);
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.posts FOR EACH ROW EXECUTE FUNCTION public.touch();
ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES public.users(id) ON DELETE CASCADE;
CREATE POLICY "own posts" ON public.posts FOR SELECT USING (((author = 1) AND (title <> 'x'::text)));
ALTER TABLE public.posts ENABLE ROW LEVEL SECURITY;

\unrestrict 9Zf0
