/* SPDX-License-Identifier: MIT */
#include "database/prelude.h"

#include "base/template.h"

struct str prelude_builtin(struct str name)
{
	_cleanup_(arena_release) struct arena arena = {0};

	return template_find(str_format(&arena, "preludes/%.*s.sql", STR_ARG(name)));
}
