-- merged: migrations/0001_a.sql
CREATE TABLE users (id int, email text);
-- staged: migrations/0002_b.sql
ALTER TABLE users ADD CONSTRAINT c CHECK (name <> '' AND (email) IS NOT NULL) NOT VALID;
-- staged: migrations/0003_c.sql
ALTER TABLE public.users VALIDATE CONSTRAINT c;
-- staged: migrations/0004_d.sql
ALTER TABLE users ALTER email SET NOT NULL;
