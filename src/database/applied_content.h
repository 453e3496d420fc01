/* SPDX-License-Identifier: MIT */
/* Is a file still what was applied? By the checksum or the statements that the table keeps. */
#ifndef MIGHOOK_DATABASE_APPLIED_CONTENT_H
#define MIGHOOK_DATABASE_APPLIED_CONTENT_H

#include "database/history.h"

enum content_verdict {
	CONTENT_SAME,
	CONTENT_UNKNOWN, /* the table keeps nothing to compare with */
	CONTENT_LINE_ENDS, /* the same but for CR LF */
	CONTENT_COMMENTS, /* the same statements, other comments or blanks */
	CONTENT_OTHER,
};

/* Compares a file's bytes with what the row says was applied. `up` is the part of it that runs. */
enum content_verdict applied_content(const struct history_adapter *adapter, struct arena *scratch,
	const struct history_row *row, struct str bytes, struct str up);

/* The checksum of bytes as the table of that kind keeps it (SHA-384 in hex); ptr NULL: it keeps
 * none. */
struct str checksum_of(
	const struct history_adapter *adapter, struct arena *arena, struct str bytes);

#endif
