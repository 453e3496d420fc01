-- staged: migrations/000001_add_users.up.sql bytes
-- Migration: 000001_add_user.up.sql\r
CREATE TABLE users (id bigint);\r\n
