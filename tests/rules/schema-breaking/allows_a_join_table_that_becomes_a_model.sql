-- merged: .mighook.yaml
rules: {schema-breaking: error}
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/schema.prisma
model Post {
  id   Int   @id
  tags Tag[] @relation("marks")
}
model Tag {
  id    Int    @id
  posts Post[] @relation("marks")
}
-- staged: prisma/schema.prisma
model Post {
  id    Int    @id
  marks Mark[]
}
model Tag {
  id    Int    @id
  marks Mark[]
}
model Mark {
  postId Int  @map("A")
  tagId  Int  @map("B")
  post   Post @relation(fields: [postId], references: [id])
  tag    Tag  @relation(fields: [tagId], references: [id])
  @@id([postId, tagId])
  @@map("_marks")
}
