-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE users ALTER email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT IF EXISTS made_by_hand;
