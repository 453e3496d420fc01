-- staged: scripts/migrate.sh mode=100755
exit 0
-- staged: scripts/seed.sql mode=100755
SELECT 1;
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
