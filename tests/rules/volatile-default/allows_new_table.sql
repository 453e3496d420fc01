CREATE TABLE users (id bigserial PRIMARY KEY, token uuid DEFAULT gen_random_uuid());
ALTER TABLE users ADD COLUMN n serial;
