/* SPDX-License-Identifier: MIT */
/* The release of another program, as it prints it. */
#ifndef MIGHOOK_BASE_RELEASE_H
#define MIGHOOK_BASE_RELEASE_H

#include <stdint.h>

#include "base/str.h"

struct release {
	uint32_t major, minor;
};

/* The first "MAJOR.MINOR" of a text, as in "git version 2.39.5 (vendor)"; 0.0 if it has none. */
struct release release_parse(struct str text);

bool release_is_at_least(struct release release, struct release other);

#endif
