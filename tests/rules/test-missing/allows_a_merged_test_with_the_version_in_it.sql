-- merged: .mighook.yaml
rules: {test-missing: {severity: error, files: ['supabase/tests/*', '*_migration_test.go']}}
-- merged: db/users_migration_test.go
func Test(t *testing.T) { up("20250127093045") }
-- staged: supabase/migrations/20250127093045_add_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
