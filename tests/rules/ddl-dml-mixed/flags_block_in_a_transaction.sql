DO $$ BEGIN
    UPDATE orders SET status = 'new' WHERE id = 1;
END $$;
ALTER TABLE orders ALTER COLUMN status SET NOT NULL;
