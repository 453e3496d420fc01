-- merged: supabase/migrations/20250101000000_check.sql
ALTER TABLE a ADD CONSTRAINT c CHECK (NOT (b IS NULL)) NOT VALID;
-- merged: supabase/migrations/20250102000000_validate.sql
ALTER TABLE a VALIDATE CONSTRAINT c;
-- staged: supabase/migrations/20250501000000_set.sql
ALTER TABLE a ALTER b SET NOT NULL;
