-- staged: supabase/migrations/20250501000000_base.sql
CREATE TABLE users (id bigserial PRIMARY KEY, email text);
CREATE TABLE posts (id bigint);
-- staged: schema.sql
CREATE TABLE public.users (
    email text
);
CREATE SEQUENCE public.users_id_seq;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE public.posts ENABLE ROW LEVEL SECURITY;
