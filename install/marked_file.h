/* SPDX-License-Identifier: MIT */
/*
 * Lines of ours in a file of the team's. Each ends with a marker, behind which stands how the file
 * was before, so that taking them out brings it back byte for byte.
 */
#ifndef MIGHOOK_INSTALL_MARKED_FILE_H
#define MIGHOOK_INSTALL_MARKED_FILE_H

#include <sys/stat.h>

#include "base/error.h"
#include "base/str.h"

struct marked_file {
	struct arena *arena;
	struct str path, content; /* no content if it does not exist */
	bool exists;
	mode_t mode;
};

/* Reads the file; `mode` is for one that is made anew. */
_must_check_ int marked_file_open(struct marked_file *ret, struct arena *arena, struct str path,
	mode_t mode, struct error *reterr);

/* Offset of the first marked line; content.len if there is none. */
size_t marked_file_find(const struct marked_file *file, const char *marker);

/* True if the file runs mighook by lines that are not ours, which are left as they are. `section`:
 * as in mention.h. */
bool marked_file_is_done_by_hand(
	const struct marked_file *file, const char *marker, struct str section);

/* Writes the file with `lines` (each ends with a line feed) in place of those marked before, or if
 * there are none at the offset `at`. */
_must_check_ int marked_file_put(const struct marked_file *file, const char *marker,
	struct str lines, size_t at, struct error *reterr);

/* Takes the marked lines out, and the file if it was made for them. */
_must_check_ int marked_file_remove(
	const struct marked_file *file, const char *marker, bool *ret_found, struct error *reterr);

#endif
