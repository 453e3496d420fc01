-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma bytes
model User {\r
  id   Int    @id\r
  name String? @db.Text\r
}\r
-- staged: prisma/schema.prisma bytes
model User {\r
  id   Int    @id\r
  name String @db.Text\r
}\r
