-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
model User {
  id Int @id
}
-- deleted: prisma/schema.prisma
