-- staged: supabase/migrations/20250501000000_base.sql
CREATE TABLE users (id bigint);
-- staged: schema.sql
-- written later
