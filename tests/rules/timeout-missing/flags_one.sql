SET statement_timeout = '60s';
DROP TABLE orders;
