-- staged: .mighook.yaml
extends: typed-governance
-- staged: supabase/migrations/20250501000000_create_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_create_users.down.sql
DROP TABLE users;
