CREATE TABLE t (a text, b bigint GENERATED ALWAYS AS IDENTITY, c timestamptz, d jsonb, e numeric(10, 2),
  f varchar, g int[], h "char", i app.money, j time, k date, l boolean, m uuid);
ALTER TABLE t ALTER a TYPE varchar, ADD n timestamp with time zone;
SELECT 1::int, 'x'::varchar(3);
