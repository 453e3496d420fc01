/* SPDX-License-Identifier: MIT */
/* The statements of a migration as the Supabase CLI keeps them (pkg/parser/token.go). */
#ifndef MIGHOOK_DATABASE_STORED_STATEMENTS_H
#define MIGHOOK_DATABASE_STORED_STATEMENTS_H

#include "migration/set.h"

/* Each as it is written, with the comments before it, without its semicolon and the blanks at its
 * ends; what follows the last semicolon is one too. Views of the content. */
struct str_list stored_statements(struct arena *arena, const struct migration_set *set,
	const struct migration_file *file, struct str content);

#endif
