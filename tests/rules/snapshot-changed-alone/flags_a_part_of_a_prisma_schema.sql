-- merged: .mighook.yaml
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
-- staged: prisma/models/post.prisma
model Post {
  id Int @id
}
