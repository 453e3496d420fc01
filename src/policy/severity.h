/* SPDX-License-Identifier: MIT */
/* How bad a diagnostic is. */
#ifndef MIGHOOK_POLICY_SEVERITY_H
#define MIGHOOK_POLICY_SEVERITY_H

#include "base/str.h"

enum severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

/* "off", "info", "warning", "error". */
const char *severity_name(enum severity severity);

/* False if `name` is none of the four. */
bool severity_parse(struct str name, enum severity *ret);

#endif
