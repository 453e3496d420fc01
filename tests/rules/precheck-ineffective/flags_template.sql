-- Pre-checks
DO $$
BEGIN
  -- Check if migration has already been applied
  IF EXISTS (
    SELECT 1 FROM migrations_history
    WHERE migration_name = '20250501000000_case'
  ) THEN
    RAISE NOTICE 'Migration already applied, skipping...';
    RETURN;
  END IF;
END $$;

BEGIN;
CREATE TABLE users (id bigint PRIMARY KEY);
COMMIT;
