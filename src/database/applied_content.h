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

/* Of what kind the row's checksum is; CHECKSUM_NONE: it has none that can be compared. */
enum history_checksum row_checksum_kind(
	const struct history_adapter *adapter, const struct history_row *row);

/* The tokens of SQL, each behind a blank, without the semicolons: what divides statements is not
 * stored with them. */
struct str sql_tokens(struct arena *arena, struct str sql);

/* True if they differ in comments and blanks at most. */
bool same_statements(struct arena *scratch, struct str a, struct str b);

/* What a row keeps of its statements, as a file has them; counts them. */
struct str applied_statements(struct arena *arena, struct str statements, size_t *ret_count);

#endif
