-- staged: supabase/migrations/20250501000000_add_users.sql mode=120000
../shared/add_users.sql
-- staged: prisma/migrations/20250501000000_add_users/migration.sql mode=120000
../../users.sql
