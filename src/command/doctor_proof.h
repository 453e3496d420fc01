/* SPDX-License-Identifier: MIT */
/* What can be proven of a release: by what databases have, which mighook-db tells, by the
 * repository, and by the migrations themselves. */
#ifndef MIGHOOK_COMMAND_DOCTOR_PROOF_H
#define MIGHOOK_COMMAND_DOCTOR_PROOF_H

#include "command/command.h"
#include "install/doctor.h"

enum proof {
	PROOF_BY_HAND, /* nobody but people can tell */
	PROOF_APPLIED, /* the database has every migration */
	PROOF_GATE, /* it passes the gate */
	PROOF_MERGED, /* what it lacks is merged */
	PROOF_ROLLBACK, /* and can be taken back */
	PROOF_ADDITIVE, /* and breaks nothing */
	PROOF_APPROVED, /* and has the approvals it needs */
	PROOF_COUNT, /* no set is due for a squash */
	PROOF_ARCHIVES, /* no archive is past its year */
};

/* Which database. */
enum proof_role { PROOF_PRODUCTION, PROOF_TEST, PROOF_ROLE_COUNT };

enum verdict {
	VERDICT_OPEN, /* nothing here can tell */
	VERDICT_PROVEN,
	VERDICT_DISPROVEN,
	VERDICT_UNKNOWN, /* it could not be asked */
};

struct proven {
	enum verdict verdict;
	struct str reason; /* ptr NULL: none */
	struct str command; /* that shows or proves it; ptr NULL: none */
};

/* What the gate says of a database. */
struct gate_answer {
	enum verdict verdict; /* VERDICT_OPEN: the policy does not name it */
	struct str reason; /* why there is no answer; else the gate's summary */
	struct str options; /* "--env prod", with a blank before; "": the usual one */
	struct str_list pending; /* paths of migrations that it lacks */
	size_t pending_count; /* and of those that have no file */
};

/* What was asked so far; each question is asked once. */
struct prover {
	struct arena *arena;
	struct repository *repository;
	struct str policy_path; /* --policy; ptr NULL: not given */
	struct str environment; /* --env: production; ptr NULL: not given */
	struct judged judged;
	struct gate_answer answers[PROOF_ROLE_COUNT];
	bool has_answer[PROOF_ROLE_COUNT];
	struct check_result *review; /* of what production lacks; NULL: not asked yet */
};

/* Reads the policy and the sets. */
_must_check_ int prover_start(struct prover *prover, struct error *reterr);

/* What the gate says of the database that plays the role. */
_must_check_ int prover_ask_gate(struct prover *prover, enum proof_role role,
	const struct gate_answer **ret, struct error *reterr);

_must_check_ int prover_ask(struct prover *prover, enum proof proof, enum proof_role role,
	struct proven *ret, struct error *reterr);

#endif
