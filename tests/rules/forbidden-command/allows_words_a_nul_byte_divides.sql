-- merged: .mighook.yaml
rules: {forbidden-command: error}
-- staged: scripts/deploy.sh bytes
supabase\0db\0push
