ALTER TABLE users ADD COLUMN token uuid;
ALTER TABLE users ALTER token SET DEFAULT gen_random_uuid();
