-- merged: .mighook.yaml
rules: {forbidden-command: error}
-- merged: scripts/old/push.sh
supabase db push
-- staged: scripts/new.sh
echo hello
