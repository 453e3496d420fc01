-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
enum Mood {
  OK
}
model User {
  id    Int      @id
  a     String   @db.VarChar(40)
  b     String
  c     Decimal  @db.Decimal(12, 2)
  d     DateTime
  e     Unsupported("point")?
  f     Mood
}
-- staged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
enum Mood {
  OK
}
model User {
  id    Int      @id
  a     String   @db.VarChar(20)
  b     String   @db.Uuid
  c     Decimal  @db.Decimal(12, 4)
  d     DateTime @db.Timestamptz(3)
  e     Unsupported("circle")?
  f     String
}
