-- schema: pg_catalog
-- version: 1.6
-- pg_cron: jobs are noted and never run.
CREATE SCHEMA cron;
CREATE TABLE cron.job (
	jobid bigserial PRIMARY KEY,
	schedule text NOT NULL,
	command text NOT NULL,
	nodename text NOT NULL DEFAULT 'localhost',
	nodeport integer NOT NULL DEFAULT 5432,
	database text NOT NULL DEFAULT current_database(),
	username text NOT NULL DEFAULT current_user,
	active boolean NOT NULL DEFAULT true,
	jobname text,
	UNIQUE (jobname, username)
);
ALTER TABLE cron.job ENABLE ROW LEVEL SECURITY;
CREATE POLICY cron_job_policy ON cron.job USING (username = current_user);
CREATE TABLE cron.job_run_details (
	jobid bigint,
	runid bigserial PRIMARY KEY,
	job_pid integer,
	database text,
	username text,
	command text,
	status text,
	return_message text,
	start_time timestamptz,
	end_time timestamptz
);
CREATE FUNCTION cron.schedule(schedule text, command text) RETURNS bigint LANGUAGE sql AS
	'INSERT INTO cron.job (schedule, command) VALUES ($1, $2) RETURNING jobid';
CREATE FUNCTION cron.schedule(job_name text, schedule text, command text) RETURNS bigint
	LANGUAGE sql AS 'INSERT INTO cron.job (jobname, schedule, command) VALUES ($1, $2, $3)
		ON CONFLICT (jobname, username) DO UPDATE
		SET schedule = excluded.schedule, command = excluded.command RETURNING jobid';
CREATE FUNCTION cron.schedule_in_database(job_name text, schedule text, command text, database text,
	username text DEFAULT NULL, active boolean DEFAULT true) RETURNS bigint
	LANGUAGE sql AS 'INSERT INTO cron.job (jobname, schedule, command, database, active)
		VALUES ($1, $2, $3, $4, $6)
		ON CONFLICT (jobname, username) DO UPDATE
		SET schedule = excluded.schedule, command = excluded.command RETURNING jobid';
CREATE FUNCTION cron.alter_job(job_id bigint, schedule text DEFAULT NULL, command text DEFAULT NULL,
	database text DEFAULT NULL, username text DEFAULT NULL, active boolean DEFAULT NULL)
	RETURNS void LANGUAGE sql AS 'UPDATE cron.job SET schedule = coalesce($2, schedule),
		command = coalesce($3, command), active = coalesce($6, active) WHERE jobid = $1';
CREATE FUNCTION cron.unschedule(job_id bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM cron.job WHERE jobid = job_id;
	IF NOT FOUND THEN
		RAISE 'could not find valid entry for job ''%''', job_id USING ERRCODE = 'internal_error';
	END IF;
	RETURN true;
END
$$;
CREATE FUNCTION cron.unschedule(job_name text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM cron.job WHERE jobname = job_name;
	IF NOT FOUND THEN
		RAISE 'could not find valid entry for job ''%''', job_name USING ERRCODE = 'internal_error';
	END IF;
	RETURN true;
END
$$;
