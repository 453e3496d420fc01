/* SPDX-License-Identifier: MIT */
#include "rules/data_statement.h"

#include "rules/history_table.h"

/* A temporary table that the file made before. */
static bool is_temporary(const struct sql *sql, const struct fact *fact, struct object_name table)
{
	if ((fact->flags & FACT_TEMPORARY) || str_equal(table.schema, STR("pg_temp")))
		return true;
	for (const struct fact *other = sql->facts.items; other < fact; other++)
		if (other->act == ACT_CREATE && (other->flags & FACT_TEMPORARY) &&
			object_name_equal(other->object, table))
			return true;
	return false;
}

bool changes_data(const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	switch (fact->act) {
	case ACT_INSERT:
	case ACT_UPDATE:
	case ACT_DELETE:
	case ACT_MERGE:
	case ACT_COPY:
	case ACT_TRUNCATE:
		return !history_table_is(subject, fact->object) && !is_temporary(sql, fact, fact->object);
	default:
		return false;
	}
}

bool changes_schema(const struct sql *sql, const struct fact *fact)
{
	struct object_name table = fact_table(fact);

	switch (fact->act) {
	case ACT_CREATE:
	case ACT_DROP:
	case ACT_RENAME:
	case ACT_MOVE:
	case ACT_ALTER:
	case ACT_SET_TYPE:
	case ACT_SET_NOT_NULL:
	case ACT_DROP_NOT_NULL:
	case ACT_SET_DEFAULT:
	case ACT_VALIDATE:
	case ACT_ENABLE_ROW_SECURITY:
	case ACT_DISABLE_ROW_SECURITY:
	case ACT_ATTACH:
	case ACT_DETACH:
		return !is_temporary(sql, fact, table);
	default:
		return false;
	}
}
