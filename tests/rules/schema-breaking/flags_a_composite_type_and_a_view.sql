-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
datasource db {
  provider = "mongodb"
}
type Photo {
  height Int
}
view Report {
  id   Int
}
model User {
  id    String  @id @map("_id")
  photo Photo?
}
-- staged: prisma/schema.prisma
datasource db {
  provider = "mongodb"
}
type Photo {
  width  Int?
}
model User {
  id    String  @id @map("_id")
}
