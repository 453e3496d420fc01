-- Migration: x
CREATE TABLE IF NOT EXISTS a (id bigint);
