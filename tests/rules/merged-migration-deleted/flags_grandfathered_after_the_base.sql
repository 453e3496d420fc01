-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- merged: supabase/migrations/20250102000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- branch: .mighook.yaml
grandfather:
  - {rule: merged-migration-deleted, path: supabase/migrations/20250101000000_add_users.sql}
-- staged: .mighook.yaml
grandfather:
  - {rule: merged-migration-deleted, path: supabase/migrations/20250101000000_add_users.sql}
  - {rule: merged-migration-deleted, path: supabase/migrations/20250102000000_add_orders.sql}
-- deleted: supabase/migrations/20250101000000_add_users.sql
-- deleted: supabase/migrations/20250102000000_add_orders.sql
