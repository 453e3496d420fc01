-- staged: db/migration/V1__a.sql
CREATE TABLE IF NOT EXISTS a (id bigint);
-- staged: db/migration/U1__a.sql
DROP TABLE a;
-- staged: db/migration/R__v.sql
CREATE VIEW v AS SELECT 1 AS one;
