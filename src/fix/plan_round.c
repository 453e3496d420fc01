/* SPDX-License-Identifier: MIT */
#include "fix/plan.h"
#include "fix/plan_names.h"

#include "base/vec.h"

static bool is_left(const struct plan *plan, struct str path)
{
	for (size_t i = 0; i < plan->left->count; i++)
		if (str_equal(plan->left->items[i].path, path))
			return true;
	return false;
}

struct planned_file *plan_find(const struct plan *plan, struct str path)
{
	for (size_t i = 0; i < plan->files.count; i++)
		if (str_equal(plan->files.items[i].path, path))
			return &plan->files.items[i];
	return NULL;
}

struct planned_file *plan_file(struct plan *plan, const struct migration_file *file)
{
	struct planned_file *planned = plan_find(plan, file->path);

	if (!planned) {
		planned = vec_push(plan->arena, &plan->files);
		planned->origin = planned->path = str_copy(plan->arena, file->path);
		planned->before = *file->head;
		planned->mode = file->head->mode;
		str_list_add(plan->arena, &planned->names, planned->path);
	}
	/* under another name it may be read where it was not before */
	if (file->script && !planned->content_before.ptr)
		planned->content_before = file->script->content;
	return planned;
}

/* NULL: nothing stands against it. */
static const char *why_not(const struct migration_file *file)
{
	if (!file->head || (file->head->mode != MODE_FILE && file->head->mode != MODE_EXECUTABLE))
		return "it is no regular file";
	if (file->in_base || file->in_tip)
		return "it is merged";
	return file->change && file->change->by_author ? NULL : "the change does not bring it";
}

bool plan_may_touch(const struct plan *plan, const struct migration_file *file)
{
	const struct planned_file *planned = plan_find(plan, file->path);

	return !why_not(file) && !is_left(plan, planned ? planned->origin : file->path);
}

void plan_note_untouched(struct plan *plan, const struct migration_file *file)
{
	const char *reason = why_not(file);

	for (size_t i = 0; i < plan->untouched.count; i++)
		if (str_equal(plan->untouched.items[i].path, file->path))
			return;
	if (reason)
		*vec_push(plan->arena, &plan->untouched) = (struct left_file){
			str_copy(plan->arena, file->path), str_from(reason)};
}

/* A migration is mended as a whole, or not at all. */
static bool is_left_with_partner(const struct plan *plan, const struct migration_file *file)
{
	const struct migration_file *partners[] = {file->migration ? file->migration->up : NULL,
		file->migration ? file->migration->down : NULL};

	for (size_t i = 0; i < ARRAY_LENGTH(partners); i++) {
		const struct planned_file *planned = partners[i] ? plan_find(plan, partners[i]->path)
														 : NULL;

		if (partners[i] && is_left(plan, planned ? planned->origin : partners[i]->path))
			return true;
	}
	return false;
}

void plan_note(struct plan *plan, struct planned_file *file, struct str rule)
{
	if (!str_list_contains(&file->rules, rule))
		str_list_add(plan->arena, &file->rules, rule);
}

static bool add_new_file(
	struct plan *plan, const struct mending *mending, const struct diagnostic *diagnostic)
{
	struct planned_file *file;

	if (!mending->new_file.ptr || is_left(plan, mending->new_file))
		return false;
	file = vec_push(plan->arena, &plan->files);
	file->path = mending->new_file;
	file->content = mending->new_content;
	file->content_before = STR("");
	file->mode = MODE_FILE;
	plan_note(plan, file, str_from(diagnostic->rule->key.id));
	return true;
}

/* The moves of all findings of the rule about the migration: its files move together. */
static struct moves moves_of_migration(struct plan *plan, const struct diagnostics *diagnostics,
	const struct repair_site *site, const struct moves *own)
{
	struct moves moves = {0};

	for (size_t i = 0; i < own->count; i++)
		*vec_push(plan->arena, &moves) = own->items[i];
	for (size_t i = 0; i < diagnostics->count && site->file->migration; i++) {
		const struct diagnostic *other = &diagnostics->items[i];

		if (other->rule == site->diagnostic->rule && other->file && other->file != site->file &&
			other->file->migration == site->file->migration)
			for (size_t j = 0; j < other->moves.count; j++)
				*vec_push(plan->arena, &moves) = other->moves.items[j];
	}
	return moves;
}

/* Takes over what one finding needs; false if that is nothing. */
static bool take(struct plan *plan, const struct repair_site *site, const struct lint *lint,
	const struct diagnostics *diagnostics, const struct mending *mending)
{
	struct str id = str_from(site->diagnostic->rule->key.id);
	struct planned_file *file;
	bool taken = false;

	if (!site->file)
		return add_new_file(plan, mending, site->diagnostic);
	if (mending->moves.count) {
		struct moves moves = moves_of_migration(plan, diagnostics, site, &mending->moves);

		taken = plan_take_moves(plan, lint, site, &moves);
		if (taken)
			plan_note(plan, plan_file(plan, site->file), id);
		return taken;
	}
	if (!mending->edits.count && !mending->clears_executable)
		return false;
	file = plan_file(plan, site->file);
	taken = mending->edits.count && edits_add_all(&file->edits, plan->arena, &mending->edits);
	if (mending->clears_executable && file->mode == MODE_EXECUTABLE) {
		file->mode = MODE_FILE;
		taken = true;
	}
	if (taken)
		plan_note(plan, file, id);
	return taken;
}

/* The set whose file, or place for one, the finding is about. */
static bool find_set(
	const struct lint *lint, const struct diagnostic *diagnostic, struct repair_site *ret)
{
	for (size_t i = 0; i < lint->sets->count; i++) {
		const struct migration_set *set = &lint->sets->items[i];
		bool holds = diagnostic->file
			? migration_set_file(set, diagnostic->file->path) == diagnostic->file
			: diagnostic->path.ptr && str_within(diagnostic->path, set->spec->path);

		if (!holds)
			continue;
		ret->set = set;
		ret->set_sql = &lint->sql[i];
		ret->file = diagnostic->file;
		return true;
	}
	return false;
}

/* One look at a place mends all that the rule finds there. */
static bool is_repeated(const struct diagnostics *diagnostics, size_t at)
{
	const struct diagnostic *diagnostic = &diagnostics->items[at];

	for (size_t i = at; i > 0; i--) {
		const struct diagnostic *other = &diagnostics->items[i - 1];

		if (!str_equal(other->path, diagnostic->path))
			break;
		if (other->rule == diagnostic->rule && other->span.from == diagnostic->span.from &&
			other->span.to == diagnostic->span.to)
			return true;
	}
	return false;
}

/* What mends the finding; false if nothing may, or can. */
static bool find_mending(struct plan *plan, const struct lint *lint,
	const struct diagnostic *diagnostic, enum repair_phase phase, struct repair_site *site,
	struct mending *ret)
{
	const struct repair *repair = repair_find(diagnostic->rule);

	*site = (struct repair_site){
		.arena = plan->arena,
		.diagnostic = diagnostic,
	};
	*ret = (struct mending){0};
	if (!repair || repair->phase != phase || !find_set(lint, diagnostic, site) ||
		(site->file && phase == REPAIR_TEXT && !site->file->script))
		return false;
	site->policy = lint_demands(lint, site->set->spec)->policy;
	if (site->file)
		site->author = plan_author(plan, site->file);
	repair->mend(site, ret);
	if (!ret->edits.count && !ret->moves.count && !ret->clears_executable && !ret->new_file.ptr)
		return false;
	if (!site->file)
		return true;
	plan_note_untouched(plan, site->file);
	return plan_may_touch(plan, site->file) && !is_left_with_partner(plan, site->file);
}

void plan_settle(struct plan *plan)
{
	for (size_t i = 0; i < plan->files.count; i++) {
		struct planned_file *file = &plan->files.items[i];

		if (file->edits.count) {
			struct str text = file->content.ptr ? file->content : file->content_before;

			text = edits_apply(&file->edits, plan->arena, text);
			file->content = str_equal(text, file->content_before) ? (struct str){NULL, 0} : text;
		}
		if (file->new_path.ptr) {
			file->path = file->new_path;
			str_list_add(plan->arena, &file->names, file->path);
		}
		file->edits = (struct edits){0};
		file->new_path = (struct str){NULL, 0};
	}
}

bool plan_round(struct plan *plan, const struct lint *lint, const struct diagnostics *diagnostics)
{
	bool taken = false;

	plan->untouched.count = 0;
	for (enum repair_phase phase = 0; phase < REPAIR_PHASES && !taken; phase++)
		for (size_t i = 0; i < diagnostics->count; i++) {
			struct repair_site site;
			struct mending mending;

			if (!is_repeated(diagnostics, i) &&
				find_mending(plan, lint, &diagnostics->items[i], phase, &site, &mending))
				taken |= take(plan, &site, lint, diagnostics, &mending);
		}
	plan_settle(plan);
	return taken;
}

bool plan_has_repair(const struct lint *lint, const struct diagnostics *diagnostics)
{
	static const struct left_files none = {0};
	struct plan plan = {.arena = lint->arena, .left = &none};
	struct repair_site site;
	struct mending mending;

	for (size_t i = 0; i < diagnostics->count; i++) {
		const struct repair *repair = repair_find(diagnostics->items[i].rule);

		if (repair &&
			find_mending(&plan, lint, &diagnostics->items[i], repair->phase, &site, &mending))
			return true;
	}
	return false;
}
