/* SPDX-License-Identifier: MIT */
#include "hooks/push.h"

#include "base/escape.h"
#include "base/file.h"

/* A deletion, or a tag of what another line brings. */
static bool is_judged_elsewhere(
	const struct push_updates *updates, const struct push_update *update)
{
	if (object_id_is_none(&update->new))
		return true;
	if (str_starts(update->reference, STR("refs/heads/")))
		return false;
	for (const struct push_update *other = updates->items; other < updates->items + updates->count;
		 other++)
		if (object_id_equal(&other->new, &update->new) &&
			(other < update || str_starts(other->reference, STR("refs/heads/"))))
			return true;
	return false;
}

static int judge(struct push *push, const struct push_update *update, struct error *reterr)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct check_options options = {.is_hook = true};
	struct check_result result;
	struct check check;

	if (check_start(&check, &arena, push->repository, &options, reterr) ||
		check_push(&check, push, update, &result, reterr))
		return -1;
	return hook_report(&arena, &check, &result,
		escape_text(&arena, update->reference, /* keep_tabs= */ false), "push");
}

int hook_judge_push(struct arena *arena, const struct push_columns *columns, struct str remote,
	struct error *reterr)
{
	_cleanup_(repository_close) struct repository *repository = NULL;
	struct push_updates updates = {0};
	struct push push;
	struct str lines;
	int worst = 0;

	if (file_read_stdin(&lines, arena, reterr) ||
		repository_open(&repository, arena, REPOSITORY_OPENED_BY_GIT, reterr) ||
		push_updates_read(&updates, repository, lines, columns, reterr) ||
		push_open(&push, repository, remote, &updates, reterr))
		return -1;
	for (size_t i = 0; i < updates.count; i++) {
		int code;

		if (is_judged_elsewhere(&updates, &updates.items[i]))
			continue;
		code = judge(&push, &updates.items[i], reterr);
		if (code < 0)
			return -1;
		worst = code > worst ? code : worst;
	}
	return worst;
}
