/* SPDX-License-Identifier: MIT */
/* What git meets at one hook, and whether mighook is run by it. */
#ifndef MIGHOOK_INSTALL_HOOK_LOOK_H
#define MIGHOOK_INSTALL_HOOK_LOOK_H

#include "install/doctor.h"

struct hook_look {
	bool runs; /* mighook */
	bool is_ours; /* it is there to run mighook, whether it does or not */
	struct str detail;
	struct advice fix; /* where it does not run */
};

/* Looks at the hook where the doctor has found that git looks for hooks. */
struct hook_look hook_look_at(const struct doctor *doctor, const struct hook *hook);

#endif
