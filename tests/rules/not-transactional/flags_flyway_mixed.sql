-- staged: db/migration/V1__a.sql
CREATE TABLE IF NOT EXISTS t (c bigint);
CREATE INDEX CONCURRENTLY i ON t (c);
