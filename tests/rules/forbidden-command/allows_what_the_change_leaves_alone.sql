-- merged: .mighook.yaml
rules: {forbidden-command: error}
-- merged: scripts/old.sh
supabase db push
-- staged: scripts/new.sh
supabase db diff
