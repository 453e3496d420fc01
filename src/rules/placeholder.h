/* SPDX-License-Identifier: MIT */
/* What templates leave for the author to replace (seed 1 line 389, seed 3 lines 52, 76, 302, 318).
 */
#ifndef MIGHOOK_RULES_PLACEHOLDER_H
#define MIGHOOK_RULES_PLACEHOLDER_H

#include "lint/diagnostic.h"

/* The first placeholder at or behind `from` in a file whose content was read. */
bool placeholder_find(const struct migration_file *file, size_t from, struct span *ret);

/* True if a section holds a placeholder, and no statement but the template's. */
bool placeholder_is_all(
	const struct migration_file *file, const struct section *section, struct span *ret);

#endif
