/* SPDX-License-Identifier: MIT */
/* Whether migrations, snapshot and database say the same, proven on a scratch server; and where
 * they do not, which of them is the odd one. */
#ifndef MIGHOOK_CHECK_DATABASE_DRIFT_H
#define MIGHOOK_CHECK_DATABASE_DRIFT_H

#include "check_database_scratch.h"
#include "lint/diagnostic.h"

enum drift_verdict {
	DRIFT_CLEAN,
	DRIFT_STALE_SNAPSHOT, /* the snapshot is the odd one, or all there is to compare with */
	DRIFT_OUTSIDE_CHANGE, /* the database is */
	DRIFT_BROKEN_CHAIN, /* the migrations are, or fail */
	DRIFT_VERDICT_COUNT,
};

extern const char *const drift_verdicts[DRIFT_VERDICT_COUNT];

struct drift_request {
	struct database_options database;
	struct scratch_request scratch;
	bool wants_sql; /* see check_database_drift_sql.h */
	bool against; /* also with the database that the options name */
	bool skips_snapshot; /* with nothing but that */
	struct str_list
		databases; /* --db: two, compared with each other; none: the migrations are asked */
	bool twice; /* --twice: each migration is executed again */
	struct str out; /* --out: a schema.sql is written there; ptr NULL: none is */
	size_t roundtrip; /* --roundtrip: so many of the newest are taken back; 0: not asked */
};

/* Two sides that were compared; `left` is what should be. */
struct drift_comparison {
	const struct migration_set *set;
	struct schema_side left, right;
	struct drift_objects objects;
	bool is_live; /* the right side is a database */
	struct str path; /* of the migration's file that makes the difference; ptr NULL: none does */
};

/* An object that is not everywhere the same. */
struct drift_finding {
	const struct drift_comparison *comparison;
	const struct drift_object *object;
	enum severity severity;
	const char *odd; /* "snapshot", "migrations", "database"; NULL: nobody can tell */
};

/* What came of one set. */
struct set_drift {
	const struct migration_set *set;
	enum drift_verdict verdict;
	size_t migrations; /* executed */
	size_t pending; /* of these, not applied to the database, and not compared with it */
	struct schema_side chain; /* of the migrations, with their failures */
	bool has_snapshot; /* one in SQL */
	bool is_pair; /* two databases were compared, and no migrations */
	size_t tried; /* of these migrations, taken back or executed again */
};

/* A migration of which nothing was proven. */
struct drift_skip {
	const struct migration_set *set;
	struct str path;
	struct str reason; /* what it says itself; ptr NULL: it has no down part */
};

struct database_drift {
	struct database_check database;
	struct scratch_check scratch;
	enum drift_verdict verdict; /* the gravest */
	struct str sql; /* ptr NULL: it was not wanted */
	struct {
		struct set_drift *items;
		size_t count, capacity;
	} sets;
	struct {
		struct drift_comparison **items;
		size_t count, capacity;
	} comparisons;
	struct {
		struct drift_finding *items;
		size_t count, capacity;
	} findings;
	struct {
		struct drift_skip *items;
		size_t count, capacity;
	} skips;
	const struct drift_request *request;
};

/* Replays and compares. To be closed by the caller, also after an error. */
_must_check_ int check_database_drift(struct check *check, const struct drift_request *request,
	struct database_drift *ret, struct error *reterr);

void database_drift_close(struct database_drift *drift);

/* Of several sets, none that is chosen, nobody knows which one a database has. */
_must_check_ int drift_require_one_set(const struct database_check *database, struct error *reterr);

/* Adds what the comparison has found, unless the policy does not want to know; `odd` as in struct
 * drift_finding. */
void drift_add_finding(struct database_drift *drift, struct set_drift *set,
	const struct drift_comparison *comparison, const struct drift_object *object, const char *odd,
	enum drift_verdict verdict);

/* How bad a change of that kind is in a set. */
enum severity drift_severity(const struct migration_set *set, enum drift_change change);

/* Takes out what the policy does not take for a difference. */
void drift_drop_tolerated(const struct migration_set *set, struct drift_objects *objects);

/* Adds what was found as findings of the rules replay-failed and schema-drift, by the policy's
 * severities; a failure is an error. */
void drift_diagnose(const struct database_drift *drift, struct diagnostics *out);

/* The canonical texts of both sides as a unified diff; empty if they are the same. */
_must_check_ int drift_diff(const struct drift_comparison *comparison, struct arena *arena,
	struct str *ret, struct error *reterr);

/* True as `ret` if the set has no migration, and no snapshot of its own that would say otherwise.
 */
_must_check_ int drift_is_empty(const struct database_drift *drift, const struct migration_set *set,
	bool *ret, struct error *reterr);

/* That all sets are so is an error: nothing would be proven. */
_must_check_ int drift_require_set(const struct database_drift *drift, struct error *reterr);

/* It is an error if --schema names one that nothing which was compared has. */
_must_check_ int drift_require_schemas(const struct database_drift *drift, struct error *reterr);

#endif
