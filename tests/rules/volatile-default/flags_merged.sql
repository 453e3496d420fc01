-- merged: migrations/0001_a.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- staged: migrations/0002_b.sql
ALTER TABLE orders ADD COLUMN n bigserial;
