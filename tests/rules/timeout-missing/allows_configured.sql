SELECT set_config('lock_timeout', '2s', true), set_config('statement_timeout', '2s', true);
DROP INDEX i;
