CREATE TABLE users (id bigint, email text);
ALTER TABLE users DROP COLUMN email;
ALTER TABLE orders ADD COLUMN draft text;
ALTER TABLE orders DROP COLUMN draft;
