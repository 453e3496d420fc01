CREATE TABLE teams (id bigint PRIMARY KEY);

COMMENT ON TABLE teams IS 'Müller & co';
CREATE TABLE users (
	id bigint PRIMARY KEY,
	team_id bigint REFERENCES team (id)
);
