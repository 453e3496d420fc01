SELECT count(*) FROM orders;
SELECT 2 * 3, total * 2 FROM orders;
INSERT INTO archive (id) SELECT id FROM orders o WHERE NOT EXISTS (SELECT * FROM archive a WHERE a.id = o.id);
DO $$ BEGIN
    IF NOT EXISTS (SELECT * FROM pg_type WHERE typname = 'mood' UNION SELECT * FROM pg_type) THEN
        CREATE TYPE mood AS ENUM ('a');
    END IF;
END $$;
DELETE FROM orders WHERE id = 1 RETURNING *;
COMMENT ON TABLE orders IS 'SELECT * FROM orders';
-- SELECT * FROM orders
INSERT INTO notes (text) VALUES ('SELECT * FROM orders');
