UPDATE users SET active = false;
DELETE FROM public."Users";
UPDATE orders SET status = 'new' WHERE status IS NULL;
UPDATE orders SET status = 'new' WHERE status IS DISTINCT FROM 'new';
UPDATE orders SET total = 0, tax = 0 WHERE total IS NULL OR tax IS NULL;
UPDATE posts p SET author = u.name FROM users u WHERE u.id = p.author_id;
UPDATE posts SET n = s.n FROM (SELECT post_id, count(*) AS n FROM likes GROUP BY post_id) s WHERE s.post_id = posts.id;
