-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
model User {
  id   Int    @id
  name String
}
-- staged: prisma/schema.prisma
enum Role {
  USER
}
model User {
  id      Int      @id
  name    String?
  email   String?
  role    Role     @default(USER)
  tags    String[]
  created DateTime @default(now())
  profile Profile?
}
model Profile {
  userId Int  @id
  user   User @relation(fields: [userId], references: [id])
}
