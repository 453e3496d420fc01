CREATE TABLE a (id bigint);
-- See SQUASH_COUNT: 3 of the other one
SELECT 1; -- SQUASH_COUNT: 3
