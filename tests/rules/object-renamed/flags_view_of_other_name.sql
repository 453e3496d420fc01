ALTER TABLE users RENAME TO accounts;
CREATE VIEW people AS SELECT id FROM accounts;
