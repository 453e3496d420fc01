-- staged: prisma/migrations/20250501000000_seed/migration.sql
version https://git-lfs.github.com/spec/v1
oid sha256:0000000000000000000000000000000000000000000000000000000000000000
size 12
