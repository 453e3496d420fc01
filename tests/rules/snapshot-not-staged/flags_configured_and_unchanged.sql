-- merged: .mighook.yaml
sets:
  - {path: supabase/migrations, runner: supabase, snapshot: supabase/all.sql}
  - {path: prisma/migrations, runner: prisma, snapshot: prisma/schema.prisma}
-- merged: prisma/schema.prisma
model User { id Int @id }
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE "User" (id int PRIMARY KEY);
