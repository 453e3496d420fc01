-- staged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000001_add_users.down.sql
-- TODO: Add your rollback code here
-- staged: prisma/migrations/20250501000000_add_users/migration.sql bytes
-- TODO: Add your migration code here\r\n
