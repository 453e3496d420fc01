-- merged: .mighook.yaml
rules: {forbidden-command: error}
-- staged: scripts/deploy.sh
# never supabase db push
supabase db pushes
my-supabase db push
supabase db
push
supabase --linked-project
-- staged: README.md
supabase db push
