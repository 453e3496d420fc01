/* SPDX-License-Identifier: MIT */
/* Kinds and names of the objects that SQL speaks of. */
#ifndef MIGHOOK_SQL_OBJECT_H
#define MIGHOOK_SQL_OBJECT_H

#include "base/str.h"

enum object_kind {
	KIND_OTHER, /* what no rule tells apart: casts, operators, text search, ... */
	KIND_TABLE,
	KIND_FOREIGN_TABLE,
	KIND_VIEW,
	KIND_MATERIALIZED_VIEW,
	KIND_INDEX,
	KIND_SEQUENCE,
	KIND_SCHEMA,
	KIND_DATABASE,
	KIND_TABLESPACE,
	KIND_TYPE,
	KIND_DOMAIN,
	KIND_ENUM_VALUE, /* of a type, its `table` */
	KIND_ATTRIBUTE, /* of a composite type, its `table` */
	KIND_FUNCTION,
	KIND_PROCEDURE,
	KIND_AGGREGATE,
	KIND_TRIGGER,
	KIND_EVENT_TRIGGER,
	KIND_RULE,
	KIND_POLICY,
	KIND_CONSTRAINT,
	KIND_COLUMN,
	KIND_EXTENSION,
	KIND_ROLE,
	KIND_PUBLICATION,
	KIND_SUBSCRIPTION,
	KIND_SERVER,
	KIND_FOREIGN_DATA_WRAPPER,
	KIND_USER_MAPPING,
	KIND_STATISTICS,
	KIND_COLLATION,
	KIND_OWNED, /* all that some roles own */
	KIND_SYSTEM, /* the server's configuration */
	KIND_COUNT
};

/* What CREATE knows against an object that is there already (manual, part VI, SQL Commands). */
enum create_guard {
	CREATE_UNGUARDED, /* only DROP ... IF EXISTS before it, or a DO block that looks first */
	CREATE_IF_NOT_EXISTS,
	CREATE_OR_REPLACE,
};

struct object_kind_row {
	const char *name; /* "materialized view" */
	const char *keyword; /* as DROP and ALTER write it: "MATERIALIZED VIEW"; NULL: has no DROP */
	enum create_guard guard;
	bool holds_data; /* dropping it loses rows, or what they mean */
	bool belongs_to_table; /* its name is unique only within a table or type */
};

extern const struct object_kind_row object_kinds[KIND_COUNT];

/* As written, folded by PostgreSQL's rules; schema: ptr NULL where none was written. */
struct object_name {
	struct str schema, name;
};

/* True for one object. A missing schema is "public". */
bool object_name_equal(struct object_name a, struct object_name b);

/* As SQL that a user can paste: schema.name, quoted where needed. */
struct str object_name_sql(struct arena *arena, struct object_name name);

/* An identifier, quoted where needed (manual, 4.1.1). */
struct str identifier_sql(struct arena *arena, struct str name);

/* A string constant that says the text (standard_conforming_strings is on). */
struct str literal_sql(struct arena *arena, struct str text);

#endif
