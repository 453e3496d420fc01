-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/README.md
How to write one.
-- staged: supabase/migrations/.gitkeep
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: prisma/migrations/20250501000000_add_users/README.md
Why.
