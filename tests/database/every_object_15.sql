-- What every_object.sql leaves out: PostgreSQL 15 and later know it.
CREATE VIEW app.account_own WITH (security_invoker = true, security_barrier = false) AS
	SELECT id, name FROM app.account;
CREATE TABLE app.seat (
	row_number integer,
	seat integer,
	holder_id bigint,
	holder_name text COMPRESSION pglz,
	CONSTRAINT seat_key UNIQUE NULLS NOT DISTINCT (row_number, seat)
);
CREATE UNIQUE INDEX seat_holder_idx ON app.seat (holder_id) NULLS NOT DISTINCT;
CREATE TYPE app.span AS RANGE (subtype = integer, multirange_type_name = app.spans);
CREATE FUNCTION app.third(n integer) RETURNS integer LANGUAGE sql IMMUTABLE
	BEGIN ATOMIC SELECT n / 3; SELECT n / 3 + 1; END;
CREATE PROCEDURE app.split(IN whole integer, OUT half integer) LANGUAGE sql
	BEGIN ATOMIC SELECT whole / 2; END;
CREATE STATISTICS app.seat_sum ON (row_number + seat), holder_id FROM app.seat;
CREATE FUNCTION app.first_of(anycompatible, VARIADIC anycompatiblearray) RETURNS anycompatible
	LANGUAGE sql IMMUTABLE AS 'SELECT $1';
