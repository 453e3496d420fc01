/* SPDX-License-Identifier: MIT */
/* The rows that migrations bring to an empty database, before and after a squash. */
#ifndef MIGHOOK_CHECK_DATABASE_SQUASH_ROWS_H
#define MIGHOOK_CHECK_DATABASE_SQUASH_ROWS_H

#include "check_database_squash_proof.h"

/* Both chains, executed. */
struct squash_chains {
	const struct migration_set *set;
	const struct scratch_request *scratch;
	const struct ordered_files *old_files;
	const struct schema_side *before, *after; /* on the proof's two servers */
};

/* Fills what of the rows has changed, or is lost where none are carried over. Values that the same
 * migrations give otherwise a second time are not compared: now(), gen_random_uuid(). */
_must_check_ int squash_rows_compare(struct squash_proof *proof, const struct squash_chains *chains,
	bool keeps_rows, struct error *reterr);

#endif
