-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
model User {
  id   Int    @id
  name String
}
-- branch: prisma/migrations/20250101000000_x/migration.sql
SELECT 1;
-- main: prisma/schema.prisma
model User {
  id   Int    @id
}
-- staged: prisma/schema.prisma
model User {
  id   Int    @id
  mail String?
}
