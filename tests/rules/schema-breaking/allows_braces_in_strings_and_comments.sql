-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
model User {
  id   Int    @id // }
  name String @default("} \" // {")
}
model Post {
  id Int @id
}
-- staged: prisma/schema.prisma
generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["multiSchema"] // {
}
/* model Gone {
  id Int @id
} */
model User { // all {
  id   Int    @id /* } */
  name String @default("} \" // {")
  data Json   @default("{\"a\": [1, {}]}")
  @@index([name, id], map: "x}")
}
/// } ends nothing
model Post {
  id Int @id
}
