-- merged: schema.sql
-- nothing
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: schema.sql bytes
-- nothing\r\n
