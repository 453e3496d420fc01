/* SPDX-License-Identifier: MIT */
/* What libpq reads of our environment: all that is called PG*, some of it each time it connects. */
#ifndef MIGHOOK_DATABASE_LIBPQ_ENVIRONMENT_H
#define MIGHOOK_DATABASE_LIBPQ_ENVIRONMENT_H

#include "base/str.h"

/* Takes it out of the environment. */
struct str_list libpq_environment_take(struct arena *arena);

/* Puts it back. */
void libpq_environment_restore(const struct str_list *taken);

#endif
