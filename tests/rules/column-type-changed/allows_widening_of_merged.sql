-- merged: supabase/migrations/20250101000000_old.sql
CREATE SCHEMA app;
CREATE TABLE app."Users" (a varchar(20), b numeric(5, 2), c timestamp(3), d varbit(4), e int, f app.mood, "G" varchar(3));
ALTER TABLE app."Users" RENAME TO people;
ALTER TABLE app.people ALTER COLUMN e TYPE bigint;
-- staged: supabase/migrations/20250501000000_case.sql
SET search_path = app, public;
ALTER TABLE people ALTER a TYPE varchar(40), ALTER b TYPE numeric(7, 2);
ALTER TABLE people ALTER a TYPE text;
ALTER TABLE people ALTER c TYPE timestamp(6);
ALTER TABLE people ALTER d TYPE bit varying(9);
ALTER TABLE people ALTER e TYPE int8;
ALTER TABLE people ALTER f TYPE app.mood;
ALTER TABLE people RENAME "G" TO h;
SELECT pg_catalog.set_config('search_path', '', false);
ALTER TABLE app.people ALTER h TYPE varchar(4);
