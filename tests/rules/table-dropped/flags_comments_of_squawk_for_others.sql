-- squawk-ignore ban-drop-column
DROP TABLE orders;
-- squawk-ignored
DROP TABLE lines;
