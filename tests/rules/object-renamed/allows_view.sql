BEGIN;
ALTER TABLE public.users RENAME TO accounts;
CREATE VIEW "users" AS SELECT id FROM accounts;
COMMIT;
