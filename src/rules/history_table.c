/* SPDX-License-Identifier: MIT */
#include "rules/history_table.h"

#include "migration/history_spec.h"

/* Of tools that execute no SQL files, and those beside a tool's history; as the tables of
 * history_adapters they may stand in any schema. */
static const char *const tables[] = {
	"alembic_version", "ar_internal_metadata", /* rails */
	"databasechangelog", /* liquibase */
	"databasechangeloglock", "django_migrations", "__drizzle_migrations", "knex_migrations",
	"knex_migrations_lock", "pgmigrations", /* node-pg-migrate */
};

const struct option_key history_record_options[] = {
	{"table", VALUE_TEXT, NULL, "migrations_history", "where a migration records itself"},
	{"column", VALUE_TEXT, NULL, "migration_name", "its column that holds the migration's name"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static const struct rule_key record_rule = {
	.id = "history-record-missing", .options = history_record_options};

/* "schema.table", as a policy writes it. */
static struct object_name name_of_text(struct str text)
{
	size_t dot = str_find(text, STR("."), 0);

	if (dot == text.len)
		return (struct object_name){{NULL, 0}, text};
	return (struct object_name){str_slice(text, 0, dot), str_slice(text, dot + 1, text.len)};
}

struct object_name history_record_table(const struct subject *subject)
{
	return name_of_text(policy_option(subject->policy, &record_rule, "table"));
}

struct str history_record_column(const struct subject *subject)
{
	return policy_option(subject->policy, &record_rule, "column");
}

static bool is_configured(const struct subject *subject, struct object_name table)
{
	/* asked for every fact of a dump: nothing of it may stay */
	_cleanup_(arena_release) struct arena scratch = {0};
	struct history_specs specs = history_specs_of(&scratch, subject->set->spec);

	for (size_t i = 0; i < specs.count; i++)
		if (object_name_equal(name_of_text(specs.items[i].table), table))
			return true;
	return false;
}

bool history_table_is_known(struct object_name table)
{
	for (size_t i = 0; table.name.len && i < history_adapter_count; i++)
		if (str_equal(table.name, history_adapter_table_name(&history_adapters[i])))
			return true;
	for (size_t i = 0; i < ARRAY_LENGTH(tables); i++)
		if (str_equal(table.name, str_from(tables[i])))
			return true;
	return false;
}

bool history_table_is(const struct subject *subject, struct object_name table)
{
	return history_table_is_known(table) ||
		object_name_equal(table, history_record_table(subject)) || is_configured(subject, table);
}

struct str history_record_name(const struct sql *sql)
{
	return str_basename(sql->file->name.stem);
}
