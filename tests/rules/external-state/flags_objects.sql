CREATE EXTENSION IF NOT EXISTS dblink;
CREATE EXTENSION IF NOT EXISTS "http" WITH SCHEMA extensions;
CREATE EXTENSION postgres_fdw;
CREATE SERVER remote FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db', dbname 'x');
IMPORT FOREIGN SCHEMA public FROM SERVER remote INTO imported;
CREATE FOREIGN TABLE f (id bigint) SERVER remote;
CREATE SUBSCRIPTION s CONNECTION 'host=db dbname=x' PUBLICATION p;
COPY t FROM '/tmp/t.csv';
COPY t TO PROGRAM 'gzip > /tmp/t.gz';
