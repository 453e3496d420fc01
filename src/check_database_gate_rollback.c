/* SPDX-License-Identifier: MIT */
/* Whether what was done last, or is to be done next, could be undone. */
#include "base/escape.h"
#include "check_database_gate.h"
#include "check_database_roundtrip.h"

struct judging {
	struct gate *gate;
	struct database_drift drift; /* of one set, on a server of its own */
	struct set_drift set;
};

static const char *shown(const struct judging *judging, struct str text)
{
	return escape_text(judging->gate->arena, text, false).ptr;
}

/* Down files have the version of their migration. */
static void fail(struct judging *judging, struct str path, struct str message)
{
	const struct migration_file *file = migration_set_file(judging->set.set, path);

	gate_fail(judging->gate, GATE_ROLLBACK, file ? file->name.version : (struct str){NULL, 0}, path,
		message);
}

/* How many of the newest: from the first that is pending on, else the last that has a version. */
static size_t count_newest(const struct judging *judging)
{
	struct ordered_files files = migration_set_in_order(judging->set.set, judging->gate->arena);
	size_t newest = 0;

	for (size_t i = 0; i < files.count; i++) {
		if (ledger_file_is_pending(judging->gate->ledger, files.items[i]))
			return files.count - i;
		if (files.items[i]->name.role != ROLE_REPEATABLE)
			newest = i;
	}
	return files.count - newest;
}

static void fail_execution(struct judging *judging)
{
	const struct replay_failures *failures = &judging->set.chain.failures;

	for (size_t i = 0; i < failures->count; i++) {
		const struct replay_failure *failure = &failures->items[i];

		fail(judging, failure->path,
			str_format(judging->gate->arena, "%s:%zu: %s", shown(judging, failure->path),
				failure->line, failure->message.ptr));
	}
}

static void fail_differences(struct judging *judging)
{
	for (size_t i = 0; i < judging->drift.findings.count; i++) {
		const struct drift_finding *finding = &judging->drift.findings.items[i];
		const struct drift_object *object = finding->object;
		struct str message = str_format(judging->gate->arena, "%s: %s %s %s",
			shown(judging, finding->comparison->path), shown(judging, object->kind),
			shown(judging, object->name),
			!object->left.ptr        ? "is left behind"
				: !object->right.ptr ? "does not come back"
									 : "does not come back as it was");

		if (finding->severity == SEVERITY_ERROR)
			fail(judging, finding->comparison->path, message);
		else
			str_list_add(judging->gate->arena, &judging->gate->notes, message);
	}
}

/* What was asked and cannot be proven holds a release back too. */
static void fail_unproven(struct judging *judging)
{
	for (size_t i = 0; i < judging->drift.skips.count; i++) {
		const struct drift_skip *skip = &judging->drift.skips.items[i];

		fail(judging, skip->path,
			skip->reason.ptr ? str_format(judging->gate->arena, "%s cannot be taken back: %s",
								   shown(judging, skip->path), shown(judging, skip->reason))
							 : str_format(judging->gate->arena, "%s has nothing that takes it back",
								   shown(judging, skip->path)));
	}
}

int check_database_gate_rollback(struct database_check *database,
	const struct scratch_request *request, const struct migration_set *set, struct gate *gate,
	struct error *reterr)
{
	struct judging judging = {.gate = gate, .drift = {.database = *database}, .set = {.set = set}};
	int result;

	/* a server of its own: roles outlive a database */
	if (scratch_check_open(&judging.drift.scratch, &judging.drift.database, request, reterr))
		return -1;
	result = check_roundtrip(&judging.drift, &judging.set, count_newest(&judging), reterr);
	scratch_check_close(&judging.drift.scratch);
	if (result)
		return -1;
	fail_execution(&judging);
	fail_differences(&judging);
	fail_unproven(&judging);
	return 0;
}
