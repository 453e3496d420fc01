-- merged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- merged: diesel/2025-01-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000001_add_users.down.sql
DROP TABLE users;
-- staged: diesel/2025-01-01-000000_add_users/down.sql
DROP TABLE users;
-- staged: supabase/migrations/20250101000000_add_users.down.sql
DROP TABLE users;
