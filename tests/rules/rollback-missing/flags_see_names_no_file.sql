-- staged: .mighook.yaml
extends: typed-governance
-- staged: supabase/migrations/20250501000000_create_users.sql bytes
-- See: 20250501000000_create_user.down.sql\r
CREATE TABLE users (id bigint);\r\n
-- staged: supabase/migrations/20250501000000_create_users.down.sql
DROP TABLE users;
