-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE old (id bigint);
CREATE POLICY p ON old FOR SELECT USING (true);
CREATE SCHEMA app;
CREATE TABLE app.old (id bigint);
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE app.old ENABLE ROW LEVEL SECURITY;
DROP POLICY p ON old;
ALTER TABLE old ENABLE ROW LEVEL SECURITY;
