/* SPDX-License-Identifier: MIT */
/* The schema that migrations lead to, a snapshot declares, a database has: each in a database of a
 * scratch server, and as the objects of its dump there. */
#ifndef MIGHOOK_CHECK_DATABASE_SCRATCH_H
#define MIGHOOK_CHECK_DATABASE_SCRATCH_H

#include "check_database.h"
#include "database/dump.h"
#include "database/dump_compare.h"
#include "database/replay.h"
#include "database/stand_in_use.h"

struct scratch_request {
	struct str shadow_url; /* --shadow-url: a URL or the name of a variable; ptr NULL: own server */
	struct str_list preludes; /* --prelude; none: the set's, or the runner's */
	struct str_list schemas; /* --schema: what lies in these alone, whatever is loaded besides */
	struct str_list excluded; /* --exclude-schema: besides those that a platform manages */
	bool has_privileges; /* --acl; see scratch_has_privileges */
	bool is_whole; /* also what lies in schemas that a platform manages, and publications */
	int64_t timeout; /* of each statement and dump, milliseconds; 0: --timeout was not given */
	replay_progress *progress; /* NULL: nobody is told */
	void *progress_context;
};

/* A database with nothing in it but preludes, to be copied. */
struct scratch_prelude {
	struct str_list names;
	struct str database;
};

/* A scratch server for the sets of a database_check that was started. */
struct scratch_check {
	struct database_check *database;
	const struct scratch_request *request;
	struct scratch *scratch;
	size_t count; /* of databases made, for their names */
	int64_t timeout; /* of each statement and dump: milliseconds */
	struct {
		struct scratch_prelude *items;
		size_t count, capacity;
	} preludes;
	struct str_list given; /* extensions that preludes have made: nobody's migrations do */
	struct str_list *found; /* those of --schema that a side had */
};

/* One schema. */
struct schema_side {
	struct str name; /* for the user: "migrations", a snapshot's path, a database's place */
	struct str database; /* on the scratch server; ptr NULL: it is in none */
	struct str dump; /* as pg_dump wrote it */
	struct dump_objects objects; /* of the dump */
	struct replay_failures failures; /* what did not go through on the way */
	struct stand_in_uses unverified; /* what uses extensions that are not what they seem */
	struct str_list stripped; /* see struct stand_ins: of these the parameters are not there */
	bool is_stable; /* dumping and loading it once more would change nothing */
	bool is_text; /* what did not go through is among the objects as the text has it */
};

/* Starts the server. To be closed by the caller, before the check. */
_must_check_ int scratch_check_open(struct scratch_check *ret, struct database_check *database,
	const struct scratch_request *request, struct error *reterr);
void scratch_check_close(struct scratch_check *scratch);

/* True if privileges belong to the set's schema: --acl, or the policy says so. */
bool scratch_has_privileges(const struct scratch_check *scratch, const struct migration_set *set);

/* Runs a set's migrations, or those given, in a new database. With failures there are no objects.
 */
_must_check_ int scratch_check_migrations(struct scratch_check *scratch,
	const struct migration_set *set, const struct ordered_files *files, struct schema_side *ret,
	struct error *reterr);

/* A new database with what the set's migrations find, and a replay in a session there; the
 * connection is to be closed by the caller. */
_must_check_ int scratch_check_begin(struct scratch_check *scratch, const struct migration_set *set,
	struct str *ret_database, struct connection **ret_connection, struct replay *ret,
	struct error *reterr);

/* Runs further ones in the database of a side that nobody has compared yet. */
_must_check_ int scratch_check_continue(struct scratch_check *scratch,
	const struct migration_set *set, const struct ordered_files *files, struct schema_side *side,
	struct error *reterr);

/* The objects of a side without those that preludes make. */
_must_check_ int scratch_check_own_objects(struct scratch_check *scratch,
	const struct migration_set *set, const struct schema_side *side, struct dump_objects *ret,
	struct error *reterr);

/* Loads a dump in a new database and dumps that. */
_must_check_ int scratch_check_text(struct scratch_check *scratch, const struct migration_set *set,
	struct str name, struct str text, struct schema_side *ret, struct error *reterr);

/* Dumps a live database, and loads that. */
_must_check_ int scratch_check_live(struct scratch_check *scratch, const struct migration_set *set,
	struct connection *live, struct schema_side *ret, struct error *reterr);

/* Loads what was dumped, unless that was done, and dumps that: an object's text is stable then. */
_must_check_ int scratch_check_settle(struct scratch_check *scratch,
	const struct migration_set *set, struct schema_side *side, struct error *reterr);

/* Executes statements on a copy of a side's database, and dumps that. As one transaction, or where
 * that is refused (`ret_refusal` says why; ptr NULL: it is not) one by one: what fails is told, the
 * rest is done. */
_must_check_ int scratch_check_script(struct scratch_check *scratch,
	const struct migration_set *set, const struct schema_side *side, struct str sql,
	struct schema_side *ret, struct str *ret_refusal, struct error *reterr);

/* Compares them; where they differ both are loaded and dumped once more before, for the server's
 * text of an expression is only stable then (facts of pg_dump). */
_must_check_ int scratch_check_compare(struct scratch_check *scratch,
	const struct migration_set *set, struct schema_side *left, struct schema_side *right,
	struct drift_objects *ret, struct error *reterr);

/* Only dumps a database of the server: its objects as they are now. */
_must_check_ int scratch_check_dump(struct scratch_check *scratch, const struct migration_set *set,
	struct str database, struct schema_side *ret, struct error *reterr);

/* The text of the dump alone, in an arena of the caller's. */
_must_check_ int scratch_check_dump_text(const struct scratch_check *scratch,
	const struct migration_set *set, struct str database, struct arena *arena, struct str *ret,
	struct error *reterr);

/* True for an object that is compared: it is of a schema that was asked for, and no extension that
 * a prelude has given to all. */
bool scratch_check_asks(const struct scratch_check *scratch, const struct dump_object *object);

/* It is an error if --schema names one that no side had. */
_must_check_ int scratch_check_require_schemas(
	const struct scratch_check *scratch, struct error *reterr);

/* The objects of a dump that are compared. */
_must_check_ int scratch_check_read_objects(const struct scratch_check *scratch, struct str dump,
	struct dump_objects *ret, struct error *reterr);

#endif
