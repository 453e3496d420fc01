-- merged: .mighook.yaml
version: 1
sets: [{path: supabase/migrations, immutable: off}]
database: {on-commit: warn}
-- merged: supabase/migrations/20250101000000_a.sql
CREATE TABLE a (id int);
-- merged: supabase/migrations/20250102000000_b.sql
CREATE TABLE b (id int);
-- merged: supabase/migrations/20250103000000_c.sql
CREATE TABLE c (id int);
-- applied: 20250101000000
-- applied: 20250102000000
-- deleted: supabase/migrations/20250101000000_a.sql
-- staged: supabase/migrations/20250101000000_renamed.sql
CREATE TABLE a (id int);
-- deleted: supabase/migrations/20250102000000_b.sql
-- deleted: supabase/migrations/20250103000000_c.sql
