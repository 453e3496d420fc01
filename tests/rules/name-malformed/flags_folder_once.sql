-- staged: migrations/2025-05-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/add_orders/up.sql
CREATE TABLE orders (id bigint);
-- staged: migrations/add_orders/down.sql
DROP TABLE orders;
-- staged: .mighook.yaml
sets:
  - {path: migrations, runner: diesel, name: '^(?<version>[\d-]+)_(?<description>[a-z_]+)$'}
  - {path: prisma/migrations, runner: prisma, name: '^(?<version>\d{14})_(?<description>[a-z0-9_]+)$'}
-- staged: prisma/migrations/20250501_add_items/migration.sql
CREATE TABLE items (id bigint);
