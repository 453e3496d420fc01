/* SPDX-License-Identifier: MIT */
/* What databases have: mighook-db is asked, once for each. */
#include "base/escape.h"
#include "base/json.h"
#include "base/process.h"
#include "base/program.h"
#include "command/doctor_proof.h"

#define ERROR_PREFIX STR("mighook: error: ")

/* What environments are called that play the role. */
static const char *const usual_names[PROOF_ROLE_COUNT][4] = {
	[PROOF_PRODUCTION] = {"prod", "production"},
	[PROOF_TEST] = {"dev", "development", "test", "staging"},
};

static bool has_environments(const struct policy *policy)
{
	for (size_t i = 0; i < policy->settings.count; i++)
		if (str_starts(policy->settings.items[i].key, STR("database.environments.")))
			return true;
	return false;
}

static const char *find_environment(const struct policy *policy, enum proof_role role)
{
	for (size_t i = 0; i < ARRAY_LENGTH(usual_names[role]); i++) {
		const char *name = usual_names[role][i];

		if (name &&
			(policy_setting(policy, "database.environments.%s.url-env", name) ||
				policy_setting(policy, "database.environments.%s.rest-env", name)))
			return name;
	}
	return NULL;
}

/* The name that is handed to mighook-db. NULL: none, then `ret_reason` is why nothing is to be
 * asked at all, or there is but the usual one. */
static const char *environment_of(
	const struct prover *prover, enum proof_role role, struct str *ret_reason)
{
	const struct policy *policy = &prover->judged.check.policy;
	const char *name = find_environment(policy, role);

	*ret_reason = (struct str){NULL, 0};
	if (role == PROOF_PRODUCTION && prover->environment.ptr)
		return str_copy(prover->arena, prover->environment).ptr;
	if (name || (role == PROOF_PRODUCTION && !has_environments(policy)))
		return name;
	*ret_reason = role == PROOF_PRODUCTION
		? STR("the policy has no environment prod or production; --env names another")
		: STR("the policy has no environment dev, development, test or staging");
	return NULL;
}

/* The reason of a program that could not do it. */
static struct str reason_in(struct arena *arena, struct str output)
{
	struct str line;

	while (str_next(&output, '\n', &line))
		if (str_starts(line, ERROR_PREFIX))
			return str_copy(arena, str_slice(line, ERROR_PREFIX.len, line.len));
	return STR("mighook-db gave no answer");
}

struct reading {
	const struct prover *prover;
	struct gate_answer *answer;
};

static bool is_manifest(const struct prover *prover, struct str path)
{
	const struct set_specs *specs = &prover->judged.check.specs;

	for (size_t i = 0; i < specs->count; i++)
		if (specs->items[i].manifest.ptr && str_equal(specs->items[i].manifest, path))
			return true;
	return false;
}

static void read_failure(const char *key, const struct json *failure, void *context)
{
	const struct reading *reading = context;
	struct str check = json_text(json_member(failure, "check"));
	struct str path = json_text(json_member(failure, "path"));

	(void)key;
	if (!str_equal(check, STR("pending")) && !str_equal(check, STR("out-of-order")))
		return;
	reading->answer->pending_count++;
	if (path.ptr && !is_manifest(reading->prover, path))
		str_list_add(reading->prover->arena, &reading->answer->pending,
			str_copy(reading->prover->arena, path));
}

static void read_answer(const struct prover *prover, struct str output, struct gate_answer *answer)
{
	_cleanup_(json_free) struct json *root = json_parse(output);
	struct reading reading = {prover, answer};
	const struct json *failures = root ? json_member(root, "failures") : NULL;

	if (!failures) {
		answer->verdict = VERDICT_UNKNOWN;
		answer->reason = reason_in(prover->arena, output);
		return;
	}
	json_each(failures, read_failure, &reading);
	answer->reason = str_copy(prover->arena, json_text_at(root, "summary"));
}

static int run(const struct prover *prover, const char *environment, struct gate_answer *answer,
	struct error *reterr)
{
	struct str program = program_find(prover->arena), output;
	const char *command[9] = {program.ptr, "gate", "--json", "--quiet"};
	size_t count = 4;
	int status;

	if (!program.ptr) {
		answer->verdict = VERDICT_UNKNOWN;
		answer->reason = STR("mighook-db is not installed here");
		return 0;
	}
	if (environment) {
		command[count++] = "--env";
		command[count++] = environment;
	}
	if (prover->policy_path.ptr) {
		command[count++] = "--policy";
		command[count++] = prover->policy_path.ptr;
	}
	if (process_run(command, PROCESS_JOINS_ERRORS, prover->arena, &output, &status, reterr))
		return -1;
	answer->verdict = !status ? VERDICT_PROVEN : status == 1 ? VERDICT_DISPROVEN : VERDICT_UNKNOWN;
	if (answer->verdict == VERDICT_UNKNOWN)
		answer->reason = reason_in(prover->arena, output);
	else
		read_answer(prover, output, answer);
	return 0;
}

int prover_ask_gate(struct prover *prover, enum proof_role role, const struct gate_answer **ret,
	struct error *reterr)
{
	struct gate_answer *answer = &prover->answers[role];
	const char *environment;

	*ret = answer;
	if (prover->has_answer[role])
		return 0;
	prover->has_answer[role] = true;
	environment = environment_of(prover, role, &answer->reason);
	answer->options = environment ? str_format(prover->arena, " --env %s",
										escape_shell(prover->arena, str_from(environment)).ptr)
								  : STR("");
	return answer->reason.ptr ? 0 : run(prover, environment, answer, reterr);
}
