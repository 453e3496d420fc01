-- DROP TABLE orders;
/* DROP TABLE orders; */
COMMENT ON TABLE orders IS 'DROP TABLE orders;';
SELECT 'DROP TABLE orders', $x$DROP TABLE orders$x$, "DROP TABLE orders" FROM orders;
