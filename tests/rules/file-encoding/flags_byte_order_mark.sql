-- staged: migrations/000001_add_users.up.sql bytes
\xEF\xBB\xBFCREATE TABLE users (id bigint);\r\n
-- staged: migrations/000001_add_users.down.sql bytes
\xEF\xBB\xBFDROP TABLE users;\r\n
