-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
model Post {
  id   Int   @id
  tags Tag[]
}
model Tag {
  id    Int    @id
  posts Post[]
}
-- staged: prisma/schema.prisma
model Post {
  id   Int   @id
}
model Tag {
  id    Int    @id
}
