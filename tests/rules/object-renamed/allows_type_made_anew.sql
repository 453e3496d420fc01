BEGIN;
CREATE TYPE "Status_new" AS ENUM ('A', 'B');
ALTER TABLE orders ALTER COLUMN status TYPE "Status_new" USING (status::text::"Status_new");
ALTER TYPE "Status" RENAME TO "Status_old";
ALTER TYPE "Status_new" RENAME TO "Status";
DROP TYPE "Status_old";
COMMIT;
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('a');
