CREATE TYPE mood AS ENUM ('Very Happy');
ALTER TYPE mood ADD VALUE 'notSoHappy';
CREATE POLICY "Users see their own rows" ON users USING (true);
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
INSERT INTO users (name) VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
COMMENT ON TABLE users IS 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; -- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
