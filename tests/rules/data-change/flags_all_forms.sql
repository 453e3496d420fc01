INSERT INTO roles (name) VALUES ('a') ON CONFLICT DO NOTHING;
UPDATE public.roles SET name = 'b' WHERE id = 1;
DELETE FROM "Roles" WHERE id = 1;
TRUNCATE roles, users;
COPY roles FROM '/tmp/x';
MERGE INTO roles USING more ON roles.id = more.id WHEN MATCHED THEN DELETE;
WITH gone AS (DELETE FROM roles WHERE id = 2 RETURNING id) SELECT id FROM gone;
DO $$ BEGIN
    INSERT INTO roles (name) VALUES ('a');
END $$;
CREATE TABLE fresh (id bigint);
INSERT INTO fresh (id) VALUES (1);
