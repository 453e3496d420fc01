UPDATE users SET active = false;
DELETE FROM public.users;
TRUNCATE TABLE users, "Orders";
UPDATE users SET active = false WHERE true;
DELETE FROM users WHERE 1 = 1;
DELETE FROM users WHERE id = id;
UPDATE users u SET total = s.total FROM sums s;
TRUNCATE users RESTART IDENTITY;
