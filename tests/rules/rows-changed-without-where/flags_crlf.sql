-- approved-by is not here
DELETE FROM users
;
