/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"

void mend_executable_bit(const struct repair_site *site, struct mending *ret)
{
	ret->clears_executable = site->file->head->mode == MODE_EXECUTABLE;
}
