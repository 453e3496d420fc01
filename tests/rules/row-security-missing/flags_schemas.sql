-- staged: .mighook.yaml
rules:
  row-security-missing:
    schemas: [app, api]
-- staged: supabase/migrations/20250501000000_case.sql
CREATE TABLE notes (id bigint);
CREATE TABLE app.notes (id bigint);
SET search_path TO api, public;
CREATE TABLE widgets (id bigint);
