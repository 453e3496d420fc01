-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
model User {
  id    Int     @id
  a     String  @db.VarChar(20)
  b     String  @db.VarChar(20)
  c     Decimal @db.Decimal(10, 2)
  d     String
  e     Unsupported("point")?
}
-- staged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
model User {
  id    Int     @id @db.Integer
  a     String  @db.VarChar(40)
  b     String
  c     Decimal @db.Decimal(12,2)
  d     String  @db.Text
  e     Unsupported("point")?
}
