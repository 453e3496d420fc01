CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*)
	FROM orders
$$;
