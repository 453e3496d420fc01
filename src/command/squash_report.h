/* SPDX-License-Identifier: MIT */
/* A squash as it is printed. */
#ifndef MIGHOOK_COMMAND_SQUASH_REPORT_H
#define MIGHOOK_COMMAND_SQUASH_REPORT_H

#include "base/json.h"
#include "check_database_squash.h"
#include "check_database_squash_proof.h"
#include "command/command.h"

struct squash_report {
	struct context *context;
	bool executed; /* else nothing is written */
	bool is_seen; /* of files: a database was asked */
	const struct squash_proof *proof; /* of files */
	bool is_unproven; /* --no-proof */
	bool keeps_rows; /* --keep-data */
	bool is_asked; /* of a history: the gate was */
	struct database_check gate_database;
	struct gate gate;
};

/* What becomes of the files, how the baseline begins, and what that is in a history. */
void squash_write_files_text(const struct squash_report *report, const struct squash_plan *files,
	const struct database_squash *history);
void squash_write_files_json(const struct squash_report *report, const struct squash_plan *files,
	const struct plan *history);

/* Why nothing is done: what of it is not the same. */
void squash_write_refusal(
	const struct squash_report *report, const struct squash_plan *files, bool json);

/* What is proven of the files, and which statements no dump has. */
void squash_write_proof(const struct squash_report *report, const struct squash_plan *files);
void squash_add_proof(struct json *root, const struct squash_report *report);

/* The plan of a history; an error if that cannot be printed. */
_must_check_ int squash_write_history_text(const struct squash_report *report,
	const struct database_squash *history, struct error *reterr);

/* What came of it, with the gate's failures. */
void squash_write_outcome(
	const struct squash_report *report, const struct database_squash *history);
void squash_write_history_json(
	const struct squash_report *report, const struct database_squash *history);

void squash_report_close(struct squash_report *report);

#endif
