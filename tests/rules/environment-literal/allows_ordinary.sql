INSERT INTO t (a) VALUES ('https://example.com/x'), ('jane@example.org'), ('http://www.w3.org/2000/svg'), ('a@b.test');
INSERT INTO releases (version) VALUES ('1.2.3.4');
INSERT INTO t (a) VALUES ('0.0.0.0'), ('255.255.255.0'), ('1.2.3'), ('300.1.1.1'), ('1.2.3.4.5'), ('v1.2.3.4');
INSERT INTO t (a) VALUES ('@scope/package'), ('user@'), ('app://home'), ('localhosted'), ('a.b.c'), ('2025-01-31 10:00:00');
COMMENT ON TABLE t IS 'see https://wiki.acme.io/t';
-- https://wiki.acme.io/t, 10.0.0.1
INSERT INTO t (a) VALUES ('^[^@]+@[^@]+$'), ('{"$schema": "https://json-schema.org/draft"}');
SELECT 'abc'::text, '1 day'::interval;
