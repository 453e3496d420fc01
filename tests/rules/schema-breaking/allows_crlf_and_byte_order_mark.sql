-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma bytes
\xEF\xBB\xBFmodel User {\r
  id   Int    @id\r
  name String? @map("n")\r
}\r
-- staged: prisma/schema.prisma
model User {
  id   Int    @id
  name String? @map("n")
  mail String?
}
