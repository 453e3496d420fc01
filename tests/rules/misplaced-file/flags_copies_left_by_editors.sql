-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_add_users.sql.orig
CREATE TABLE users (id int);
-- staged: supabase/migrations/20250501000000_add_users.sql~
CREATE TABLE users (id int);
-- staged: supabase/migrations/notes.txt
Ask before dropping.
