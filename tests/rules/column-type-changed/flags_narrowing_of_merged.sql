-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE users (a varchar(20), b numeric(5, 2), c timestamp(3), d int, e varchar(5)[]);
CREATE TABLE app.users (a int);
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE users ALTER a TYPE varchar(10);
ALTER TABLE users ALTER b TYPE numeric(7, 3);
ALTER TABLE users ALTER b TYPE numeric(4, 3);
ALTER TABLE users ALTER c TYPE timestamp(1);
ALTER TABLE users ALTER c TYPE timestamptz(6);
ALTER TABLE users ALTER d TYPE bigint;
ALTER TABLE users ALTER e TYPE text[];
SET search_path = app;
ALTER TABLE users ALTER a TYPE varchar(30);
