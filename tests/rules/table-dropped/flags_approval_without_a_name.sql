-- approved-by:
DROP TABLE orders;
