-- merged: supabase/migrations/20250601000000_later.sql
CREATE TABLE members (id int);
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE members ADD COLUMN email text;
