/* SPDX-License-Identifier: MIT */
/* What the parts of the replay share. For the files of this folder only. */
#ifndef MIGHOOK_SCHEMA_REPLAYING_H
#define MIGHOOK_SCHEMA_REPLAYING_H

#include "schema/catalog.h"

struct replay {
	struct catalog *catalog;
	struct arena *arena; /* of the catalog */
	const struct sql *sql;
	const struct statement *statement;
	const struct fact *fact;
	const struct statement *kept_in; /* what it creates was there: its parts are left alone */
	struct str kept_column; /* the same for a column and the constraints behind it */
};

/* One family of facts each; true if the fact was of it. */
bool replay_table(struct replay *replay);
bool replay_column(struct replay *replay);
bool replay_constraint(struct replay *replay);
bool replay_index(struct replay *replay);
bool replay_type(struct replay *replay);
bool replay_function(struct replay *replay);
bool replay_view(struct replay *replay);
bool replay_table_part(struct replay *replay); /* triggers, policies, rules */
bool replay_drop(struct replay *replay);
bool replay_rename(struct replay *replay);
bool replay_object(struct replay *replay); /* whatever is left */

/* The name that something new gets: with the schema that it is made in. */
struct object_name replay_new_name(const struct replay *replay, struct object_name name);

/* A table, view or what else has columns, or an index; NULL if it is not there and the statement
 * would do nothing then. What the history takes for granted is assumed. */
struct catalog_entry *replay_relation(
	struct replay *replay, enum object_kind kind, struct object_name name);

/* The same for a type or domain. */
struct catalog_entry *replay_known_type(struct replay *replay, struct object_name name);

/* True if what the fact creates is left as it is where it exists. */
bool replay_keeps(const struct replay *replay);

/* True if the fact does nothing where what it changes is missing. */
bool replay_tolerates(const struct replay *replay);

/* Notes that something is used that is not there. */
void replay_miss(struct replay *replay, enum object_kind kind, struct object_name name);

/* Notes a table or view, type or function that is only used, if it is not there. */
void replay_use(struct replay *replay, enum object_kind kind, struct object_name name);

/* The state that the fact's own attributes describe. */
struct object_state replay_state(
	const struct replay *replay, enum object_kind kind, struct object_name name);

/* Puts the fact's attributes into a state: those that are none take away. */
void replay_set_attributes(const struct replay *replay, struct object_state *state);

/* Single attributes of a state; an empty text or list takes away. */
void state_set_text(
	struct arena *arena, struct object_state *state, enum attribute_key key, struct str text);
void state_set_flag(
	struct arena *arena, struct object_state *state, enum attribute_key key, bool on);
void state_set_list(struct arena *arena, struct object_state *state, enum attribute_key key,
	const struct str_list *list);

/* Adds to what the state depends on; NULL adds nothing. */
void state_depend(struct arena *arena, struct object_state *state, struct catalog_entry *on);

/* The type as the server shows it, and in `reton` the object that it is; NULL: built in, or not
 * known. */
struct str resolve_type(
	const struct catalog *catalog, const struct data_type *type, struct catalog_entry **reton);

/* The same for a type as text, without what is in parentheses. */
struct str resolve_type_text(const struct catalog *catalog, struct str text);

/* The name that SQL spells: schema.name, quoted or not. */
struct object_name name_from_sql(struct arena *arena, struct str text);

/* The schema that an extension of the catalog has put the type into; ptr NULL: none is known. */
struct str extension_schema_of(const struct catalog *catalog, struct str type);

/* True for a type that every server has. */
bool is_builtin_type(struct str name);

/* Names that PostgreSQL chooses (makeObjectName, ChooseRelationName and relatives). */
struct str choose_relation_name(const struct catalog *catalog, struct str schema, struct str first,
	struct str second, const char *label, bool is_constraint);
struct str choose_constraint_name(const struct catalog *catalog, struct str schema,
	struct str first, struct str second, const char *label);
/* The columns as part of such a name; expressions are called after what they compute. */
struct str name_of_columns(struct arena *arena, const struct str_list *columns);
/* What PostgreSQL calls the column of an index element: "lower", "expr". */
struct str name_of_element(struct arena *arena, struct str element);

/* Adds the sequence of a serial or identity column. */
void replay_add_sequence(struct replay *replay, struct catalog_entry *column, bool is_serial);

/* Adds an index or constraint to a table and its partitions. */
void replay_add_to_partitions(
	struct replay *replay, struct catalog_entry *table, const struct object_state *part);

/* The object with a name of its own that the fact speaks of; NULL if it is not there. */
struct catalog_entry *replay_named(const struct replay *replay);

/* The same, also for a part of a table or type. */
struct catalog_entry *replay_spoken_of(const struct replay *replay);

/* GRANT, REVOKE, ALTER DEFAULT PRIVILEGES. */
void replay_grant(struct replay *replay);

/* Gives a new table, view or function what default privileges say. */
void replay_give_defaults(struct replay *replay, struct catalog_entry *made);

/* What is written of a function's arguments; ptr NULL: no list of them. */
struct str replay_signature(const struct replay *replay);

/* The tables that inherit from it or are its partitions; called for each that lives. */
struct catalog_entries children_of(
	const struct catalog *catalog, const struct catalog_entry *table);

/* Drops, with what goes along without being asked, and with CASCADE all that depends on it. */
void replay_drop_entry(struct replay *replay, struct catalog_entry *entry, bool cascades);

/* Writes `to` for the identifier `from` in an expression or query. */
struct str replace_identifier(struct arena *arena, struct str text, struct str from, struct str to);

/* Where the sequence's own name stands in nextval('schema.name'); the length of the text if it does
 * not. */
size_t find_sequence(struct arena *arena, struct str text, struct object_name sequence);

/* True if the identifier stands in it. */
bool mentions_identifier(struct str text, struct str name);

#endif
