-- merged: prisma/migrations/20250101000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- branch: prisma/migrations/20250102000000_add_orders/migration.sql
CREATE TABLE orders (id bigint);
-- staged: prisma/migrations/20250101000000_add_orders/migration.sql
-- mighook: allow version-duplicate it is only a name
CREATE TABLE orders (id bigint);
-- deleted: prisma/migrations/20250102000000_add_orders/migration.sql
