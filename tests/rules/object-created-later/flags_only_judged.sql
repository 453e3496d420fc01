-- merged: supabase/migrations/20250101000000_merged.sql
ALTER TABLE members ADD COLUMN email text;
-- staged: supabase/migrations/20250501000000_case.sql
DROP TABLE members;
SET search_path = app;
ALTER TABLE members ADD COLUMN email text;
-- staged: supabase/migrations/20250601000000_later.sql
CREATE TABLE app.members (id int);
CREATE TABLE members (id int);
