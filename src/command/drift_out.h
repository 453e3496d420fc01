/* SPDX-License-Identifier: MIT */
/* What `mighook drift` leaves behind for who was not there: a folder, and the summary of a job. */
#ifndef MIGHOOK_COMMAND_DRIFT_OUT_H
#define MIGHOOK_COMMAND_DRIFT_OUT_H

#include "check_database_drift.h"
#include "command/command.h"

/* Writes the files of --out, each whole or not at all; others in the folder stay as they are. Does
 * nothing without the option (requirements S3-13, S4-10). */
_must_check_ int drift_out_write(const struct context *context, const struct database_drift *drift,
	const struct report *report, struct error *reterr);

/* With --format github, and no other that says where the summary goes: adds it to that of GitHub's
 * job, if this is one. */
_must_check_ int drift_out_summarize(
	const struct context *context, const struct report *report, struct error *reterr);

#endif
