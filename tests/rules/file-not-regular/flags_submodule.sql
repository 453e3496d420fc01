-- merged: prisma/migrations/20250101000000_init/migration.sql
SELECT 1;
-- staged: prisma/migrations/20250501000000_add_users mode=160000
-- staged: supabase/migrations/20250501000000_add_users.sql mode=160000
