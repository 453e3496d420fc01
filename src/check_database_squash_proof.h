/* SPDX-License-Identifier: MIT */
/*
 * That a squash changes nothing (requirements S0-12, S0-16): all migrations as they are, and the
 * baseline with what is left behind it, each executed on a server of its own, lead to the same
 * schema, object by object; and to the same rows, where those are carried over. Nothing has to be
 * written for it.
 */
#ifndef MIGHOOK_CHECK_DATABASE_SQUASH_PROOF_H
#define MIGHOOK_CHECK_DATABASE_SQUASH_PROOF_H

#include "check_database_drift.h"
#include "check_squash_statements.h"

struct squash_proof_request {
	struct database_options database;
	struct scratch_request scratch;
	struct str dump, dump_name; /* of the schema; ptr NULL: what the squashed migrations lead to */
	bool asks_database; /* one is named: it must have the schema that its migrations lead to */
	bool keeps_rows;
};

/* A table that has not the same rows. */
struct squash_rows_change {
	struct str table;
	struct str before, after; /* how many; of a sequence its last value */
	bool is_sequence;
};

struct squash_rows_changes {
	struct squash_rows_change *items;
	size_t count, capacity;
};

struct squash_proof {
	struct database_check database;
	struct scratch_check old_server, new_server;
	struct database_drift live; /* verdict: of the database that was asked */
	struct squash_statements statements;
	bool is_broken; /* the migrations fail as they are: there is nothing to compare with */
	struct replay_failures failures; /* theirs, or those of the baseline and what is behind it */
	struct drift_objects objects; /* left: before, right: after */
	struct squash_rows_changes rows; /* that are carried over, and come out otherwise */
	struct squash_rows_changes lost; /* that are not carried over */
	struct stand_in_uses unverified; /* what uses extensions that are not what they seem */
	struct str_list of_the_moment; /* columns that differ from run to run, and were not compared */
	bool has_privileges; /* the baseline takes them along */
	bool is_proven;
};

/* Makes the baseline's text of the dump, or of what the migrations lead to, and proves the plan. To
 * be closed by the caller, also after an error. */
_must_check_ int check_database_squash_prove(struct check *check,
	const struct squash_proof_request *request, struct squash_plan *plan, struct squash_proof *ret,
	struct error *reterr);

void squash_proof_close(struct squash_proof *proof);

#endif
