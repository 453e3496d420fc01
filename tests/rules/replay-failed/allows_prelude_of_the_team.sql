-- merged: .mighook.yaml
version: 1
sets: [{path: db/migrations, runner: dbmate, prelude: db/roles.sql}]
-- merged: db/roles.sql
CREATE ROLE reporting NOLOGIN;
-- staged: db/migrations/20250501000000_report.sql
-- migrate:up
CREATE TABLE report (id bigint PRIMARY KEY);
GRANT SELECT ON report TO reporting;
-- migrate:down
DROP TABLE nobody_has_made_this_one;
