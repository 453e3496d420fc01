-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
model User {
  id Int @id
}
-- merged: prisma/log/schema.prisma
datasource db {
  provider = "postgresql"
}
model User {
  id Int @id
}
-- staged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
