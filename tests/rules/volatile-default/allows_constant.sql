ALTER TABLE users ADD COLUMN a int DEFAULT 1, ADD b text NOT NULL DEFAULT 'x';
ALTER TABLE users ADD COLUMN c timestamptz NOT NULL DEFAULT now();
ALTER TABLE users ADD COLUMN d date DEFAULT CURRENT_DATE, ADD e jsonb DEFAULT '{}'::jsonb;
ALTER TABLE users ADD COLUMN f text[] DEFAULT ARRAY[]::text[], ADD g text DEFAULT NULL;
ALTER TABLE users ADD COLUMN h timestamptz DEFAULT (now() + interval '1 day');
ALTER TABLE users ADD COLUMN i timestamp DEFAULT timezone('utc', now()), ADD j text;
ALTER TABLE users ADD COLUMN k text DEFAULT lpad('1', 5, '0'), ADD l uuid DEFAULT uuid_nil();
