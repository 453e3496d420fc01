/* SPDX-License-Identifier: MIT */
/* Schemas that the server, an extension or a platform fills. */
#ifndef MIGHOOK_RULES_MANAGED_SCHEMA_H
#define MIGHOOK_RULES_MANAGED_SCHEMA_H

#include "base/str.h"

/* True for a schema that no migration is the owner of, and dumps of the team's own leave out. */
bool is_managed_schema(struct str schema);

#endif
