-- merged: schema.sql
-- nothing
-- branch: supabase/migrations/20250201000000_add_users.sql
CREATE TABLE users (id bigint);
-- deleted: supabase/migrations/20250201000000_add_users.sql
