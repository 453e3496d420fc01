/* SPDX-License-Identifier: MIT */
/* Values of keys with the place each comes from: the flat form of a policy file. */
#ifndef MIGHOOK_POLICY_SETTINGS_H
#define MIGHOOK_POLICY_SETTINGS_H

#include "base/str.h"

struct setting {
	struct str key; /* as "sets[0].path" */
	struct str value; /* ptr NULL: a list */
	struct str_list list;
	struct str from; /* to be shown: "file:line", "policy NAME", "default", ... */
	bool is_shipped; /* from a shipped policy */
};

struct settings {
	struct setting *items;
	size_t count, capacity;
};

/* NULL if the key is not set. */
const struct setting *settings_get(const struct settings *settings, struct str key);

/* Adds a key that is not yet among them. */
void settings_add(struct arena *arena, struct settings *settings, const struct setting *setting);

/* Sets a key or replaces its value. */
void settings_put(struct arena *arena, struct settings *settings, const struct setting *setting);

/* The same settings, to be changed apart. */
struct settings settings_copy(struct arena *arena, const struct settings *settings);

/* Takes the keys that start with `prefix` out, in their order. */
struct settings settings_take(struct arena *arena, struct settings *settings, struct str prefix);

/* One line: the value, or the list as [a, b]. */
struct str setting_shown(struct arena *arena, const struct setting *setting);

#endif
