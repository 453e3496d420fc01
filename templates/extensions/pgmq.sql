-- schema: pgmq
-- version: 1.5.1
-- pgmq: queues are tables, and what is sent is put in them.
CREATE TABLE pgmq.meta (
	queue_name varchar NOT NULL UNIQUE,
	is_partitioned boolean NOT NULL,
	is_unlogged boolean NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TYPE pgmq.message_record AS (msg_id bigint, read_ct integer, enqueued_at timestamptz,
	vt timestamptz, message jsonb, headers jsonb);
CREATE TYPE pgmq.queue_record AS (queue_name varchar, is_partitioned boolean, is_unlogged boolean,
	created_at timestamptz);
CREATE FUNCTION pgmq.create_non_partitioned(queue_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE TABLE IF NOT EXISTS pgmq.%I (msg_id bigint PRIMARY KEY '
		'GENERATED ALWAYS AS IDENTITY, read_ct integer NOT NULL DEFAULT 0, '
		'enqueued_at timestamptz NOT NULL DEFAULT now(), vt timestamptz NOT NULL, message jsonb, '
		'headers jsonb)', 'q_' || lower(queue_name));
	EXECUTE format('CREATE TABLE IF NOT EXISTS pgmq.%I (msg_id bigint PRIMARY KEY, '
		'read_ct integer NOT NULL DEFAULT 0, enqueued_at timestamptz NOT NULL DEFAULT now(), '
		'archived_at timestamptz NOT NULL DEFAULT now(), vt timestamptz NOT NULL, message jsonb, '
		'headers jsonb)', 'a_' || lower(queue_name));
	INSERT INTO pgmq.meta (queue_name, is_partitioned, is_unlogged)
	VALUES (create_non_partitioned.queue_name, false, false) ON CONFLICT DO NOTHING;
END
$$;
CREATE FUNCTION pgmq.create(queue_name text) RETURNS void LANGUAGE sql AS
	'SELECT pgmq.create_non_partitioned($1)';
CREATE FUNCTION pgmq.create_unlogged(queue_name text) RETURNS void LANGUAGE sql AS
	'SELECT pgmq.create_non_partitioned($1)';
CREATE FUNCTION pgmq.drop_queue(queue_name text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('DROP TABLE IF EXISTS pgmq.%I, pgmq.%I', 'q_' || lower(queue_name),
		'a_' || lower(queue_name));
	DELETE FROM pgmq.meta WHERE meta.queue_name = drop_queue.queue_name;
	RETURN FOUND;
END
$$;
CREATE FUNCTION pgmq.send(queue_name text, msg jsonb, delay integer DEFAULT 0) RETURNS SETOF bigint
	LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('INSERT INTO pgmq.%I (vt, message) VALUES (now() + make_interval('
		'secs => %s), $1) RETURNING msg_id', 'q_' || lower(queue_name), delay) USING msg;
END
$$;
CREATE FUNCTION pgmq.send_batch(queue_name text, msgs jsonb[], delay integer DEFAULT 0)
	RETURNS SETOF bigint LANGUAGE sql AS
	'SELECT pgmq.send($1, msg, $3) FROM unnest($2) AS msg';
CREATE FUNCTION pgmq.read(queue_name text, vt integer, qty integer,
	conditional jsonb DEFAULT '{}') RETURNS SETOF pgmq.message_record LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT msg_id, read_ct, enqueued_at, vt, message, headers '
		'FROM pgmq.%I ORDER BY msg_id LIMIT %s', 'q_' || lower(queue_name), qty);
END
$$;
CREATE FUNCTION pgmq.pop(queue_name text) RETURNS SETOF pgmq.message_record LANGUAGE sql AS
	'SELECT pgmq.read($1, 0, 1)';
CREATE FUNCTION pgmq.delete(queue_name text, msg_id bigint) RETURNS boolean LANGUAGE sql AS
	'SELECT true';
CREATE FUNCTION pgmq.archive(queue_name text, msg_id bigint) RETURNS boolean LANGUAGE sql AS
	'SELECT true';
CREATE FUNCTION pgmq.set_vt(queue_name text, msg_id bigint, vt integer)
	RETURNS SETOF pgmq.message_record LANGUAGE sql AS 'SELECT NULL::pgmq.message_record';
CREATE FUNCTION pgmq.purge_queue(queue_name text) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
CREATE FUNCTION pgmq.list_queues() RETURNS SETOF pgmq.queue_record LANGUAGE sql AS
	'SELECT queue_name, is_partitioned, is_unlogged, created_at FROM pgmq.meta';
