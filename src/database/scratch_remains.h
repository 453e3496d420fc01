/* SPDX-License-Identifier: MIT */
/* What a server of our own leaves behind that was killed, and no signal has told it to tidy up. */
#ifndef MIGHOOK_DATABASE_SCRATCH_REMAINS_H
#define MIGHOOK_DATABASE_SCRATCH_REMAINS_H

/* Ends its processes and removes its shared memory, which belongs to the open folder's owner. Does
 * nothing where a server has ended in order, or none was started. */
void scratch_remains_end(int folder);

#endif
