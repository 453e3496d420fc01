ALTER ROLE app SET lock_timeout = '2s';
ALTER ROLE app SET statement_timeout = '2s';
REINDEX TABLE orders;
