CREATE TABLE teams (id bigint PRIMARY KEY);
/* what PostgreSQL 15 has not */ CREATE TABLE t (a int NOT NULL,, b int);
