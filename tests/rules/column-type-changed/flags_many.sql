ALTER TABLE app."Orders" ALTER "userId" SET DATA TYPE bigint, ALTER COLUMN data TYPE jsonb USING data::jsonb,
  ADD COLUMN x int;
