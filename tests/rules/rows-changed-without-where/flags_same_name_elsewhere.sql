CREATE TABLE app.users (id bigint);
DELETE FROM users;
