/* SPDX-License-Identifier: MIT */
/* No secret leaves the program: bytes of secrets in what findings show become '*'. */
#ifndef MIGHOOK_LINT_MASK_H
#define MIGHOOK_LINT_MASK_H

#include "lint/run.h"

/* Masks the source lines (each byte by one, carets still fit), messages and hints of findings,
 * which are sorted; whatever rules were asked. */
void mask_secrets(const struct lint *lint, struct diagnostics *diagnostics);

/* A text that is no finding's, with what has the shape of a secret hidden. */
struct str mask_text(struct arena *arena, struct str whole);

#endif
