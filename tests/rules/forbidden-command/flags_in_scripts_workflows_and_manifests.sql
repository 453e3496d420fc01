-- merged: .mighook.yaml
rules: {forbidden-command: error}
-- staged: scripts/deploy.sh
set -e
npx supabase db push --include-all
-- staged: .github/workflows/deploy.yml
    - run: ./node_modules/.bin/prisma  migrate deploy
-- staged: app/package.json
{"scripts": {"release": "prisma migrate deploy && next start", "list": "supabase migration list --linked"}}
-- staged: services/api/Dockerfile
CMD ["npx", "prisma", "migrate", "deploy"]
-- staged: fly.toml
release_command = 'npx prisma migrate \
  deploy'
