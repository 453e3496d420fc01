SET statement_timeout = 0;
SET LOCAL lock_timeout TO '2s';
TRUNCATE orders;
