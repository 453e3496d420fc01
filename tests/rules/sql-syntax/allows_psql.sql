\set ON_ERROR_STOP on
\restrict abc
CREATE TABLE IF NOT EXISTS t (a int, b text);
COPY t (a, b) FROM stdin;
1	it's; a "line
2	\N
\.
SELECT :limit, :'name', :"column", '${HOME}' FROM t;
\echo done; 'not a quote
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT 1; END;
SELECT 1 \gexec
SELECT 2;
