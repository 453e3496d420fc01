-- merged: prisma/schema.prisma
model User { id Int @id }
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE "User" (id int PRIMARY KEY);
