CREATE INDEX a ON orders (user_id);
DROP INDEX b;
REINDEX TABLE orders;
