/* SPDX-License-Identifier: MIT */
#include "command/doctor_proof.h"

#include "base/escape.h"
#include "check_sets.h"
#include "check_upkeep.h"

int prover_start(struct prover *prover, struct error *reterr)
{
	struct doctor doctor = {.arena = prover->arena,
		.repository = prover->repository,
		.policy_path = prover->policy_path};

	if (doctor_judge(&doctor, &prover->judged, reterr))
		return -1;
	if (prover->judged.has_policy)
		return 0;
	*reterr = prover->judged.has_tree ? prover->judged.policy_error : prover->judged.tree_error;
	return -1;
}

static struct str plural(struct arena *arena, size_t count, const char *one, const char *many)
{
	return str_format(arena, "%zu %s", count, count == 1 ? one : many);
}

/* What the gate says itself. */
static struct proven gate_proof(struct prover *prover, const struct gate_answer *answer)
{
	struct proven proven = {answer->verdict, answer->reason, {NULL, 0}};

	if (answer->verdict == VERDICT_PROVEN)
		proven.reason.ptr = NULL;
	if (answer->verdict != VERDICT_OPEN)
		proven.command = str_format(prover->arena, "mighook gate%s", answer->options.ptr);
	return proven;
}

/* That nothing is missing; other failures do not count. */
static struct proven applied_proof(struct prover *prover, const struct gate_answer *answer)
{
	struct proven proven = gate_proof(prover, answer);

	if (answer->verdict != VERDICT_PROVEN && answer->verdict != VERDICT_DISPROVEN)
		return proven;
	proven.verdict = answer->pending_count ? VERDICT_DISPROVEN : VERDICT_PROVEN;
	proven.reason = (struct str){NULL, 0};
	if (answer->pending_count)
		proven.reason = plural(prover->arena, answer->pending_count, "migration is not applied",
			"migrations are not applied");
	proven.command = str_format(prover->arena, "mighook status%s", answer->options.ptr);
	return proven;
}

/* True if it is known what production lacks, and it is something; else `ret` says so. */
static bool has_release(const struct gate_answer *answer, struct proven *ret)
{
	bool is_known = answer->verdict == VERDICT_PROVEN || answer->verdict == VERDICT_DISPROVEN;

	if (is_known && answer->pending.count)
		return true;
	*ret = (struct proven){.verdict = VERDICT_OPEN,
		.reason = is_known ? STR("nothing is left to deploy")
						   : STR("nobody knows what is to be deployed")};
	return false;
}

static bool is_merged(const struct migration_sets *sets, struct str path)
{
	for (size_t i = 0; i < sets->count; i++) {
		const struct migration_file *file = migration_set_file(&sets->items[i], path);

		if (file && file->migration)
			return file->migration->is_merged;
	}
	return false; /* not added yet */
}

static int merged_proof(struct prover *prover, const struct gate_answer *answer, struct proven *ret,
	struct error *reterr)
{
	struct change_set *changes = &prover->judged.changes;
	struct migration_sets sets;

	if (check_load_names(&prover->judged.check, changes, &sets, reterr))
		return -1;
	*ret = (struct proven){.verdict = VERDICT_PROVEN};
	for (size_t i = 0; i < answer->pending.count && ret->verdict == VERDICT_PROVEN; i++) {
		if (is_merged(&sets, answer->pending.items[i]))
			continue;
		ret->verdict = VERDICT_DISPROVEN;
		ret->reason = str_format(prover->arena, "%s is not",
			escape_text(prover->arena, answer->pending.items[i], false).ptr);
	}
	return 0;
}

/* Reviews what production lacks, as it lies in the worktree. */
static int review(struct prover *prover, const struct gate_answer *answer, struct error *reterr)
{
	struct check_options options = {.policy_path = prover->policy_path, .wants_review = true};
	struct str top = repository_worktree(prover->repository);
	struct check_result *result = arena_new(prover->arena, struct check_result);
	struct check *check = arena_new(prover->arena, struct check);
	struct str_list paths = {0};

	for (size_t i = 0; i < answer->pending.count; i++)
		str_list_add(
			prover->arena, &paths, str_join_path(prover->arena, top, answer->pending.items[i]));
	if (check_start(check, prover->arena, prover->repository, &options, reterr) ||
		check_paths(check, &paths, result, reterr))
		return -1;
	prover->review = result;
	return 0;
}

/* What a box of the review says; what it cannot tick people may have taken care of elsewhere. */
static struct proven box_proof(const struct prover *prover, const char *name)
{
	const struct review *found = &prover->review->review;

	for (size_t i = 0; i < found->checklist.count; i++) {
		const struct review_box *box = &found->checklist.items[i];

		if (!strcmp(box->name, name))
			return (struct proven){
				box->is_ticked ? VERDICT_PROVEN : VERDICT_OPEN, box->reason, {NULL, 0}};
	}
	return (struct proven){.verdict = VERDICT_OPEN};
}

static struct proven approval_proof(const struct prover *prover)
{
	const struct review *found = &prover->review->review;
	size_t count = 0;

	for (size_t i = 0; i < found->changes.count; i++)
		count += review_change_lacks_approvals(&found->changes.items[i]);
	if (!count)
		return (struct proven){.verdict = VERDICT_PROVEN};
	return (struct proven){.verdict = VERDICT_OPEN,
		.reason = plural(prover->arena, count, "change lacks approvals", "changes lack approvals")};
}

static int review_proof(struct prover *prover, enum proof proof, const struct gate_answer *answer,
	struct proven *ret, struct error *reterr)
{
	if (repository_is_bare(prover->repository)) {
		*ret = (struct proven){.reason = STR("this is a bare repository")};
		return 0;
	}
	if (!prover->review && review(prover, answer, reterr))
		return -1;
	*ret = proof == PROOF_APPROVED ? approval_proof(prover)
		: proof == PROOF_ROLLBACK  ? box_proof(prover, "Has a rollback")
								   : box_proof(prover, "Breaks nothing: additions only");
	return 0;
}

static struct proven count_proof(struct arena *arena, const struct upkeep *upkeep)
{
	const struct crowded_set *set = upkeep->crowded.items;

	if (!upkeep->crowded.count)
		return (struct proven){.verdict = VERDICT_PROVEN};
	return (struct proven){.verdict = VERDICT_DISPROVEN,
		.reason = str_format(arena, "%s holds %zu migrations, more than %zu",
			escape_text(arena, set->path, false).ptr, set->count, set->max)};
}

static struct proven archive_proof(struct arena *arena, const struct upkeep *upkeep)
{
	struct str folder;

	if (!upkeep->expired.count)
		return (struct proven){.verdict = VERDICT_PROVEN};
	folder = upkeep->expired.items[0];
	return (struct proven){VERDICT_DISPROVEN,
		str_format(arena, "%s is older than a year", escape_text(arena, folder, false).ptr),
		str_format(arena, "git rm -r %s", escape_shell(arena, folder).ptr)};
}

static int upkeep_proof(
	struct prover *prover, enum proof proof, struct proven *ret, struct error *reterr)
{
	struct upkeep upkeep;

	if (check_upkeep(&prover->judged.check, &prover->judged.changes, &upkeep, reterr))
		return -1;
	*ret = proof == PROOF_COUNT ? count_proof(prover->arena, &upkeep)
								: archive_proof(prover->arena, &upkeep);
	return 0;
}

int prover_ask(struct prover *prover, enum proof proof, enum proof_role role, struct proven *ret,
	struct error *reterr)
{
	const struct gate_answer *answer;

	*ret = (struct proven){.verdict = VERDICT_OPEN};
	if (proof == PROOF_BY_HAND)
		return 0;
	if (proof == PROOF_COUNT || proof == PROOF_ARCHIVES)
		return upkeep_proof(prover, proof, ret, reterr);
	if (prover_ask_gate(prover, role, &answer, reterr))
		return -1;
	if (proof == PROOF_APPLIED)
		*ret = applied_proof(prover, answer);
	else if (proof == PROOF_GATE)
		*ret = gate_proof(prover, answer);
	else if (has_release(answer, ret))
		return proof == PROOF_MERGED ? merged_proof(prover, answer, ret, reterr)
									 : review_proof(prover, proof, answer, ret, reterr);
	return 0;
}
