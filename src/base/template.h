/* SPDX-License-Identifier: MIT */
/* The files of templates/, embedded at build time. */
#ifndef MIGHOOK_BASE_TEMPLATE_H
#define MIGHOOK_BASE_TEMPLATE_H

#include "base/str.h"

struct template
{
	struct str path; /* below templates/ */
	struct str bytes;
};

/* Sorted by path; generated. */
extern const struct template templates[];
extern const size_t template_count;

/* The bytes of a template; ptr NULL if there is none of that path. */
struct str template_find(struct str path);

#endif
