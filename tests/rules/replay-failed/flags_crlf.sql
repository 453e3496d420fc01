-- staged: supabase/migrations/20250501000000_crlf.sql bytes
CREATE TABLE teams (id bigint PRIMARY KEY);\r
\r
ALTER TABLE teams ADD COLUMN größe int, ADD COLUMN kind varchar(ten);\r
