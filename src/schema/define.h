/* SPDX-License-Identifier: MIT */
/* An object of the catalog as the SQL that makes it, or takes it away again. */
#ifndef MIGHOOK_SCHEMA_DEFINE_H
#define MIGHOOK_SCHEMA_DEFINE_H

#include "schema/catalog.h"

/* What is being written. */
struct definition {
	struct arena *arena;
	const struct catalog *catalog;
	unsigned step; /* whose states count, for names too */
	bool concurrently; /* so are indexes built and dropped */
	struct str_list statements; /* without the ';' */
	const char *gap; /* NULL, or why that may not make it what it was */
};

/* Adds the statements that make the object as it was at the end of the step, with its comment and
 * what was granted on it; a table with its columns, keys and checks, not with other parts. */
void define_create(struct definition *definition, const struct catalog_entry *entry);

/* Adds the statement that drops it. */
void define_drop(struct definition *definition, const struct catalog_entry *entry);

/* True if define_create of its table makes it too. */
bool define_is_inline(const struct catalog_entry *part, unsigned step);

/* True for what a table has from another that it inherits from or is a partition of. */
bool define_is_inherited(const struct catalog_entry *part);

/* The object as ALTER, RENAME and SET SCHEMA name it: "TABLE public.users", "FUNCTION f(integer)";
 * ptr NULL: there is no such statement for its kind. */
struct str define_target(struct arena *arena, const struct catalog_entry *entry, unsigned step);

/* Adds COMMENT ON; ptr NULL takes it away. */
void define_comment(
	struct definition *definition, const struct catalog_entry *entry, struct str comment);

/* Adds GRANT or REVOKE of "role=privilege". */
void define_privilege(struct definition *definition, const struct catalog_entry *entry,
	struct str privilege, bool grants);

/* How a trigger is switched: "ENABLE TRIGGER", ...; `enabled` as in ATTRIBUTE_ENABLED. */
struct str define_switch(
	struct arena *arena, enum object_kind kind, struct str name, struct str enabled);

#endif
