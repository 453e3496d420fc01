CREATE TABLE app.orders (user_id bigint REFERENCES users);
CREATE INDEX i ON public.orders (user_id);
