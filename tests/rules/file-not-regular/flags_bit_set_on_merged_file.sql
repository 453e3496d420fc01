-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250101000000_add_users.sql mode=100755
CREATE TABLE users (id bigint);
