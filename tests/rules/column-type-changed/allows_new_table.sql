CREATE TABLE users (age int);
ALTER TABLE users ALTER COLUMN age TYPE bigint;
