CREATE TEMP TABLE users (id int);
DELETE FROM public.users;
BEGIN;
CREATE TABLE orders (id int);
ROLLBACK;
DELETE FROM orders;
CREATE TEMP TABLE lines (id int);
DROP TABLE lines;
DELETE FROM lines;
