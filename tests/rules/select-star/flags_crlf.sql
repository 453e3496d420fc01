-- a view
CREATE VIEW report AS
SELECT *
FROM orders;
