/* SPDX-License-Identifier: MIT */
#include "policy/settings.h"

#include "base/vec.h"

static struct setting *find(const struct settings *settings, struct str key)
{
	for (size_t i = 0; i < settings->count; i++)
		if (str_equal(settings->items[i].key, key))
			return &settings->items[i];
	return NULL;
}

const struct setting *settings_get(const struct settings *settings, struct str key)
{
	return find(settings, key);
}

void settings_add(struct arena *arena, struct settings *settings, const struct setting *setting)
{
	*vec_push(arena, settings) = *setting;
}

void settings_put(struct arena *arena, struct settings *settings, const struct setting *setting)
{
	struct setting *place = find(settings, setting->key);

	if (place)
		*place = *setting;
	else
		settings_add(arena, settings, setting);
}

struct settings settings_copy(struct arena *arena, const struct settings *settings)
{
	struct settings copy = {0};

	for (size_t i = 0; i < settings->count; i++)
		settings_add(arena, &copy, &settings->items[i]);
	return copy;
}

struct settings settings_take(struct arena *arena, struct settings *settings, struct str prefix)
{
	struct settings taken = {0};
	size_t kept = 0;

	for (size_t i = 0; i < settings->count; i++) {
		if (str_starts(settings->items[i].key, prefix))
			settings_add(arena, &taken, &settings->items[i]);
		else
			settings->items[kept++] = settings->items[i];
	}
	settings->count = kept;
	return taken;
}

struct str setting_shown(struct arena *arena, const struct setting *setting)
{
	struct text shown = {.arena = arena};

	if (setting->value.ptr)
		return setting->value;
	text_add_byte(&shown, '[');
	for (size_t i = 0; i < setting->list.count; i++) {
		text_add(&shown, i ? STR(", ") : STR(""));
		text_add(&shown, setting->list.items[i]);
	}
	text_add_byte(&shown, ']');
	return text_str(&shown);
}
