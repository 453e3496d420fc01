/* SPDX-License-Identifier: MIT */
/* Whole files: read at once, written at once or not at all. */
#ifndef MIGHOOK_BASE_FILE_H
#define MIGHOOK_BASE_FILE_H

#include <sys/stat.h>

#include "base/error.h"
#include "base/str.h"

/* Sets the error "cannot ACTION PATH: " and what errno says. Always -1. */
int file_failed(const char *action, struct str path, struct error *reterr);

/* The file's bytes, in the arena. */
_must_check_ int file_read(
	struct str *ret, struct arena *arena, struct str path, struct error *reterr);

/* Standard input, up to its end. */
_must_check_ int file_read_stdin(struct str *ret, struct arena *arena, struct error *reterr);

/* Writes a new file beside `path`, under a name of its own that is returned. None is left behind
 * where it fails. */
_must_check_ int file_write_beside(struct str path, struct str bytes, mode_t mode,
	struct arena *arena, struct str *ret, struct error *reterr);

/* Writes through a temporary file in the same folder and renames it: never half written. */
_must_check_ int file_write(struct str path, struct str bytes, mode_t mode, struct error *reterr);

/* Writes all of it, however often the kernel takes a part only. -1 leaves the reason in errno. */
_must_check_ int file_write_all(int descriptor, struct str bytes);

/* The same for a file that must not be there yet. */
_must_check_ int file_create(struct str path, struct str bytes, mode_t mode, struct error *reterr);

/* Makes the folder and those above it. */
_must_check_ int file_make_folder(struct str path, struct error *reterr);

#endif
