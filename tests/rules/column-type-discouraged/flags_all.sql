CREATE TABLE t (
  a varchar(10), b int, c smallint, d bigserial, e char(2), f char, g timestamp, h json, i money,
  j timestamp(3) without time zone, k serial, l bigint, m text
);
