ALTER AGGREGATE total(int) RENAME TO total_v2;
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
