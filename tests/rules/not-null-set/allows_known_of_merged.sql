-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int NOT NULL, name text, "Nick" text,
	CHECK (email IS NOT NULL AND length(email) > 3));
ALTER TABLE users ADD CONSTRAINT n CHECK (name IS NOT NULL) NOT VALID;
-- merged: supabase/migrations/20250102000000_valid.sql
ALTER TABLE users VALIDATE CONSTRAINT n;
ALTER TABLE users ADD CHECK ("Nick" IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT "users_Nick_check";
ALTER TABLE users RENAME TO people;
ALTER TABLE people RENAME COLUMN "Nick" TO nick;
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE people ALTER id SET NOT NULL;
ALTER TABLE people ALTER email SET NOT NULL;
ALTER TABLE people ALTER age SET NOT NULL;
ALTER TABLE people ALTER name SET NOT NULL;
ALTER TABLE people ALTER nick SET NOT NULL;
