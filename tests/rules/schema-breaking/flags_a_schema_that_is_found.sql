-- merged: .mighook.yaml
rules: {schema-breaking: warning}
-- merged: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- merged: prisma/migrations/20250101000000_x/migration.sql
CREATE TABLE IF NOT EXISTS "User" (id int);
-- merged: prisma/schema.prisma
model User {
  id Int @id
}
-- staged: prisma/schema.prisma
enum A {
}
-- staged: prisma/migrations/20250102000000_x/migration.sql
DROP TABLE IF EXISTS "User";
