SELECT 1;
-- approved-by: jane
DROP TABLE orders;
DROP TABLE lines;
