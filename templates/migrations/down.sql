-- Rollback: {{down-file}}
-- CAUTION: Review data loss implications before running

{{begin}}

-- TODO: Add your rollback code here

{{unrecord}}

{{commit}}
