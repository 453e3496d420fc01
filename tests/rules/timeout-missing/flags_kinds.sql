-- staged: .mighook.yaml
rules: {timeout-missing: {timeouts: lock_timeout}}
-- staged: migrations/0002_b.sql
CREATE TABLE a (id int);
CREATE INDEX i ON a (id);
CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
