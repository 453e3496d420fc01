/* SPDX-License-Identifier: MIT */
#include "migration/history_row.h"

#include "migration/history_adapter.h"
#include "policy/settings.h"

static struct str changed(struct arena *arena, struct str text, char from, const char *to)
{
	struct text out = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != from)
			text_add_byte(&out, text.ptr[i]);
		else
			text_add(&out, str_from(to));
	}
	return text_str(&out);
}

static struct str quoted(struct arena *arena, struct str text)
{
	return str_format(arena, "'%.*s'", STR_ARG(changed(arena, text, '\'', "''")));
}

/* As a number is written: without the zeros it may begin with. */
static struct str number(struct str version)
{
	while (version.len > 1 && version.ptr[0] == '0')
		version = str_slice(version, 1, version.len);
	return version;
}

struct str history_key_text(struct arena *arena, enum history_key key, const struct name *name)
{
	switch (key) {
	case KEY_NAME:
		return str_basename(name->stem);
	case KEY_DOTTED:
		return changed(arena, name->version, '_', ".");
	case KEY_BARE:
		return changed(arena, name->version, '-', "");
	case KEY_NUMBER:
	case KEY_LATEST:
		return number(name->version);
	default:
		return name->version;
	}
}

static struct str value_of(struct arena *arena, enum history_key key, const struct name *name)
{
	struct str text = history_key_text(arena, key, name);

	return key == KEY_NUMBER || key == KEY_LATEST ? text : quoted(arena, text);
}

/* Of a table that the policy names: its column for the version, or else that for the name. */
static struct str removal_of_policy(const struct set_spec *spec, const struct policy *policy,
	struct arena *arena, const struct name *name, bool *ret_found)
{
	const struct setting *table = policy_setting(
		policy, "sets[%zu].history[0].table", spec->number);
	const struct setting *version = policy_setting(
		policy, "sets[%zu].history[0].columns.version", spec->number);
	const struct setting *column = version && name->version.ptr
		? version
		: policy_setting(policy, "sets[%zu].history[0].columns.name", spec->number);

	*ret_found = spec->is_configured && table;
	if (!*ret_found || !column)
		return (struct str){NULL, 0};
	return str_format(arena, "DELETE FROM %.*s WHERE %.*s = %.*s", STR_ARG(table->value),
		STR_ARG(column->value),
		STR_ARG(quoted(arena, column == version ? name->version : str_basename(name->stem))));
}

struct str history_row_removal(const struct set_spec *spec, struct arena *arena,
	const struct name *name, const struct name *previous)
{
	bool is_configured;
	struct str removal = removal_of_policy(spec, spec->policy, arena, name, &is_configured);
	const struct history_adapter *adapter = history_adapter_of_runner(spec->runner->name);
	const char *column;

	if (is_configured)
		return removal;
	if (!adapter || (!name->version.ptr && adapter->key != KEY_NAME))
		return (struct str){NULL, 0};
	column = adapter->columns[HISTORY_VERSION];
	if (adapter->key == KEY_LATEST && previous && previous->version.ptr)
		return str_format(arena, "UPDATE %s SET %s = %.*s, dirty = false", adapter->table, column,
			STR_ARG(value_of(arena, adapter->key, previous)));
	return str_format(arena, "DELETE FROM %s WHERE %s = %.*s", adapter->table, column,
		STR_ARG(value_of(arena, adapter->key, name)));
}
