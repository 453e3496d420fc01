/* SPDX-License-Identifier: MIT */
#include "migration/history_spec.h"

#include <string.h>

#include "base/vec.h"

/* False if the policy names none. */
static bool read_columns(struct history_spec *history, const struct set_spec *spec, size_t number)
{
	bool found = false;

	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++) {
		const struct setting *column = policy_setting(spec->policy,
			"sets[%zu].history[%zu].columns.%s", spec->number, number, history_column_names[i]);

		if (!column)
			continue;
		history->columns[i] = column->value;
		found = true;
	}
	return found;
}

/* False if the policy's list has no such item. Columns alone are those of the runner's own table.
 */
static bool read_item(struct history_spec *ret, const struct set_spec *spec, size_t number)
{
	const struct setting *adapter = policy_setting(
		spec->policy, "sets[%zu].history[%zu].adapter", spec->number, number);
	const struct setting *table = policy_setting(
		spec->policy, "sets[%zu].history[%zu].table", spec->number, number);

	*ret = (struct history_spec){.adapter = history_adapter_of_runner(spec->runner->name)};
	if (!read_columns(ret, spec, number) && !adapter && !table)
		return false;
	if (adapter)
		ret->adapter = history_adapter_find(adapter->value);
	else if (table)
		ret->adapter = history_adapter_of_table(table->value, spec->runner->name);
	if (!ret->adapter)
		ret->adapter = history_adapter_find(STR("table"));
	ret->table = table ? table->value : str_from(ret->adapter->table);
	return true;
}

/* The table that the runner itself keeps comes first: it decides what the runner would do. */
static void put_own_first(struct history_specs *specs, const struct history_adapter *own)
{
	for (size_t i = 1; own && i < specs->count && specs->items[0].adapter != own; i++) {
		struct history_spec item = specs->items[i];

		if (item.adapter != own)
			continue;
		memmove(&specs->items[1], specs->items, i * sizeof item);
		specs->items[0] = item;
	}
}

struct history_specs history_specs_of(struct arena *arena, const struct set_spec *spec)
{
	const struct history_adapter *own = history_adapter_of_runner(spec->runner->name);
	struct history_specs specs = {0};
	struct history_spec item;

	for (size_t i = 0; spec->is_configured && read_item(&item, spec, i); i++)
		*vec_push(arena, &specs) = item;
	put_own_first(&specs, own);
	if (!specs.count && own)
		*vec_push(arena, &specs) = (struct history_spec){own, str_from(own->table), {{0}}};
	return specs;
}

struct str history_spec_column(const struct history_spec *history, enum history_column column)
{
	struct str known = str_from(history->adapter->columns[column]);

	if (history->columns[column].ptr)
		return history->columns[column];
	/* of several names the table has one */
	return str_has(known, '|') ? (struct str){NULL, 0} : known;
}
