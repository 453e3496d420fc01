-- approved-by: jane OPS-12
ALTER TABLE users ALTER COLUMN age TYPE bigint;
