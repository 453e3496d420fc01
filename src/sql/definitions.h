/* SPDX-License-Identifier: MIT */
/* Readers of what definitions have in common. For the files of this folder only. */
#ifndef MIGHOOK_SQL_DEFINITIONS_H
#define MIGHOOK_SQL_DEFINITIONS_H

#include "sql/builder.h"

/* A column or constraint of a table, in CREATE TABLE or ALTER TABLE. */
void read_column(
	struct builder *builder, struct object_name table, const ColumnDef *column, unsigned flags);
void read_constraint(
	struct builder *builder, struct object_name table, const Constraint *from, unsigned flags);

/* ALTER TABLE. */
void read_alter_table(struct builder *builder, const AlterTableStmt *alter);

/* DEFAULT, the collation, and in the list of a domain NOT NULL. `constraints`: all of its list. */
void read_default_text(struct builder *builder, struct fact *fact, const Constraint *constraint,
	const List *constraints, const CollateClause *collation);
void read_collation(struct builder *builder, struct fact *fact, const CollateClause *collation);

/* True for DEFAULT NULL, which is none. */
bool default_is_null(const Node *expression);

/* An attribute of a composite type. */
void read_attribute(
	struct builder *builder, struct object_name type, const ColumnDef *column, unsigned flags);

/* GENERATED ... AS IDENTITY. */
void read_identity(struct builder *builder, struct fact *fact, const Constraint *identity);

/* [NOT] DEFERRABLE, INITIALLY ... behind a constraint of a column. */
void read_constraint_attribute(struct builder *builder, struct fact *fact, ConstrType attribute);

/* FOR VALUES ... of the statement's slice. */
void read_bound(struct builder *builder, struct fact *fact, const PartitionBoundSpec *bound);

/* The element of an index or exclusion constraint that stands in the slice, as SQL. */
struct str index_element(
	const struct builder *builder, const IndexElem *element, struct slice slice);

/* Names of columns that an expression speaks of. */
void read_uses(struct builder *builder, struct fact *fact, Node *expression);

/* `NAME IS NOT NULL`, alone or among what must hold: the columns so asked for. True if the
 * expression asks for nothing else. */
bool not_null_columns(struct arena *arena, const Node *expression, struct str_list *ret);

/* Tables and views that a query reads. */
void read_reads(struct builder *builder, struct fact *fact, Node *query);

/* The query behind AS, without what may follow it. */
struct slice query_slice(const struct builder *builder, int location);

/* Storage parameters: "fillfactor=70, toast.autovacuum_enabled=false"; ptr NULL: none. */
struct str options_text(const struct builder *builder, const List *options);

/* Names as SQL. */
struct str range_sql(const struct builder *builder, const RangeVar *range);
struct str name_sql(const struct builder *builder, const List *names);

/* Names of the columns of an INCLUDE (...) or the like. */
struct str_list copied_names(const struct builder *builder, const List *names);

/* The types that FunctionParameters (or TypeNames) hand in, as the server shows them. */
void read_signature(struct builder *builder, struct fact *fact, const List *parameters);

/* The same for where a function is only named; nothing if no list was written. */
void read_named_signature(
	struct builder *builder, struct fact *fact, const ObjectWithArgs *function);

/* A type as the server shows it of a function, without its modifiers. */
struct str type_text(const struct builder *builder, const TypeName *type);

/* All that is handed in and out, and what is returned: spelled as the server shows it, with the
 * defaults as they were written. */
void read_parameters(struct builder *builder, struct fact *fact, const List *parameters);
void read_returns(struct builder *builder, struct fact *fact, const CreateFunctionStmt *function);

/* The name of an object as the grammar of DROP and COMMENT gives it, and the signature of a
 * function. */
void read_object_name(
	struct builder *builder, struct fact *fact, const Node *object, enum object_kind kind);

/* The whole statement. */
void read_whole(struct builder *builder, struct fact *fact);

/* More families of statements; true if the node was of it. */
bool read_function_statement(struct builder *builder, const Node *node);
bool read_type_statement(struct builder *builder, const Node *node);
bool read_trigger_statement(struct builder *builder, const Node *node);
bool read_view_statement(struct builder *builder, const Node *node);
bool read_index_statement(struct builder *builder, const Node *node);
bool read_sequence_statement(struct builder *builder, const Node *node);

#endif
