CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, UNIQUE (id, email));
ALTER TABLE ONLY public.users ADD CONSTRAINT u UNIQUE (email);
ALTER TABLE users ADD COLUMN d text UNIQUE;
