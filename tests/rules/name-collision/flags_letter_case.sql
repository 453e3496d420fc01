-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250101000000_add_Users.sql
CREATE TABLE users (id int);
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: prisma/migrations/20250501000000_ADD_USERS/migration.sql
CREATE TABLE users (id int);
