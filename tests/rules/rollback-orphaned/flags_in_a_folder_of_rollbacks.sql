-- staged: .mighook.yaml
sets: [{path: supabase/migrations, runner: supabase, down: 'rollback/{name}.rollback.sql'}]
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: rollback/20250501000000_add_user.rollback.sql
DROP TABLE users;
