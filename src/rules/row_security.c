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
		if (next->kind != KIND_TABLE || !str_equal(next->object.name, name.name) ||
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

/* Some migration of the change does it, or may do it to a table whose name it puts together. */
static bool is_done(
	const struct subject *subject, enum act act, struct object_name table, struct str words)
{
	struct mentioned_facts found = mentions_find(&subject->set_sql->mentions, table.name);

	for (size_t i = 0; i < found.count; i++) {
		const struct fact *fact = found.items[i].fact;
		const struct sql *sql = found.items[i].sql;
		struct object_name name = fact->table.name.ptr ? fact->table : fact->object;

		if (fact->act == act && !sql->is_down &&
			(act == ACT_ENABLE_ROW_SECURITY || fact->kind == KIND_POLICY) &&
			fact_statement(sql, fact)->place != PLACE_BODY && str_equal(name.name, table.name) &&
			object_name_equal(row_security_table(sql, fact, name), table))
			return true;
	}
	return set_sql_says(subject->set_sql, words);
}

bool row_security_is_enabled(const struct subject *subject, struct object_name table)
{
	return is_done(subject, ACT_ENABLE_ROW_SECURITY, table, STR("enable row level security"));
}

bool row_security_has_policy(const struct subject *subject, struct object_name table)
{
	return is_done(subject, ACT_CREATE, table, STR("create policy"));
}
