SET LOCAL lock_timeout = '2s';
set local STATEMENT_TIMEOUT to 5000;
ALTER TABLE orders ADD COLUMN a int;
