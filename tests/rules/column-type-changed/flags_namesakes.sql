CREATE TABLE app.users (age int);
ALTER TABLE public.users ALTER COLUMN age TYPE bigint;
