-- staged: db/migration/V1__a.sql
CREATE TABLE IF NOT EXISTS a (id bigint);
END;
