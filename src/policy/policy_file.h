/* SPDX-License-Identifier: MIT */
/* A policy file's text as settings, checked against the vocabulary. */
#ifndef MIGHOOK_POLICY_POLICY_FILE_H
#define MIGHOOK_POLICY_POLICY_FILE_H

#include "base/error.h"
#include "policy/settings.h"
#include "policy/vocabulary.h"

/* Whose text it is. */
struct policy_origin {
	struct str name; /* stands in messages */
	bool is_shipped; /* then lines mean nothing to the user and are not shown */
};

/*
 * Reads a whole policy file. An unknown key, a bad value or a key given twice is an error that
 * names file, line, key and the nearest valid word. A rule's mapping without severity gives the
 * setting `rules.<id>.severity` the value "on": in force at least at its catalogue severity.
 */
_must_check_ int policy_file_read(struct settings *ret, struct arena *arena,
	const struct vocabulary *vocabulary, struct str bytes, const struct policy_origin *origin,
	struct error *reterr);

#endif
