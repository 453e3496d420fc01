ALTER TABLE users RENAME TO accounts; -- approved-by: jane OPS-12
