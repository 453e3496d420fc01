-- merged: db/migrations/20250101000000_base.sql
-- migrate:up
CREATE TABLE "users" ("id" bigint PRIMARY KEY, "email" citext);
-- migrate:down
DROP TABLE users;
-- staged: db/migrations/20250501000000_add_age.sql
-- migrate:up
ALTER TABLE users ADD COLUMN age int;
-- migrate:down
ALTER TABLE users DROP COLUMN age;
-- staged: db/schema.sql
SET row_security = off;
CREATE TABLE "public"."schema_migrations" (
    "version" character varying NOT NULL
);
CREATE TABLE "public"."users" (
    "id" bigint NOT NULL,
    "email" "public"."citext",
    "age" integer
);
ALTER TABLE ONLY "public"."schema_migrations"
    ADD CONSTRAINT "schema_migrations_pkey" PRIMARY KEY ("version");
ALTER TABLE ONLY "public"."users"
    ADD CONSTRAINT "users_pkey" PRIMARY KEY ("id");

--
-- PostgreSQL database dump complete
--

--
-- Dbmate schema migrations
--

INSERT INTO schema_migrations (version) VALUES
    ('20250101000000'),
    ('20250501000000');
