/* SPDX-License-Identifier: MIT */
#include "rules/history_table.h"

#include "migration/history_spec.h"

/* Of tools that execute no SQL files, and those beside a tool's history; as the tables of
 * history_adapters they may stand in any schema. */
static const struct str tables[] = {
	{"alembic_version", 15}, {"ar_internal_metadata", 20}, /* rails */
	{"databasechangelog", 17}, /* liquibase */
	{"databasechangeloglock", 21}, {"django_migrations", 17}, {"__drizzle_migrations", 20},
	{"knex_migrations", 15}, {"knex_migrations_lock", 20},
	{"pgmigrations", 12}, /* node-pg-migrate */
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
	const struct str_list *specs = &subject->set_sql->history_specs;

	for (size_t i = 0; i < specs->count; i++)
		if (object_name_equal(name_of_text(specs->items[i]), table))
			return true;
	return false;
}

static bool is_beside_history(struct str name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(tables); i++)
		if (str_equal(name, tables[i]))
			return true;
	return false;
}

bool history_table_is_known(struct object_name table)
{
	for (size_t i = 0; table.name.len && i < history_adapter_count; i++)
		if (str_equal(table.name, history_adapter_table_name(&history_adapters[i])))
			return true;
	return is_beside_history(table.name);
}

bool history_table_is(const struct subject *subject, struct object_name table)
{
	return (table.name.len && str_list_contains(&subject->set_sql->history_tables, table.name)) ||
		is_beside_history(table.name) || object_name_equal(table, history_record_table(subject)) ||
		is_configured(subject, table);
}

struct str history_record_name(const struct sql *sql)
{
	return str_basename(sql->file->name.stem);
}
