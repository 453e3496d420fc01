/* SPDX-License-Identifier: MIT */
/* The lists that a team goes through every day, at a release and once a quarter, with what can be
 * proven ticked (requirements S0-30, S0-32, S3-21, S3-23). */
#ifndef MIGHOOK_COMMAND_DOCTOR_CHECKLIST_H
#define MIGHOOK_COMMAND_DOCTOR_CHECKLIST_H

#include "command/doctor_proof.h"

struct checklist_box {
	const char *stage; /* NULL: that of the box above */
	const char *name;
	enum proof proof;
	enum proof_role role; /* the database that is asked */
	const char *command; /* that helps where nobody can prove it; NULL: none */
};

struct checklist {
	const char *name;
	const struct checklist_box *boxes;
	size_t count;
};

extern const struct checklist checklists[];
extern const size_t checklist_count;

/* A box that was asked. */
struct checked_box {
	const struct checklist_box *box;
	struct proven proven;
};

/* Asks for all of the list; an array of `list->count`. */
_must_check_ int checklist_ask(const struct checklist *list, struct prover *prover,
	const struct checked_box **ret, struct error *reterr);

/* Prints the list for people. */
void checklist_write_text(const struct checklist *list, const struct checked_box *boxes,
	struct arena *arena, bool colored);

/* One object: `checklist`, `boxes:[{stage,name,ticked,reason,run}]`. */
void checklist_write_json(const struct checklist *list, const struct checked_box *boxes);

#endif
