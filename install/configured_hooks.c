/* SPDX-License-Identifier: MIT */
#include "install/configured_hooks.h"

#include "base/vec.h"
#include "git/git_cli.h"

const struct release configured_hooks_release = {2, 54};

static const struct configured_hook *find(const struct configured_hooks *hooks, struct str name)
{
	for (size_t i = 0; i < hooks->count; i++)
		if (str_equal(hooks->items[i].name, name))
			return &hooks->items[i];
	return NULL;
}

static struct configured_hook *find_or_add(
	struct configured_hooks *hooks, struct arena *arena, struct str name)
{
	const struct configured_hook *known = find(hooks, name);
	struct configured_hook *hook;

	if (known)
		return &hooks->items[known - hooks->items];
	hook = vec_push(arena, hooks);
	hook->name = name;
	return hook;
}

/* git-config(1), "boolean". Without a value it is true. */
static bool is_false(struct str value)
{
	static const char *const words[] = {"false", "no", "off", "0", ""};

	for (size_t i = 0; value.ptr && i < ARRAY_LENGTH(words); i++)
		if (str_equal_ignoring_case(value, str_from(words[i])))
			return true;
	return false;
}

/* "hook.NAME.KEY"; the name may hold dots itself. */
static void add_setting(
	struct configured_hooks *hooks, struct arena *arena, struct str key, struct str value)
{
	struct str name = str_slice(key, STR("hook.").len, key.len);
	size_t dot = name.len;
	struct configured_hook *hook;

	while (dot && name.ptr[dot - 1] != '.')
		dot--;
	if (!dot)
		return;
	key = str_slice(name, dot, name.len);
	hook = find_or_add(hooks, arena, str_slice(name, 0, dot - 1));
	if (str_equal(key, STR("command")))
		hook->command = value;
	else if (str_equal(key, STR("enabled")))
		hook->is_disabled = is_false(value);
	else if (str_equal(key, STR("event")) && !value.len)
		hook->events.count = 0; /* an empty one forgets those before it */
	else if (str_equal(key, STR("event")))
		str_list_add(arena, &hook->events, value);
}

int configured_hooks_find(struct configured_hooks *ret, struct arena *arena, struct error *reterr)
{
	static const char *const command[] = {"config", "-z", "--get-regexp", "^hook\\.", NULL};
	struct configured_hooks hooks = {0};
	struct str output, record, key;
	int status;

	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	while (!status && output.len && str_next(&output, '\0', &record))
		if (str_next(&record, '\n', &key))
			add_setting(&hooks, arena, key, record);
	*ret = hooks;
	return 0;
}

bool configured_hook_runs_at(
	const struct configured_hooks *hooks, const struct configured_hook *hook, struct str event)
{
	const struct configured_hook *whole = find(hooks, event);

	return hook->command.ptr && !hook->is_disabled && str_list_contains(&hook->events, event) &&
		!(whole && whole->is_disabled);
}
