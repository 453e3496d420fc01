-- staged: migrations/2025-01-01-000000_b/up.sql
CREATE INDEX a ON orders (id);
-- staged: migrations/2025-01-01-000000_b/down.sql
SELECT 1;
