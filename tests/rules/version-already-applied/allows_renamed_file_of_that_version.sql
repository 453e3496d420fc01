-- merged: .mighook.yaml
version: 1
sets: [{path: supabase/migrations, immutable: off}]
database: {on-commit: warn}
-- merged: supabase/migrations/20250101000000_a.sql
CREATE TABLE a (id int);
-- applied: 20250101000000
-- deleted: supabase/migrations/20250101000000_a.sql
-- staged: supabase/migrations/20250101000000_renamed.sql
CREATE TABLE a (id int);
