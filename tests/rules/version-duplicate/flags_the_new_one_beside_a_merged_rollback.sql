-- merged: db/V1__a.sql
SELECT 1;
-- merged: db/U1__a.sql
SELECT 2;
-- staged: db/V01__b.sql
SELECT 3;
-- merged: db/U2__c.sql
SELECT 4;
-- staged: db/V2__c.sql
SELECT 5;
-- staged: db/V02__d.sql
SELECT 6;
-- merged: golang/migrations/000001_a.up.sql
SELECT 1;
-- merged: golang/migrations/000001_a.down.sql
SELECT 1;
-- merged: golang/migrations/000002_b.down.sql
SELECT 1;
-- staged: golang/migrations/000002_b.up.sql
SELECT 1;
-- staged: golang/migrations/02_c.up.sql
SELECT 1;
