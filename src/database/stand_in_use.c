/* SPDX-License-Identifier: MIT */
#include "database/stand_in_use.h"

#include "base/vec.h"

/* What the server has no files of is a stand-in. Members of it depend on it by 'e', what uses them
 * by 'n'; parts of another object, which go with that, by 'i', and those of a table by 'a'
 * (PostgreSQL manual, 53.18). */
static const char query[] =
	"SELECT e.extname, pg_describe_object(d.classid, d.objid, d.objsubid)\n"
	"FROM pg_extension AS e\n"
	"JOIN pg_depend AS m ON m.refclassid = 'pg_extension'::regclass AND m.refobjid = e.oid\n"
	"	AND m.deptype = 'e'\n"
	"JOIN pg_depend AS d ON d.refclassid = m.classid AND d.refobjid = m.objid\n"
	"	AND d.deptype = 'n'\n"
	"WHERE e.extname NOT IN (SELECT name FROM pg_available_extensions)\n"
	"	AND NOT EXISTS (SELECT FROM pg_depend AS own\n"
	"		LEFT JOIN pg_depend AS part ON part.classid = own.refclassid\n"
	"			AND part.objid = own.refobjid AND part.deptype = 'e'\n"
	"		WHERE own.classid = d.classid AND own.objid = d.objid\n"
	"		AND (own.deptype IN ('e', 'i') OR own.deptype = 'a' AND part.objid IS NOT NULL))\n"
	"GROUP BY 1, 2 ORDER BY 1, 2";

int stand_in_uses_read(struct stand_in_uses *ret, struct connection *connection,
	struct arena *arena, struct error *reterr)
{
	struct rows rows;

	if (connection_query(connection, arena, "cannot read what uses an extension", str_from(query),
			NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++) {
		struct str extension = rows_value(&rows, i, 0);

		if (!ret->count || !str_equal(ret->items[ret->count - 1].extension, extension))
			*vec_push(arena, ret) = (struct stand_in_use){.extension = extension};
		str_list_add(arena, &ret->items[ret->count - 1].objects, rows_value(&rows, i, 1));
	}
	return 0;
}
