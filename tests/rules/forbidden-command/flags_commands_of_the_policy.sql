-- merged: .mighook.yaml
rules: {forbidden-command: {commands: [npm run reset], files: ['ops/*.txt']}}
-- staged: ops/run/book.txt
npm run reset
supabase db push
-- staged: scripts/a.sh
npm run reset
