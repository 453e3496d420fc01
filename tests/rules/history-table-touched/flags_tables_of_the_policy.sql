-- staged: .mighook.yaml
sets: [{path: db/m, runner: plain, history: [{adapter: prisma}, {table: ops.ledger}]}]
-- staged: db/m/0001_a.sql
INSERT INTO ops.ledger (name) VALUES ('x') ON CONFLICT DO NOTHING;
INSERT INTO ledger (name) VALUES ('x') ON CONFLICT DO NOTHING;
