/* SPDX-License-Identifier: MIT */
#include "policy/severity.h"

static const char *const names[] = {
	[SEVERITY_OFF] = "off",
	[SEVERITY_INFO] = "info",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

const char *severity_name(enum severity severity)
{
	return names[severity];
}

bool severity_parse(struct str name, enum severity *ret)
{
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		if (str_equal(name, str_from(names[i]))) {
			*ret = (enum severity)i;
			return true;
		}
	}
	return false;
}
