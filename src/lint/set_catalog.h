/* SPDX-License-Identifier: MIT */
/* The catalog that a set's migrations lead to. What those that nobody judges lead to is kept in the
 * repository's cache: they need not be read again. */
#ifndef MIGHOOK_LINT_SET_CATALOG_H
#define MIGHOOK_LINT_SET_CATALOG_H

#include "lint/set_sql.h"
#include "schema/catalog.h"

enum catalog_source {
	CATALOG_KEPT_OR_REPLAYED,
	CATALOG_REPLAYED, /* for who asks which migration has changed what: that is not kept */
};

/* Replays the up files of the judged tree in the order in which the runner runs them. The
 * statements of judged ones then know their steps. A file that is not there, as in a partial clone,
 * is left out, and all that came before it is unverified. */
_must_check_ int set_catalog_read(struct catalog **ret, struct arena *arena,
	const struct change_set *changes, const struct migration_set *set, struct set_sql *set_sql,
	enum catalog_source source, struct error *reterr);

/* To be asked when no more is asked of the catalog: 0, unless what was kept turned out to be none.
 * Then what was found by it does not hold. */
_must_check_ int set_catalog_verify(
	const struct catalog *catalog, const struct repository *repository, struct error *reterr);

#endif
