/* SPDX-License-Identifier: MIT */
/* What a commit would be judged by: protected branches, policy, sets. */
#include "base/vec.h"
#include "check_policy.h"
#include "install/doctor.h"
#include "migration/snapshot.h"

int doctor_judge(struct doctor *doctor, struct judged *ret, struct error *reterr)
{
	struct check_options options = {.policy_path = doctor->policy_path};

	if (check_start(&ret->check, doctor->arena, doctor->repository, &options, reterr))
		return -1;
	ret->has_tree = !change_set_from_everything(
		&ret->changes, doctor->repository, doctor->arena, &ret->tree_error);
	if (!ret->has_tree)
		return 0;
	ret->has_policy = !check_choose_policy(&ret->check, &ret->changes, &ret->policy_error) &&
		!set_specs_of(&ret->check.specs, doctor->arena, &ret->check.policy, ret->changes.head,
			ret->changes.parent, &ret->policy_error);
	return 0;
}

static void examine_protected(struct doctor *doctor, struct judged *judged)
{
	const struct setting *setting = policy_setting(&judged->check.policy, "protected");
	const struct protected_branches *protected = &judged->changes.protected;
	struct text text = {.arena = doctor->arena};
	struct str name = STR("protected");
	struct str_list none = {0};
	struct error error;

	if (change_set_protect(&judged->changes, setting ? &setting->list : &none, &error)) {
		doctor_fail_with(doctor, name, &error);
		return;
	}
	for (size_t i = 0; i < protected->count; i++) {
		const struct protected_branch *branch = &protected->items[i];

		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(branch->name));
		if (branch->is_current)
			text_addf(&text, ", for there is no other: all that is committed counts as merged");
		else if (object_id_is_none(&branch->base_commit))
			text_addf(&text, ", of another history");
		else
			text_addf(
				&text, ", left at %s", object_id_hex(doctor->arena, &branch->base_commit, 12).ptr);
	}
	if (protected->count)
		doctor_pass(doctor, name, "%s", text_str(&text).ptr);
	else
		doctor_pass(doctor, name, "none: nothing has been committed yet");
}

static void examine_policy(struct doctor *doctor, const struct judged *judged)
{
	struct str source = judged->check.policy.source;
	struct text text = {.arena = doctor->arena};

	if (source.ptr)
		text_add(&text, source);
	else
		text_add(&text, STR("no .mighook.yaml: the defaults hold; to write one: mighook init"));
	for (size_t i = 0; i < judged->check.notes.count; i++)
		text_addf(&text, "; %.*s", STR_ARG(judged->check.notes.items[i]));
	doctor_pass(doctor, STR("policy"), "%s", text_str(&text).ptr);
}

/* "supabase/migrations (supabase, snapshot schema.sql)"; `ret_absent` if no file is there. */
static int describe_set(struct doctor *doctor, const struct judged *judged,
	const struct set_spec *spec, struct text *text, bool *ret_absent, struct error *reterr)
{
	const struct change_set *changes = &judged->changes;
	struct str snapshot;
	bool exists = true;

	if (snapshot_in_tree(spec, changes->head, &snapshot, reterr) ||
		(spec->is_configured &&
			set_spec_exists(spec, doctor->arena, changes->head, changes->parent, &exists, reterr)))
		return -1;
	text_addf(text, "%s%.*s (%s, ", text->len ? "; " : "",
		STR_ARG(spec->path.len ? spec->path : STR(".")), spec->runner->name);
	if (snapshot.ptr)
		text_addf(text, "snapshot %.*s%s)", STR_ARG(snapshot), exists ? "" : ", no file there");
	else
		text_addf(text, "no snapshot%s)", exists ? "" : ", no file there");
	*ret_absent |= !exists;
	return 0;
}

/* Folders that look like sets where the policy lists others: they may be new. */
static int describe_unlisted(
	struct doctor *doctor, const struct judged *judged, struct text *text, struct error *reterr)
{
	const struct set_specs *listed = &judged->check.specs;
	struct set_specs all = {0};

	if (!listed->count || !listed->items[0].is_configured)
		return 0;
	for (size_t i = 0; i < listed->count; i++)
		*vec_push(doctor->arena, &all) = listed->items[i];
	if (set_specs_add_found(&all, doctor->arena, &judged->check.policy, judged->changes.head,
			judged->changes.parent, reterr))
		return -1;
	for (size_t i = listed->count; i < all.count; i++)
		text_addf(text, "%s%.*s (%s)", i == listed->count ? "; in no set: " : ", ",
			STR_ARG(all.items[i].path), all.items[i].runner->name);
	return 0;
}

static void examine_sets(struct doctor *doctor, const struct judged *judged)
{
	const struct set_specs *specs = &judged->check.specs;
	struct text text = {.arena = doctor->arena};
	struct str name = STR("sets");
	bool absent = false;
	struct error error;

	for (size_t i = 0; i < specs->count; i++) {
		if (describe_set(doctor, judged, &specs->items[i], &text, &absent, &error)) {
			doctor_fail_with(doctor, name, &error);
			return;
		}
	}
	if (describe_unlisted(doctor, judged, &text, &error)) {
		doctor_fail_with(doctor, name, &error);
		return;
	}
	if (absent)
		doctor_fail(doctor, name,
			advice_words(doctor->arena, "correct `sets` in .mighook.yaml, or add the migrations"),
			"%s", text_str(&text).ptr);
	else if (specs->count)
		doctor_pass(doctor, name, "%s", text_str(&text).ptr);
	else
		doctor_pass(doctor, name, "none found: there are no migrations yet");
}

void doctor_examine_judged(struct doctor *doctor, struct judged *judged)
{
	static const char *const names[] = {"protected", "policy", "sets"};

	if (judged->has_policy) {
		examine_protected(doctor, judged);
		examine_policy(doctor, judged);
		examine_sets(doctor, judged);
		return;
	}
	/* None of them is known; the one that is to blame has the reason. */
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		if (judged->has_tree && !strcmp(names[i], "policy"))
			doctor_fail_with(doctor, str_from(names[i]), &judged->policy_error);
		else
			doctor_fail(doctor, str_from(names[i]), (struct advice){.text = {NULL, 0}},
				"not known: the %s cannot be read", judged->has_tree ? "policy" : "repository");
	}
}
