/* SPDX-License-Identifier: MIT */
#include "migration/history_row.h"

#include "policy/settings.h"

/* What of a migration stands in the column. */
enum history_key {
	KEY_VERSION, /* as it is written */
	KEY_NUMBER, /* the version, in a column of numbers */
	KEY_NAME, /* of the folder */
	KEY_DOTTED, /* the version, with dots for underscores */
	KEY_BARE, /* the version without hyphens */
	KEY_LATEST, /* a number: the table has one row, with the last version */
};

/* Tables as the tools make them, and the schemas they make them in. */
static const struct {
	const char *runner, *table, *column;
	enum history_key key;
} tables[] = {
	{"supabase", "supabase_migrations.schema_migrations", "version", KEY_VERSION},
	{"prisma", "_prisma_migrations", "migration_name", KEY_NAME},
	{"flyway", "flyway_schema_history", "version", KEY_DOTTED},
	{"golang-migrate", "schema_migrations", "version", KEY_LATEST},
	{"dbmate", "schema_migrations", "version", KEY_VERSION},
	{"goose", "goose_db_version", "version_id", KEY_NUMBER},
	{"sqlx", "_sqlx_migrations", "version", KEY_NUMBER},
	{"diesel", "__diesel_schema_migrations", "version", KEY_BARE},
};

static struct str changed(struct arena *arena, struct str text, char from, const char *to)
{
	struct text out = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != from)
			text_add_byte(&out, text.ptr[i]);
		else
			text_add(&out, str_from(to));
	}
	return text_str(&out);
}

static struct str quoted(struct arena *arena, struct str text)
{
	return str_format(arena, "'%.*s'", STR_ARG(changed(arena, text, '\'', "''")));
}

/* As a number is written: without the zeros it may begin with. */
static struct str number(struct str version)
{
	while (version.len > 1 && version.ptr[0] == '0')
		version = str_slice(version, 1, version.len);
	return version;
}

static struct str value_of(struct arena *arena, enum history_key key, const struct name *name)
{
	switch (key) {
	case KEY_NAME:
		return quoted(arena, str_basename(name->stem));
	case KEY_DOTTED:
		return quoted(arena, changed(arena, name->version, '_', "."));
	case KEY_BARE:
		return quoted(arena, changed(arena, name->version, '-', ""));
	case KEY_NUMBER:
	case KEY_LATEST:
		return number(name->version);
	default:
		return quoted(arena, name->version);
	}
}

/* Of a table that the policy names: its column for the version, or else that for the name. */
static struct str removal_of_policy(const struct set_spec *spec, const struct policy *policy,
	struct arena *arena, const struct name *name, bool *ret_found)
{
	const struct setting *table = policy_setting(
		policy, "sets[%zu].history[0].table", spec->number);
	const struct setting *version = policy_setting(
		policy, "sets[%zu].history[0].columns.version", spec->number);
	const struct setting *column = version && name->version.ptr
		? version
		: policy_setting(policy, "sets[%zu].history[0].columns.name", spec->number);

	*ret_found = spec->is_configured && table;
	if (!*ret_found || !column)
		return (struct str){NULL, 0};
	return str_format(arena, "DELETE FROM %.*s WHERE %.*s = %.*s", STR_ARG(table->value),
		STR_ARG(column->value),
		STR_ARG(quoted(arena, column == version ? name->version : str_basename(name->stem))));
}

struct str history_row_removal(const struct set_spec *spec, struct arena *arena,
	const struct name *name, const struct name *previous)
{
	bool is_configured;
	struct str removal = removal_of_policy(spec, spec->policy, arena, name, &is_configured);

	if (is_configured)
		return removal;
	for (size_t i = 0; i < ARRAY_LENGTH(tables); i++) {
		if (strcmp(tables[i].runner, spec->runner->name) != 0 ||
			(!name->version.ptr && tables[i].key != KEY_NAME))
			continue;
		if (tables[i].key == KEY_LATEST && previous && previous->version.ptr)
			return str_format(arena, "UPDATE %s SET %s = %.*s, dirty = false", tables[i].table,
				tables[i].column, STR_ARG(value_of(arena, tables[i].key, previous)));
		return str_format(arena, "DELETE FROM %s WHERE %s = %.*s", tables[i].table,
			tables[i].column, STR_ARG(value_of(arena, tables[i].key, name)));
	}
	return (struct str){NULL, 0};
}
