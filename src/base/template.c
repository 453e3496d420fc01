/* SPDX-License-Identifier: MIT */
#include "base/template.h"

struct str template_find(struct str path)
{
	for (size_t i = 0; i < template_count; i++)
		if (str_equal(templates[i].path, path))
			return templates[i].bytes;
	return (struct str){NULL, 0};
}
