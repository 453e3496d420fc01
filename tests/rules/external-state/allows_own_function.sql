CREATE OR REPLACE FUNCTION http(path text) RETURNS text LANGUAGE sql AS $$ SELECT path $$;
SELECT http('a');
