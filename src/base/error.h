/* SPDX-License-Identifier: MIT */
/* An error: mighook could not look. (What is wrong with the user's change is a diagnostic.) */
#ifndef MIGHOOK_BASE_ERROR_H
#define MIGHOOK_BASE_ERROR_H

#include "base/cleanup.h"

/* What a caller may want to tell apart; everything ends in exit 2 unless it is dealt with. */
enum error_kind {
	ERROR_OTHER,
	ERROR_NO_REPOSITORY, /* not inside a git repository */
	ERROR_UNMERGED, /* the index has paths whose conflicts are to be resolved */
};

struct error {
	enum error_kind kind;
	char message[2048]; /* lower case, no full stop */
	char hint[2048]; /* the command that mends it, or "" */
};

/* Sets the message, clears kind and hint. */
void error_describe(struct error *reterr, const char *format, ...) _printf_(2, 3);

/* Sets what the user can do. */
void error_advise(struct error *reterr, const char *format, ...) _printf_(2, 3);

static inline int error_failure(void)
{
	return -1;
}

/* The same, with the value -1, so that they can be returned and the compiler knows it. */
#define error_set(...) (error_describe(__VA_ARGS__), error_failure())
#define error_hint(...) (error_advise(__VA_ARGS__), error_failure())

#endif
