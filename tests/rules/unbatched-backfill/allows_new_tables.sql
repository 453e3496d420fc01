CREATE TABLE fresh (id bigint, name text);
UPDATE fresh SET name = 'x';
ALTER TABLE fresh ADD COLUMN more text;
DELETE FROM fresh WHERE name LIKE 'x%';
CREATE TEMP TABLE work AS SELECT id FROM orders;
DELETE FROM work;
