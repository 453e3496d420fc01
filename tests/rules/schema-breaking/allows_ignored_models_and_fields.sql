-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
model User {
  id   Int     @id
  name String?
}
model Post {
  id Int @id
}
-- staged: prisma/schema.prisma
model User {
  id   Int     @id
  name String? @ignore
}
model Post {
  id Int @id
  @@ignore
}
