/* SPDX-License-Identifier: MIT */
/* Fills the fact table from parse nodes. For the files of this folder only. */
#ifndef MIGHOOK_SQL_BUILDER_H
#define MIGHOOK_SQL_BUILDER_H

/* ours first: the server's headers redefine names of the C library */
#include "base/vec.h"
#include "sql/sql.h"

#include "sql/nodes.h"

/* A function body or DO block that is still to be read. */
struct body {
	size_t statement;
	struct str whole; /* the statement that holds it */
	struct str inside;
	size_t offset; /* of `inside` in the file; NOWHERE: it is not written there as it is */
	size_t near; /* where in the file it is then looked for: at the statement that holds it */
	struct str language;
	bool is_block; /* DO */
	unsigned depth; /* in how many others it stands */
};

struct bodies {
	struct body *items;
	size_t count, capacity;
};

#define NOWHERE ((size_t)-1)

/* A part of the text whose nodes are read. */
struct slice {
	size_t from, to;
};

struct builder {
	struct arena *arena; /* of what stays */
	struct arena *scratch; /* of what is needed while the text is read; lists grow here */
	struct sql *sql;
	struct bodies *bodies;
	/* The text whose nodes are read. */
	struct str source;
	size_t base; /* offset of its first byte in the file; NOWHERE: not written there as it is */
	size_t statement; /* the one that is read now */
	struct slice slice; /* where in `source` it stands */
	unsigned depth; /* of bodies */
	unsigned nesting; /* of expressions */
	/* Where the constants that are met stand. */
	enum literal_place place;
	struct str owner, type;
	bool in_exists; /* `*` is no list of columns here */
	struct fact *written; /* of the INSERT, UPDATE, DELETE whose clauses are read; may be NULL */
};

/* What a statement of the text [from, to) says. `at` is where it stands in the file. */
struct statement_site {
	size_t from, to; /* in the file */
	enum statement_place place;
	size_t outer;
	bool is_conditional;
	unsigned caught;
};

/* Adds the statement and all its facts. */
void builder_read_statement(
	struct builder *builder, const Node *node, const struct statement_site *site);

/* Parses `source` and adds each of its statements; with `site` at that place, else at their own.
 * False, and `reterror` set, if it does not parse; the caller frees that. */
bool builder_read_text(
	struct builder *builder, const struct statement_site *site, PgQueryError **reterror);

/* A new fact of the current statement. Valid until the next one is added. */
struct fact *builder_add(
	struct builder *builder, enum act act, enum object_kind kind, struct object_name object);

/* The same, and what the statement is called. */
struct fact *builder_add_as(struct builder *builder, const char *verb, enum act act,
	enum object_kind kind, struct object_name object);

/* Puts in what the definition says of the object; nothing if the text is none or the list is
 * empty. */
void fact_set(struct builder *builder, struct fact *fact, enum attribute_key key, struct str text);
void fact_set_list(
	struct builder *builder, struct fact *fact, enum attribute_key key, struct str_list list);

/* The same, for what is said or not. */
void fact_set_flag(
	struct builder *builder, struct fact *fact, enum attribute_key key, bool is_said);

/* Puts in that what there was of it is taken away. */
void fact_take(struct builder *builder, struct fact *fact, enum attribute_key key);

/* The current statement. */
struct statement *builder_statement(struct builder *builder);

/* Offset in the file of a location in the parsed text; that of the statement if not known. */
size_t builder_offset(const struct builder *builder, int location);

/* Adds the string constant that stands first behind `location`, as the value of an option. */
void builder_add_option(struct builder *builder, const char *option, const char *value,
	int location, enum literal_place place);

/* Reads the constants, calls, stars and nested writes of an expression or query. */
void builder_walk(struct builder *builder, const Node *node);

/* The same, with constants at that place. */
void builder_walk_at(
	struct builder *builder, const Node *node, enum literal_place place, struct str owner);

/* Notes each `*` among what a SELECT returns. */
void builder_read_stars(struct builder *builder, const List *targets);

/* What the parser says, in one line: not the whole rest of the file that an open quote takes in,
 * and no constant, which may be a secret. */
struct str builder_message(const struct builder *builder, const char *message);

/* Names and lists of PostgreSQL's, copied into the arena. */
struct str builder_copy(const struct builder *builder, const char *string);
struct object_name builder_plain(
	const struct builder *builder, const char *name); /* of no schema */
struct object_name builder_range(const struct builder *builder, const RangeVar *range);
struct object_name builder_name(const struct builder *builder, const List *names);
void builder_copy_names(const struct builder *builder, struct str_list *ret, const List *names);
struct data_type builder_type(const struct builder *builder, const TypeName *type);

/* One family of statements each; true if the node was of it. */
bool read_table_statement(struct builder *builder, const Node *node);
bool read_object_statement(struct builder *builder, const Node *node);
bool read_drop_statement(struct builder *builder, const Node *node);
bool read_access_statement(struct builder *builder, const Node *node);
bool read_data_statement(struct builder *builder, const Node *node);
bool read_session_statement(struct builder *builder, const Node *node);

/* The kind that PostgreSQL calls so. */
enum object_kind kind_of_object_type(ObjectType type);

/* Reads the bodies that were found, and those in them. */
void read_bodies(struct builder *builder);

#endif
