/* SPDX-License-Identifier: MIT */
/* What was mended, on its way to a reader or a program. */
#ifndef MIGHOOK_REPORT_FIXES_H
#define MIGHOOK_REPORT_FIXES_H

#include "fix/fixes.h"
#include "report/report.h"

/* As git shows changes: a unified diff of what is staged. */
void report_fixes_text(FILE *out, struct arena *arena, const struct fixes *fixes, bool colored);

/* One object (design section 5), with the findings that are left. */
void report_fixes_json(FILE *out, const struct fixes *fixes, const struct diagnostics *remaining);

#endif
