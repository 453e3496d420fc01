-- version: 0.14.0
-- relocatable: no
-- pg_net: requests get a number and are never sent.
CREATE SCHEMA IF NOT EXISTS net;
CREATE DOMAIN net.http_method AS text CHECK (value IN ('GET', 'POST', 'DELETE'));
CREATE TABLE net.http_request_queue (
	id bigserial,
	method net.http_method NOT NULL,
	url text NOT NULL,
	headers jsonb,
	body bytea,
	timeout_milliseconds integer NOT NULL
);
CREATE TABLE net._http_response (
	id bigint,
	status_code integer,
	content_type text,
	headers jsonb,
	content text,
	timed_out boolean,
	error_msg text,
	created timestamptz NOT NULL DEFAULT now()
);
CREATE TYPE net.request_status AS ENUM ('PENDING', 'SUCCESS', 'ERROR');
CREATE TYPE net.http_response AS (status_code integer, headers jsonb, body text);
CREATE TYPE net.http_response_result AS (
	status net.request_status, message text, response net.http_response);
CREATE FUNCTION net.http_get(url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}',
	timeout_milliseconds integer DEFAULT 5000) RETURNS bigint
	LANGUAGE sql AS $$SELECT nextval('net.http_request_queue_id_seq')$$;
CREATE FUNCTION net.http_post(url text, body jsonb DEFAULT '{}', params jsonb DEFAULT '{}',
	headers jsonb DEFAULT '{"Content-Type": "application/json"}',
	timeout_milliseconds integer DEFAULT 5000) RETURNS bigint
	LANGUAGE sql AS $$SELECT nextval('net.http_request_queue_id_seq')$$;
CREATE FUNCTION net.http_delete(url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}',
	timeout_milliseconds integer DEFAULT 5000, body jsonb DEFAULT NULL) RETURNS bigint
	LANGUAGE sql AS $$SELECT nextval('net.http_request_queue_id_seq')$$;
CREATE FUNCTION net.http_collect_response(request_id bigint, async boolean DEFAULT true)
	RETURNS net.http_response_result
	LANGUAGE sql AS $$SELECT NULL::net.http_response_result$$;
