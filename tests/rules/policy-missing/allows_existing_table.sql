-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE old (id bigint);
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE old ENABLE ROW LEVEL SECURITY;
ALTER TABLE unknown ENABLE ROW LEVEL SECURITY;
