-- merged: .mighook.yaml
grandfather:
  - {rule: merged-migration-deleted, path: supabase/migrations/20250101000000_add_users.sql}
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- deleted: supabase/migrations/20250101000000_add_users.sql
