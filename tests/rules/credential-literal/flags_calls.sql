UPDATE users SET encrypted_password = crypt('hunter2', gen_salt('bf')) WHERE id = 1;
SELECT vault.create_secret('hunter2', 'db_password', 'what for');
SELECT pgp_sym_decrypt(body, 'symmetric') FROM notes;
SELECT set_config('app.jwt_secret', 'hunter2', false);
ALTER DATABASE postgres SET "app.settings.jwt_secret" TO 'hunter2';
SET app.api_key = 'hunter2';
SELECT dblink_connect('host=db port=5432 user=app password=hunter2 dbname=x');
CREATE SUBSCRIPTION s CONNECTION 'host=db user=app password=hunter2' PUBLICATION p;
CREATE USER MAPPING FOR app SERVER remote OPTIONS (user 'app', password 'hunter2');
