/* SPDX-License-Identifier: MIT */
/* Up and down sections of one file (dbmate, goose). */
#ifndef MIGHOOK_MIGRATION_SECTION_H
#define MIGHOOK_MIGRATION_SECTION_H

#include "migration/runner.h"

/* A part of a text; empty where there is none. */
struct section {
	size_t from, to;
	bool exists;
};

struct sections {
	struct section up, down;
};

/* Cuts a file as the runner does, at lines that are a marker comment. For a runner without markers
 * the whole text is the up section. */
struct sections sections_of(const struct runner *runner, struct str text);

/* True if the text has one of the runner's markers. */
bool sections_are_marked(const struct runner *runner, struct str text);

#endif
