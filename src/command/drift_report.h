/* SPDX-License-Identifier: MIT */
/* What a drift comes to in words: the report that every format is written from. */
#ifndef MIGHOOK_COMMAND_DRIFT_REPORT_H
#define MIGHOOK_COMMAND_DRIFT_REPORT_H

#include "check_database_drift.h"
#include "command/command.h"

/* Fills it; what it points to lives in the context's arena. */
_must_check_ int drift_report_fill(struct report *ret, const struct context *context,
	const struct database_drift *drift, struct error *reterr);

#endif
