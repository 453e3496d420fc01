-- staged: .mighook.yaml
extends: typed-governance
-- staged: supabase/migrations/202505010000_create_users.sql
SELECT 'digits';
-- staged: supabase/migrations/20250501000001-create-users.sql
SELECT 'separator';
-- staged: supabase/migrations/20250501000002_create_Users.sql
SELECT 'case';
-- staged: supabase/migrations/20250501000003_make_users.sql
SELECT 'type';
-- staged: supabase/migrations/20250501000004_create_users.SQL
SELECT 'extension';
-- staged: supabase/migrations/20250501000005_create_users.sql
SELECT 'right';
