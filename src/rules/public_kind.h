/* SPDX-License-Identifier: MIT */
/* Objects that code outside the database calls by their names. */
#ifndef MIGHOOK_RULES_PUBLIC_KIND_H
#define MIGHOOK_RULES_PUBLIC_KIND_H

#include "sql/object.h"

/* True for tables, columns, views, types, functions, ...; not for what only the database itself
 * uses: indexes, constraints, triggers, policies. */
bool is_public_kind(enum object_kind kind);

#endif
