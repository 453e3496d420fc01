/* SPDX-License-Identifier: MIT */
/*
 * The named objects that a history of statements leads to, and each state they were in. Time is
 * counted in steps, one for each statement: any moment can be asked for, and what a statement has
 * done is the changes of its step.
 */
#ifndef MIGHOOK_SCHEMA_CATALOG_H
#define MIGHOOK_SCHEMA_CATALOG_H

#include "sql/sql.h"

/* Where something was said. */
struct origin {
	struct str path; /* of the migration or dump; ptr NULL: not known */
	size_t offset; /* of the statement in the file */
	size_t line; /* 1-based */
};

struct catalog_entry;
struct stored_catalog;

struct catalog_entries {
	struct catalog_entry **items;
	size_t count, capacity;
};

/* An object from one step to another; never changed when a later state has begun. */
struct object_state {
	enum object_kind kind;
	enum constraint_kind constraint;
	struct object_name name; /* schema: ptr NULL of parts, and of what has none */
	struct str signature; /* of a function: "integer, text"; else ptr NULL */
	struct attributes attributes;
	struct catalog_entries depends; /* column: its type; foreign key: the table it points to first;
		trigger: its function; sequence: its column; view: what it reads */
	const char *unverified; /* NULL, or why there may be more to it */
	struct origin origin;
	unsigned step; /* in which it began */
	bool is_consequence; /* not asked for: another object was changed */
	const struct object_state *before; /* NULL: it was created */
};

/* One object, whatever its names. */
struct catalog_entry {
	struct object_state *state; /* the last one */
	struct catalog_entry *owner; /* table or type of a part, table of an index; else NULL */
	struct catalog_entries parts; /* in order of creation, also dropped ones */
	unsigned created, dropped; /* steps; dropped 0: it lives */
	bool is_dropped_along; /* with another object */
	bool is_guarded; /* made IF NOT EXISTS */
	bool is_assumed; /* never created here: the history takes it for granted */
	size_t number; /* in the catalog */
};

struct catalog_change {
	unsigned step;
	bool is_consequence;
	struct catalog_entry *entry;
	const struct object_state *before, *after; /* NULL: created; dropped */
	struct str path; /* of the file that says so */
};

/* Something used that was not there. */
struct catalog_miss {
	const struct sql *sql;
	const struct fact *fact;
	enum object_kind kind;
	struct object_name name;
};

/* Schemas in which names are looked up from the end of a step on. */
struct search_path {
	unsigned step;
	struct str_list schemas;
};

struct catalog {
	struct arena *arena;
	struct catalog_entries entries; /* in order of creation; NULL: stored, and not read yet */
	struct stored_catalog *stored; /* where those are; NULL: none is missing */
	bool is_damaged; /* what was stored turned out to be no catalog: nothing of it is true */
	struct {
		struct catalog_change *items;
		size_t count, capacity;
	} changes;
	struct {
		struct catalog_miss *items;
		size_t count, capacity;
	} misses;
	struct str_list search_path; /* the current one */
	struct {
		struct search_path *items;
		size_t count, capacity;
	} search_paths; /* all there were, in order */
	struct str_list unread; /* texts of statements that nobody could read whole */
	unsigned step; /* the current one */
	unsigned session_start; /* step in which the current file began */
	struct origin origin; /* of the current statement */
	bool is_consequence; /* what is done now is not what the statement asks for */
	bool has_children; /* some table inherits */
	bool has_temporary; /* something is or was temporary */
	struct name_node **buckets;
	size_t bucket_count, name_count;
};

/* Reads all objects that are stored and were not read yet. */
void stored_read_all(struct stored_catalog *stored);

/* Of these only those of some kinds, a bit each, that depend on an object that was read. */
void stored_read_dependents(struct stored_catalog *stored, uint64_t kinds);

#define LATEST ((unsigned)-1)

/* An empty catalog that lives in `arena`. */
struct catalog *catalog_new(struct arena *arena);

/* Makes room for so many names in an empty catalog. */
void catalog_expect(struct catalog *catalog, size_t names);

/* All objects in order of creation. The list may grow while it is gone through. */
static inline const struct catalog_entries *catalog_all(const struct catalog *catalog)
{
	if (catalog->stored)
		stored_read_all(catalog->stored);
	return &catalog->entries;
}

/* The same for who asks which objects of these kinds depend on one that was looked up; others may
 * be NULL. */
static inline const struct catalog_entries *catalog_dependents(
	const struct catalog *catalog, uint64_t kinds)
{
	if (catalog->stored)
		stored_read_dependents(catalog->stored, kinds);
	return &catalog->entries;
}

/* True if it is looked for by its name, and not just among the parts of another. */
bool catalog_is_looked_up(const struct catalog_entry *entry);

/* The state at the end of a step; NULL if it was not there. */
const struct object_state *catalog_state_at(const struct catalog_entry *entry, unsigned step);

/* True if it is there now. */
static inline bool catalog_lives(const struct catalog_entry *entry)
{
	return !entry->dropped;
}

/* What relations (tables, views, indexes, sequences, and constraints that an index keeps), types,
 * or functions are called so at the end of the step, in that schema or, without one, on the search
 * path; NULL if there is none. Of functions without a signature the only one. */
struct catalog_entry *catalog_relation(
	const struct catalog *catalog, struct object_name name, unsigned step);
struct catalog_entry *catalog_type(
	const struct catalog *catalog, struct object_name name, unsigned step);
struct catalog_entry *catalog_function(
	const struct catalog *catalog, struct object_name name, struct str signature, unsigned step);

/* Other objects with a name of their own. */
struct catalog_entry *catalog_object(
	const struct catalog *catalog, enum object_kind kind, struct object_name name, unsigned step);

/* The schemas in which a name without one is looked up at the end of the step. */
struct str_list catalog_search_path(const struct catalog *catalog, unsigned step);

/* Another search path from the current step on. */
void catalog_set_search_path(struct catalog *catalog, struct str_list schemas);

/* A part of a table or type. */
struct catalog_entry *catalog_part(const struct catalog *catalog, const struct catalog_entry *owner,
	enum object_kind kind, struct str name, unsigned step);

/* A constraint of that name on any table of the schema. */
struct catalog_entry *catalog_constraint_in_schema(
	const struct catalog *catalog, struct str schema, struct str name, unsigned step);

/* Adds an object in that state; `owner` may be NULL. The state's step and origin are filled in. */
struct catalog_entry *catalog_add(
	struct catalog *catalog, struct catalog_entry *owner, struct object_state state);

/* Begins a new state of an object that lives; the caller edits it before the next call. Within one
 * step it is the same one. */
struct object_state *catalog_edit(struct catalog *catalog, struct catalog_entry *entry);

/* To be called when the name, signature or schema of an edited state has changed. */
void catalog_rename(struct catalog *catalog, struct catalog_entry *entry);

/* Ends an object; its parts with it. */
void catalog_drop(struct catalog *catalog, struct catalog_entry *entry);

/* Where the changes of a step begin among all; where they would, if it has none. */
size_t catalog_first_change(const struct catalog *catalog, unsigned step);

/* The schema of an object, that of the owner for a part. */
struct str catalog_schema(const struct catalog_entry *entry, unsigned step);

/* The full name as SQL, at the end of the step or the last it had before: public.users,
 * public.users.id, public.f(integer). */
struct str catalog_name(struct arena *arena, const struct catalog_entry *entry, unsigned step);

/* first_second_label as PostgreSQL puts names together (makeObjectName): the longer of the first
 * two made shorter where that is too long. */
struct str catalog_chosen_name(
	struct arena *arena, struct str first, struct str second, struct str label);

/* A list among the attributes; an empty one if there is none. */
const struct str_list *state_list(const struct object_state *state, enum attribute_key key);

/* The column that an element of an index is; ptr NULL: an expression. */
struct str index_element_column(struct arena *arena, struct str element);

static inline struct str state_text(const struct object_state *state, enum attribute_key key)
{
	return attributes_text(&state->attributes, key);
}

static inline bool state_flag(const struct object_state *state, enum attribute_key key)
{
	return str_equal(state_text(state, key), STR("true"));
}

#endif
