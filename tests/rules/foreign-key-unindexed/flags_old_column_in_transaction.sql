-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint);
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
CREATE TABLE copied AS SELECT id, user_id FROM orders;
ALTER TABLE copied ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
