DO $$
DECLARE changed integer;
BEGIN
    LOOP
        UPDATE orders SET status = 'new'
        WHERE id IN (SELECT id FROM orders WHERE status IS NULL LIMIT 1000 FOR UPDATE SKIP LOCKED);
        GET DIAGNOSTICS changed = ROW_COUNT;
        EXIT WHEN changed = 0;
        COMMIT;
    END LOOP;
END $$;
