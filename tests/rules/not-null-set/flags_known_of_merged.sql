-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE users (id bigint NOT NULL, email text, name text, nick text, CHECK (email IS NOT NULL OR id > 0));
ALTER TABLE users ADD CONSTRAINT n CHECK (name IS NOT NULL) NOT VALID;
ALTER TABLE users ADD CONSTRAINT k CHECK (nick IS NOT NULL);
CREATE TABLE app.users (email text NOT NULL);
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE users ALTER id DROP NOT NULL;
ALTER TABLE users ALTER id SET NOT NULL;
ALTER TABLE users ALTER email SET NOT NULL;
ALTER TABLE users ALTER name SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT k, ALTER nick SET NOT NULL;
