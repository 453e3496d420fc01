/* SPDX-License-Identifier: MIT */
/*
 * The data model of a Prisma schema, as far as tables and columns follow from it. The structure is
 * read (blocks, fields, attributes); whether it makes sense is for Prisma to say.
 * Prisma's documentation: "Prisma schema API reference".
 */
#ifndef MIGHOOK_MIGRATION_PRISMA_SCHEMA_H
#define MIGHOOK_MIGRATION_PRISMA_SCHEMA_H

#include "base/str.h"

enum prisma_kind { PRISMA_MODEL, PRISMA_VIEW, PRISMA_TYPE, PRISMA_ENUM };

struct prisma_file {
	struct str path, content;
};

/* A field, or a value of an enum. */
struct prisma_field {
	struct str name, column; /* column: what @map says, else the name */
	struct str type; /* as written: Int, User, Unsupported("point"); ptr NULL: a value of an enum */
	struct str native_type; /* VarChar(20) of @db.VarChar(20); ptr NULL: none */
	struct str relation; /* name that @relation gives; ptr NULL: none */
	bool is_list, is_optional;
	bool has_key; /* @relation(fields: ...): columns of this table hold the relation */
	size_t from, to; /* name and type in the file */
};

struct prisma_block {
	enum prisma_kind kind;
	struct str name, table; /* table: what @@map says, else the name */
	struct str schema; /* of @@schema; ptr NULL: none */
	struct {
		struct prisma_field *items;
		size_t count, capacity;
	} fields;
	const struct prisma_file *file;
	size_t from, to; /* "model User" in the file */
};

struct prisma_schema {
	struct {
		struct prisma_block *items;
		size_t count, capacity;
	} blocks;
	struct str provider; /* of the datasource; ptr NULL: none is named */
	/* What is wrong with the structure; ptr NULL: nothing. What stands behind it is not read. */
	struct str mistake;
	const struct prisma_file *mistake_file;
	size_t mistake_from, mistake_to;
};

/* Adds what a file of the schema declares, up to a mistake in it; nothing behind an earlier one.
 * The file must live as long as the schema. */
void prisma_schema_read(
	struct prisma_schema *schema, struct arena *arena, const struct prisma_file *file);

/* "model", "view", "type", "enum". */
const char *prisma_kind_name(enum prisma_kind kind);

/* The block of these kinds (bits 1 << kind) and that name; NULL if there is none. */
const struct prisma_block *prisma_find(
	const struct prisma_schema *schema, unsigned kinds, struct str name);

#endif
