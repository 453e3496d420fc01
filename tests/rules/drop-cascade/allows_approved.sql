-- approved-by: jane OPS-1
DROP TABLE orders CASCADE;
SELECT 1;
