/* SPDX-License-Identifier: MIT */
/* What `mighook help` tells besides the commands. */
#ifndef MIGHOOK_COMMAND_TOPICS_H
#define MIGHOOK_COMMAND_TOPICS_H

#include <stdio.h>

#include "policy/vocabulary.h"

/* A name and what it means, in paragraphs. */
struct topic_row {
	const char *name, *meaning;
};

/* The variables that the program reads, and those exit codes mean; sorted. */
extern const struct topic_row environment_rows[], exit_rows[];
extern const size_t environment_row_count, exit_row_count;

/* What a key of the policy file, or an option of a rule in it, means: its row in sentences. */
struct str policy_key_meaning(struct arena *arena, const struct policy_key *key);
struct str option_key_meaning(struct arena *arena, const struct option_key *option);

struct topic {
	const char *name;
	void (*write)(FILE *out, struct arena *arena);
};

extern const struct topic topics[];
extern const size_t topic_count;

/* NULL if there is none of that name. */
const struct topic *topic_find(struct str name);

#endif
