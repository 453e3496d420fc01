-- staged: db/migrations/0001_a.sql
CREATE TABLE a (id bigint);
INSERT INTO a VALUES (1);
