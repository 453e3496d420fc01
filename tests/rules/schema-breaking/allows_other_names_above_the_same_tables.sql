-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
enum role {
  user
}
model users {
  id       Int    @id
  mail     String
  role     role
  posts    posts[]
}
model posts {
  id      Int   @id
  user_id Int
  users   users @relation(fields: [user_id], references: [id])
  @@schema("public")
}
-- staged: prisma/schema.prisma
enum Role {
  USER @map("user")

  @@map("role")
}
/// All of them.
model User {
  id    Int    @id
  email String @map("mail")
  role  Role
  posts Post[]

  @@map("users")
}
model Post {
  id     Int  @id
  userId Int  @map(name: "user_id")
  author User @relation("written",
    fields: [userId], // the column
    references: [id])
  @@map(name: "posts")
}
