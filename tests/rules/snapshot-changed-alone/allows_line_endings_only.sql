-- merged: schema.sql
-- nothing
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: schema.sql bytes
-- nothing\r\n
