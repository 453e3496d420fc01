-- staged: .mighook.yaml
rules: {column-type-discouraged: {types: [json, int]}}
-- staged: migrations/0002_b.sql
CREATE TABLE t (a json, b varchar(3), c serial, d timestamp);
