ALTER TABLE "Orders" ADD CHECK (amount > 0);
