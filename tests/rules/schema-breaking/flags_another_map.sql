-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
enum Role {
  USER @map("user")
}
model User {
  id    Int    @id
  email String @map("mail")
  role  Role
  @@map("users")
}
model Post {
  id Int @id @map("post_id")
}
model Tag {
  id Int @id
  @@schema("blog")
}
-- staged: prisma/schema.prisma
enum Role {
  USER
}
model User {
  id    Int    @id
  email String @map("mail")
  role  Role
  @@map("members")
}
model Post {
  id Int @id
}
model Tag {
  id Int @id
  @@schema("main")
}
