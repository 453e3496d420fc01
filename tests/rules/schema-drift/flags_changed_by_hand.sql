-- merged: db/migrations/001_names.up.sql
CREATE TABLE people (name text NOT NULL);
CREATE VIEW names AS SELECT name FROM people;
-- merged: db/schema.sql
CREATE TABLE public.people (name text NOT NULL);
CREATE VIEW public.names WITH (security_invoker = true) AS SELECT people.name FROM public.people;
