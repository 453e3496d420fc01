/* SPDX-License-Identifier: MIT */
#include "migration/history_adapter.h"

const char *const history_column_names[HISTORY_COLUMN_COUNT] = {
	[HISTORY_VERSION] = "version",
	[HISTORY_NAME] = "name",
	[HISTORY_APPLIED_AT] = "applied-at",
	[HISTORY_APPLIED_BY] = "applied-by",
	[HISTORY_FINISHED_AT] = "finished-at",
	[HISTORY_ROLLED_BACK] = "rolled-back",
	[HISTORY_SUCCESS] = "success",
	[HISTORY_APPLIED] = "applied",
	[HISTORY_DIRTY] = "dirty",
	[HISTORY_STATUS] = "status",
	[HISTORY_KIND] = "kind",
	[HISTORY_CHECKSUM] = "checksum",
	[HISTORY_STATEMENTS] = "statements",
	[HISTORY_DURATION] = "duration",
	[HISTORY_SOURCE] = "source",
	[HISTORY_RANK] = "rank",
};

/* Those of runners have the runner's name. */
const struct history_adapter history_adapters[] = {
	{
		.name = "supabase", /* pkg/migration/history.go; hosted: created_by and others besides */
		.title = "Supabase",
		.table = "supabase_migrations.schema_migrations",
		.key = KEY_VERSION,
		.columns = {[HISTORY_VERSION] = "version",
			[HISTORY_NAME] = "name",
			[HISTORY_STATEMENTS] = "statements",
			[HISTORY_APPLIED_BY] = "created_by"},
		.marks = {[HISTORY_VERSION] = MARK_KEY,
			[HISTORY_NAME] = MARK_DESCRIPTION,
			[HISTORY_STATEMENTS] = MARK_STATEMENTS},
		.definition = "CREATE SCHEMA IF NOT EXISTS {schema};\n"
					  "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tversion text NOT NULL PRIMARY KEY,\n"
					  "\tstatements text[],\n"
					  "\tname text\n"
					  ")",
	},
	{
		.name = "prisma", /* sql-schema-connector, flavour/postgres: create_migrations_table */
		.title = "Prisma",
		.table = "_prisma_migrations",
		.key = KEY_NAME,
		.checksum = CHECKSUM_SHA256,
		.columns = {[HISTORY_VERSION] = "migration_name",
			[HISTORY_CHECKSUM] = "checksum",
			[HISTORY_APPLIED_AT] = "started_at",
			[HISTORY_FINISHED_AT] = "finished_at",
			[HISTORY_ROLLED_BACK] = "rolled_back_at",
			[HISTORY_RANK] = "started_at"},
		.marks = {[HISTORY_VERSION] = MARK_KEY,
			[HISTORY_CHECKSUM] = MARK_CHECKSUM,
			[HISTORY_APPLIED_AT] = MARK_NOW,
			[HISTORY_FINISHED_AT] = MARK_NOW},
		.others = {{"id", MARK_UUID}, {"logs", MARK_EMPTY}, {"applied_steps_count", MARK_ZERO}},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tid varchar(36) PRIMARY KEY NOT NULL,\n"
					  "\tchecksum varchar(64) NOT NULL,\n"
					  "\tfinished_at timestamptz,\n"
					  "\tmigration_name varchar(255) NOT NULL,\n"
					  "\tlogs text,\n"
					  "\trolled_back_at timestamptz,\n"
					  "\tstarted_at timestamptz NOT NULL DEFAULT now(),\n"
					  "\tapplied_steps_count integer NOT NULL DEFAULT 0\n"
					  ")",
	},
	{
		.name = "flyway", /* PostgreSQLDatabase.getRawCreateScript; ChecksumCalculator */
		.title = "Flyway",
		.table = "flyway_schema_history",
		.key = KEY_DOTTED,
		.checksum = CHECKSUM_CRC32_LINES,
		.duration = DURATION_MILLISECONDS,
		.columns = {[HISTORY_VERSION] = "version",
			[HISTORY_NAME] = "script",
			[HISTORY_APPLIED_AT] = "installed_on",
			[HISTORY_APPLIED_BY] = "installed_by",
			[HISTORY_SUCCESS] = "success",
			[HISTORY_KIND] = "type",
			[HISTORY_CHECKSUM] = "checksum",
			[HISTORY_DURATION] = "execution_time",
			[HISTORY_RANK] = "installed_rank"},
		.marks = {[HISTORY_RANK] = MARK_NEXT,
			[HISTORY_VERSION] = MARK_KEY,
			[HISTORY_KIND] = MARK_KIND,
			[HISTORY_NAME] = MARK_PATH,
			[HISTORY_CHECKSUM] = MARK_CHECKSUM,
			[HISTORY_APPLIED_BY] = MARK_USER,
			[HISTORY_DURATION] = MARK_ZERO,
			[HISTORY_SUCCESS] = MARK_TRUE},
		.others = {{"description", MARK_WORDS}},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tinstalled_rank integer NOT NULL CONSTRAINT \"{name}_pk\" PRIMARY KEY,\n"
					  "\tversion varchar(50),\n"
					  "\tdescription varchar(200) NOT NULL,\n"
					  "\ttype varchar(20) NOT NULL,\n"
					  "\tscript varchar(1000) NOT NULL,\n"
					  "\tchecksum integer,\n"
					  "\tinstalled_by varchar(100) NOT NULL,\n"
					  "\tinstalled_on timestamp NOT NULL DEFAULT now(),\n"
					  "\texecution_time integer NOT NULL,\n"
					  "\tsuccess boolean NOT NULL\n"
					  ");\n"
					  "CREATE INDEX IF NOT EXISTS \"{name}_s_idx\" ON {table} (success)",
	},
	{
		.name = "golang-migrate", /* database/postgres: ensureVersionTable */
		.title = "golang-migrate",
		.table = "schema_migrations",
		.key = KEY_LATEST,
		.columns = {[HISTORY_VERSION] = "version", [HISTORY_DIRTY] = "dirty"},
		.marks = {[HISTORY_VERSION] = MARK_KEY, [HISTORY_DIRTY] = MARK_FALSE},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tversion bigint NOT NULL PRIMARY KEY,\n"
					  "\tdirty boolean NOT NULL\n"
					  ")",
	},
	{
		.name = "dbmate", /* pkg/driver/postgres: CreateMigrationsTable */
		.title = "dbmate",
		.table = "schema_migrations",
		.key = KEY_VERSION,
		.columns = {[HISTORY_VERSION] = "version"},
		.marks = {[HISTORY_VERSION] = MARK_KEY},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (version varchar PRIMARY KEY)",
	},
	{
		.name = "goose", /* internal/dialect/dialectquery/postgres.go */
		.title = "goose",
		.table = "goose_db_version",
		.key = KEY_NUMBER,
		.columns = {[HISTORY_VERSION] = "version_id",
			[HISTORY_APPLIED] = "is_applied",
			[HISTORY_APPLIED_AT] = "tstamp",
			[HISTORY_RANK] = "id"},
		.marks = {[HISTORY_VERSION] = MARK_KEY, [HISTORY_APPLIED] = MARK_TRUE},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tid integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,\n"
					  "\tversion_id bigint NOT NULL,\n"
					  "\tis_applied boolean NOT NULL,\n"
					  "\ttstamp timestamp NOT NULL DEFAULT now()\n"
					  ");\n"
					  "INSERT INTO {table} (version_id, is_applied) VALUES (0, true)",
	},
	{
		.name = "sqlx", /* sqlx-postgres/src/migrate.rs: ensure_migrations_table */
		.title = "sqlx",
		.table = "_sqlx_migrations",
		.key = KEY_NUMBER,
		.checksum = CHECKSUM_SHA384,
		.duration = DURATION_NANOSECONDS,
		.columns = {[HISTORY_VERSION] = "version",
			[HISTORY_NAME] = "description",
			[HISTORY_APPLIED_AT] = "installed_on",
			[HISTORY_SUCCESS] = "success",
			[HISTORY_CHECKSUM] = "checksum",
			[HISTORY_DURATION] = "execution_time"},
		.marks = {[HISTORY_VERSION] = MARK_KEY,
			[HISTORY_NAME] = MARK_WORDS,
			[HISTORY_SUCCESS] = MARK_TRUE,
			[HISTORY_CHECKSUM] = MARK_CHECKSUM,
			[HISTORY_DURATION] = MARK_UNMEASURED},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tversion bigint PRIMARY KEY,\n"
					  "\tdescription text NOT NULL,\n"
					  "\tinstalled_on timestamptz NOT NULL DEFAULT now(),\n"
					  "\tsuccess boolean NOT NULL,\n"
					  "\tchecksum bytea NOT NULL,\n"
					  "\texecution_time bigint NOT NULL\n"
					  ")",
	},
	{
		.name = "diesel", /* diesel/src/migration/setup_migration_table.sql */
		.title = "Diesel",
		.table = "__diesel_schema_migrations",
		.key = KEY_BARE,
		.columns = {[HISTORY_VERSION] = "version", [HISTORY_APPLIED_AT] = "run_on"},
		.marks = {[HISTORY_VERSION] = MARK_KEY},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tversion varchar(50) PRIMARY KEY NOT NULL,\n"
					  "\trun_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP\n"
					  ")",
	},
	{
		.name = "rails", /* ActiveRecord::SchemaMigration */
		.title = "Rails",
		.table = "schema_migrations",
		.key = KEY_NUMBER_TEXT,
		.columns = {[HISTORY_VERSION] = "version"},
		.marks = {[HISTORY_VERSION] = MARK_KEY},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tversion varchar NOT NULL PRIMARY KEY\n"
					  ")",
	},
	{
		.name = "migrations_history", /* seed 3, lines 202-215 */
		.title = "migrations_history",
		.table = "migrations_history",
		.key = KEY_NAME,
		.checksum = CHECKSUM_SHA256,
		.duration = DURATION_INTERVAL,
		.columns = {[HISTORY_VERSION] = "migration_name",
			[HISTORY_APPLIED_AT] = "applied_at",
			[HISTORY_APPLIED_BY] = "applied_by",
			[HISTORY_DURATION] = "execution_time",
			[HISTORY_CHECKSUM] = "checksum",
			[HISTORY_ROLLED_BACK] = "rollback_applied"},
		.marks = {[HISTORY_VERSION] = MARK_KEY,
			[HISTORY_APPLIED_AT] = MARK_NOW,
			[HISTORY_APPLIED_BY] = MARK_USER,
			[HISTORY_CHECKSUM] = MARK_CHECKSUM},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tid serial PRIMARY KEY,\n"
					  "\tmigration_name text UNIQUE NOT NULL,\n"
					  "\tapplied_at timestamptz NOT NULL,\n"
					  "\tapplied_by text NOT NULL,\n"
					  "\texecution_time interval,\n"
					  "\tchecksum text,\n"
					  "\trollback_applied boolean DEFAULT false,\n"
					  "\trollback_at timestamptz,\n"
					  "\tmetadata jsonb\n"
					  ")",
	},
	{
		.name = "_migrations", /* seed 5, lines 219-231 */
		.title = "_migrations",
		.table = "_migrations",
		.key = KEY_VERSION,
		.checksum = CHECKSUM_SHA256,
		.duration = DURATION_MILLISECONDS,
		.columns = {[HISTORY_VERSION] = "version",
			[HISTORY_NAME] = "name",
			[HISTORY_CHECKSUM] = "checksum",
			[HISTORY_APPLIED_AT] = "applied_at",
			[HISTORY_APPLIED_BY] = "applied_by",
			[HISTORY_DURATION] = "execution_time",
			[HISTORY_SUCCESS] = "success"},
		.marks = {[HISTORY_VERSION] = MARK_KEY,
			[HISTORY_NAME] = MARK_DESCRIPTION,
			[HISTORY_CHECKSUM] = MARK_CHECKSUM,
			[HISTORY_APPLIED_AT] = MARK_NOW,
			[HISTORY_APPLIED_BY] = MARK_USER,
			[HISTORY_SUCCESS] = MARK_TRUE},
		.definition = "CREATE TABLE IF NOT EXISTS {table} (\n"
					  "\tversion varchar(20) PRIMARY KEY,\n"
					  "\tname varchar(255) NOT NULL,\n"
					  "\tchecksum varchar(64),\n"
					  "\tapplied_at timestamp NOT NULL,\n"
					  "\tapplied_by varchar(255),\n"
					  "\texecution_time integer,\n"
					  "\tsuccess boolean NOT NULL\n"
					  ")",
	},
	{
		.name = "dragonfly_migrations", /* seed 2, lines 257-263: it does not say the columns */
		.title = "Legacy",
		.table = "dragonfly_migrations",
		.key = KEY_VERSION,
		.columns = {[HISTORY_VERSION] = "version|migration_version|migration_id",
			[HISTORY_NAME] = "name|migration_name|filename|file_name|description",
			[HISTORY_APPLIED_AT] = "applied_at|executed_at|installed_on|created_at",
			[HISTORY_APPLIED_BY] = "applied_by",
			[HISTORY_SUCCESS] = "success",
			[HISTORY_STATUS] = "status|state",
			[HISTORY_CHECKSUM] = "checksum"},
		.marks = {[HISTORY_VERSION] = MARK_KEY,
			[HISTORY_NAME] = MARK_NAME,
			[HISTORY_APPLIED_AT] = MARK_NOW,
			[HISTORY_APPLIED_BY] = MARK_USER,
			[HISTORY_SUCCESS] = MARK_TRUE,
			[HISTORY_STATUS] = MARK_APPLIED},
	},
	{
		.name = "table", /* whatever the policy names: columns that are called what they are */
		.title = "",
		.table = "",
		.key = KEY_VERSION,
		.columns = {[HISTORY_VERSION] = "version|migration_version|version_id",
			[HISTORY_NAME] = "name|migration_name|filename|file_name|script|description",
			[HISTORY_APPLIED_AT] = "applied_at|executed_at|installed_on|run_on|created_at",
			[HISTORY_APPLIED_BY] = "applied_by",
			[HISTORY_ROLLED_BACK] = "rolled_back_at|rollback_applied",
			[HISTORY_SUCCESS] = "success",
			[HISTORY_DIRTY] = "dirty",
			[HISTORY_STATUS] = "status|state",
			[HISTORY_CHECKSUM] = "checksum|hash",
			[HISTORY_STATEMENTS] = "statements",
			[HISTORY_SOURCE] = "source|tracker|tracked_by"},
		.marks = {[HISTORY_VERSION] = MARK_KEY,
			[HISTORY_NAME] = MARK_NAME,
			[HISTORY_APPLIED_AT] = MARK_NOW,
			[HISTORY_APPLIED_BY] = MARK_USER,
			[HISTORY_FINISHED_AT] = MARK_NOW,
			[HISTORY_SUCCESS] = MARK_TRUE,
			[HISTORY_APPLIED] = MARK_TRUE,
			[HISTORY_DIRTY] = MARK_FALSE,
			[HISTORY_STATUS] = MARK_APPLIED,
			[HISTORY_STATEMENTS] = MARK_STATEMENTS},
	},
};

const size_t history_adapter_count = ARRAY_LENGTH(history_adapters);

const struct history_adapter *history_adapter_find(struct str name)
{
	for (size_t i = 0; i < history_adapter_count; i++)
		if (str_equal(name, str_from(history_adapters[i].name)))
			return &history_adapters[i];
	return NULL;
}

static struct str unqualified(struct str table)
{
	size_t dot = str_find(table, STR("."), 0);

	return dot < table.len ? str_slice(table, dot + 1, table.len) : table;
}

struct str history_adapter_table_name(const struct history_adapter *adapter)
{
	return unqualified(str_from(adapter->table));
}

const struct history_adapter *history_adapter_of_runner(const char *runner)
{
	return runner ? history_adapter_find(str_from(runner)) : NULL;
}

const struct history_adapter *history_adapter_of_table(struct str table, const char *runner)
{
	const struct history_adapter *own = history_adapter_of_runner(runner), *found = NULL;
	size_t count = 0;

	if (own && str_equal(unqualified(str_from(own->table)), unqualified(table)))
		return own;
	for (size_t i = 0; i < history_adapter_count; i++) {
		const struct history_adapter *adapter = &history_adapters[i];

		if (str_equal(str_from(adapter->table), table))
			return adapter;
		if (str_equal(unqualified(str_from(adapter->table)), unqualified(table))) {
			found = adapter;
			count++;
		}
	}
	return count == 1 ? found : NULL;
}
