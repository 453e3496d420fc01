-- squawk-ignore ban-drop-table
DROP TABLE orders;
DROP TABLE lines; -- squawk-ignore ban-drop-table, renaming-table -- it is empty
-- squawk-ignore
DROP TABLE items;
