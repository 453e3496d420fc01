-- approved-by: jane OPS-12
TRUNCATE users;
DELETE FROM orders; -- approved-by: jane OPS-13
