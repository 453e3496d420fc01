-- staged: .mighook.yaml
rules:
  environment-literal:
    hosts: [warehouse, "*.acme.example"]
    allow: [api.acme.io, "*.cdn.acme.io", 10.0.0.1]
-- staged: supabase/migrations/20250501000000_case.sql
INSERT INTO t (a) VALUES ('https://api.acme.io/x'), ('https://a.cdn.acme.io'), ('10.0.0.1');
INSERT INTO t (a) VALUES ('dbname=x host=warehouse');
INSERT INTO t (a) VALUES ('https://x.acme.example');
INSERT INTO t (a) VALUES ('https://other.acme.io');
