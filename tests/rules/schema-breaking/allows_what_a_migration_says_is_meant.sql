-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
model User {
  id   Int    @id
  name String
}
-- staged: prisma/migrations/20250127093045_drop_name/migration.sql
-- mighook: allow schema-breaking nobody has read it since March
ALTER TABLE "User" DROP COLUMN IF EXISTS name;
-- staged: prisma/schema.prisma
model User {
  id   Int    @id
}
