/* SPDX-License-Identifier: MIT */
#include "rules/row_security.h"

struct object_name row_security_table(
	const struct sql *sql, const struct fact *fact, struct object_name table)
{
	for (const struct fact *set = fact; !table.schema.len && set-- > sql->facts.items;) {
		if (set->act != ACT_SET || set->kind != KIND_OTHER ||
			!str_equal(set->object.name, STR("search_path")))
			continue;
		if (set->value.len && !str_equal(set->value, STR("default")) &&
			!str_equal(set->value, STR("pg_catalog")))
			table.schema = set->value;
		break;
	}
	return table;
}

bool row_security_last_name(const struct sql *sql, const struct fact *fact, struct object_name *ret)
{
	struct object_name name = row_security_table(sql, fact, fact->object);

	for (const struct fact *next = fact + 1; next < sql->facts.items + sql->facts.count; next++) {
		if (next->kind != KIND_TABLE ||
			!object_name_equal(row_security_table(sql, next, next->object), name))
			continue;
		if (next->act == ACT_DROP)
			return false;
		if (next->act == ACT_RENAME)
			name.name = next->new_name;
		else if (next->act == ACT_MOVE)
			name.schema = next->new_name;
	}
	*ret = name;
	return true;
}

static bool does(
	const struct sql *sql, enum act act, enum object_kind kind, struct object_name table)
{
	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];
		struct object_name name = fact->table.name.ptr ? fact->table : fact->object;

		if (fact->act == act && (act == ACT_ENABLE_ROW_SECURITY || fact->kind == kind) &&
			fact_statement(sql, fact)->place != PLACE_BODY &&
			object_name_equal(row_security_table(sql, fact, name), table))
			return true;
	}
	return false;
}

/* Some migration of the change does it, or may do it to a table whose name it puts together. */
static bool is_done(const struct subject *subject, enum act act, enum object_kind kind,
	struct object_name table, struct str words)
{
	for (size_t i = 0; i < subject->set_sql->texts.count; i++) {
		const struct sql *sql = subject->set_sql->texts.items[i];

		if (!sql->is_down && (does(sql, act, kind, table) || sql_says(sql, words)))
			return true;
	}
	return false;
}

bool row_security_is_enabled(const struct subject *subject, struct object_name table)
{
	return is_done(
		subject, ACT_ENABLE_ROW_SECURITY, KIND_TABLE, table, STR("enable row level security"));
}

bool row_security_has_policy(const struct subject *subject, struct object_name table)
{
	return is_done(subject, ACT_CREATE, KIND_POLICY, table, STR("create policy"));
}
