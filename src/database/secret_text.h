/* SPDX-License-Identifier: MIT */
/* Passwords in connection strings: what must never be said. */
#ifndef MIGHOOK_DATABASE_SECRET_TEXT_H
#define MIGHOOK_DATABASE_SECRET_TEXT_H

#include "base/str.h"

/* What in a connection string may be secret: the string itself, its password, the parts that one
 * with unescaped signs falls into. */
struct str_list secrets_of_url(struct arena *arena, struct str url);

/* Adds one, unless it is empty. */
void secrets_add(struct arena *arena, struct str_list *secrets, struct str secret);

/* The text with "***" for each of them. */
struct str without_secrets(struct arena *arena, struct str text, const struct str_list *secrets);

#endif
