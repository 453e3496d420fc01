/* SPDX-License-Identifier: MIT */
/* By what a row and a file are known to be one migration though their versions differ: keys, equal
 * where they are. */
#ifndef MIGHOOK_DATABASE_PAIR_KEY_H
#define MIGHOOK_DATABASE_PAIR_KEY_H

#include "database/history.h"

/* The name without version, ending, case and what divides its words: tools write all of that in
 * ways of their own. ptr NULL if nothing is left. */
struct str pair_name(struct arena *arena, struct str name, struct str version);

/* What the row says was executed: its checksum, else its statements without comments and blanks.
 * ptr NULL if it says nothing. */
struct str pair_row_content(struct arena *arena, struct arena *scratch,
	const struct history_adapter *adapter, const struct history_row *row);

enum { PAIR_CONTENTS = 4 }; /* that a file has at most: line ends count in checksums */

/* The keys that a row of such a table may have for a file. `up` is the part of it that runs.
 * Returns how many there are. */
size_t pair_file_contents(struct arena *arena, struct arena *scratch,
	const struct history_adapter *adapter, struct str bytes, struct str up,
	struct str ret[PAIR_CONTENTS]);

#endif
