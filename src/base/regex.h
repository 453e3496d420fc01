/* SPDX-License-Identifier: MIT */
/* Regular expressions: PCRE2's syntax, on bytes, compiled into the arena (nothing to free). */
#ifndef MIGHOOK_BASE_REGEX_H
#define MIGHOOK_BASE_REGEX_H

#include "base/error.h"
#include "base/str.h"

struct regex;

/* A match; its groups are views of the subject. Valid until the next search with this regex. */
struct regex_match {
	const struct regex *regex;
	struct str subject;
	const size_t *offsets; /* pairs of start and end */
};

/* Compiles `pattern`; the error names the offset of the mistake. */
_must_check_ int regex_compile(
	struct regex **ret, struct arena *arena, struct str pattern, struct error *reterr);

/* True if the pattern is found in `subject`. `ret` may be NULL. A pattern that takes too many
 * steps on this subject does not match it. */
bool regex_find(struct regex *regex, struct str subject, struct regex_match *ret);

/* The text of a named group; ptr NULL if there is no such group or it took no part. */
struct str regex_group(const struct regex_match *match, const char *name);

/* The pattern as written. */
struct str regex_pattern(const struct regex *regex);

#endif
