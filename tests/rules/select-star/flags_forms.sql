CREATE VIEW report AS SELECT * FROM orders;
CREATE MATERIALIZED VIEW totals AS SELECT o.*, 1 AS one FROM orders o;
CREATE TABLE copy AS SELECT "Orders".* FROM "Orders";
INSERT INTO archive SELECT * FROM orders WHERE id < 10;
INSERT INTO archive (id, total) SELECT id, total FROM (SELECT * FROM orders) o;
COPY (SELECT * FROM orders) TO STDOUT;
SELECT count(*), (SELECT max(x.id) FROM (SELECT * FROM orders) x);
