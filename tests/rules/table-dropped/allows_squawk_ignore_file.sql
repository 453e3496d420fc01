DROP TABLE orders;
-- squawk-ignore-file ban-drop-table
DROP TABLE lines;
