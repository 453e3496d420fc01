-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
-- merged: prisma/models/user.prisma
model Post {
  id Int @id
}
model User {
  id   Int @id
  name String
}
-- staged: prisma/models/user.prisma
model User {
  id   Int @id
}
