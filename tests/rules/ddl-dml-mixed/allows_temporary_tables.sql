CREATE TEMP TABLE work (id bigint);
INSERT INTO work VALUES (1);
CREATE INDEX ON work (id);
UPDATE orders SET status = 'x' FROM work WHERE work.id = orders.id;
GRANT SELECT ON orders TO PUBLIC;
