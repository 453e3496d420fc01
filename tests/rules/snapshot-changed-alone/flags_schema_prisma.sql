-- merged: prisma/schema.prisma
model User { id Int @id }
-- merged: prisma/migrations/20250101000000_add_users/migration.sql
CREATE TABLE "User" (id int PRIMARY KEY);
-- staged: prisma/schema.prisma
model User { id BigInt @id }
