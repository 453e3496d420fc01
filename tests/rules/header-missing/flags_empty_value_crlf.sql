-- staged: .mighook.yaml
rules: {header-missing: {fields: [Author, Description]}}
-- staged: supabase/migrations/20250501000000_add_users.sql bytes
-- Author:\r
-- Description:   \r
CREATE TABLE users (id bigint);\r\n
