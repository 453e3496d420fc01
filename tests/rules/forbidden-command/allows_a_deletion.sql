-- merged: .mighook.yaml
rules: {forbidden-command: error}
-- merged: scripts/old.sh
supabase db push
-- deleted: scripts/old.sh
