CREATE TABLE "userAccounts" (
  id bigint,
  "createdAt" timestamptz
);
CREATE INDEX "user-idx" ON "userAccounts" ("createdAt");
ALTER TABLE users RENAME COLUMN a TO "B";
