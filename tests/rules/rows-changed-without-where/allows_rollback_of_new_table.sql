-- staged: migrations/000001_a.up.sql
CREATE TABLE a (id bigint);
-- staged: migrations/000001_a.down.sql
TRUNCATE a;
