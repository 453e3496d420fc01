-- merged: .mighook.yaml
sets: [{path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}]
-- merged: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- merged: prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
-- merged: prisma/models/post.prisma
model Post {
  id Int @id
}
-- staged: prisma/migrations/20250127093045_drop_posts/migration.sql
-- approved-by: a lead
DROP TABLE IF EXISTS "Post";
-- deleted: prisma/models/post.prisma
