-- merged: .mighook.yaml
version: 1
sets: [{path: supabase/migrations, immutable: merged}]
database: {on-commit: warn}
-- applied: 20250102000000
-- staged: supabase/migrations/20250102000000_b.sql
CREATE TABLE b (id bigint);
-- staged: supabase/migrations/20250103000000_c.sql
CREATE TABLE c (id bigint);
