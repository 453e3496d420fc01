-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

enum Role {
  USER
  ADMIN @map("admin")
}

enum Mood {
  OK
}

model User {
  id    Int     @id
  email String
  name  String?
  role  Role    @default(USER)
  age   Int
  tags  String
}

model Post {
  id Int @id
}
-- staged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

enum Role {
  USER
}

model User {
  id    Int      @id
  name  String
  role  Role     @default(USER)
  age   BigInt
  tags  String[]
}
