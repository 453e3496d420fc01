CREATE TABLE app."users" (id bigint, _x int, a1_b text, CONSTRAINT users_check CHECK (id > 0));
CREATE TABLE USERS2 (ID INT, NAME TEXT);
CREATE INDEX bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb ON users (id);
CREATE INDEX ON "OldTable" ("oldColumn");
ALTER TABLE "OldTable" ADD COLUMN new_one int, DROP COLUMN "Gone";
