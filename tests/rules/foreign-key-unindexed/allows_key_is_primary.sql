CREATE TABLE members (
  user_id bigint REFERENCES users, group_id bigint REFERENCES groups, PRIMARY KEY (user_id, group_id)
);
CREATE INDEX i ON members USING hash (group_id);
CREATE TABLE profiles (user_id uuid PRIMARY KEY REFERENCES auth.users (id));
