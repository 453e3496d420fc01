/* SPDX-License-Identifier: MIT */
/* What migrations lead to, object by object, side by side with what a database has of it. */
#ifndef MIGHOOK_DATABASE_VERIFICATION_H
#define MIGHOOK_DATABASE_VERIFICATION_H

#include "database/connection.h"
#include "schema/catalog.h"

enum verification_state {
	VERIFICATION_VERIFIED, /* it is there, and all of it that can be compared is the same */
	VERIFICATION_MISSING,
	VERIFICATION_DIFFERENT,
	VERIFICATION_UNVERIFIED, /* not known without executing SQL: neither good nor bad */
	VERIFICATION_STATE_COUNT,
};

extern const char *const verification_states[VERIFICATION_STATE_COUNT];

struct verified_object {
	enum verification_state state;
	enum object_kind kind;
	struct str name; /* full, as SQL */
	struct str table; /* it is one, or belongs to it; ptr NULL: neither */
	struct str detail; /* ptr NULL: nothing to add */
	struct origin origin; /* path: ptr NULL: no migration says so; line: 0: not known */
	bool is_told; /* that what it belongs to is missing is said already */
	bool table_is_there; /* in the database, whatever is said of it */
	bool is_table;
	bool has_row_security; /* of a table: in the database */
};

struct verification {
	struct arena *arena;
	struct {
		struct verified_object *items;
		size_t count, capacity;
	} objects;
	size_t counts[VERIFICATION_STATE_COUNT];
};

/* True if the object is one that a database must have: it lives, and a migration has made it. */
bool verification_asks(const struct catalog_entry *entry);

/* Adds what the database, `live`, has of the object. */
void verification_add(struct verification *verification, const struct catalog_entry *entry,
	const struct catalog *live);

/* True if the object is one that a database must not have any more: a migration has dropped it, and
 * there is no other one of its name. */
bool verification_asks_absence(const struct catalog *catalog, const struct catalog_entry *entry);

/* Adds it if the database has it all the same; `path`: of the migration that dropped it. */
void verification_add_absence(struct verification *verification, const struct catalog_entry *entry,
	const struct catalog *live, struct str path);

/* Adds a view that must be there, and that the user of the connection can read from. */
_must_check_ int verification_add_view(struct verification *verification, struct str name,
	struct connection *connection, struct error *reterr);

/* True if nothing is missing or different. */
bool verification_is_good(const struct verification *verification);

#endif
