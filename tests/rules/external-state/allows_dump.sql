\restrict abc
SET client_encoding = 'UTF8';
COPY t (a) FROM stdin;
1
\.
\echo done
\set ON_ERROR_STOP on
\unrestrict abc
