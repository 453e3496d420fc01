CREATE VIEW report AS SELECT row_to_json(o) AS line FROM orders o;
CREATE VIEW totals AS SELECT count(*) FILTER (WHERE paid) AS paid FROM orders;
GRANT SELECT ON orders TO PUBLIC;
