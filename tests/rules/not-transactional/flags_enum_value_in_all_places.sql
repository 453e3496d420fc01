-- staged: migrations/000001_a.up.sql
ALTER TYPE app."Mood" ADD VALUE 'a';
ALTER TYPE app."Mood" ADD VALUE 'b' BEFORE 'a';
ALTER TYPE app."Mood" ADD VALUE 'c';
ALTER TYPE app."Mood" ADD VALUE 'd';
INSERT INTO t VALUES (1, 'a');
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'b';
CREATE VIEW v AS SELECT id FROM t WHERE m IN ('x', 'c');
SELECT 'd'::app."Mood";
