-- merged: .gitignore
*_draft.sql
-- merged: supabase/migrations/20250101000000_a.sql
SELECT 1;
-- untracked: supabase/migrations/20250102000000_draft.sql
SELECT 1;
-- untracked: supabase/migrations/README.md
x
-- untracked: supabase/migrations/sub/20250102000000_b.sql
SELECT 1;
