/* SPDX-License-Identifier: MIT */
/* Hooks of git's configuration (git-hook(1), git 2.54): hook.NAME.command runs at each
 * hook.NAME.event, besides the one in the hooks directory. Older ones ignore them. */
#ifndef MIGHOOK_INSTALL_CONFIG_HOOKS_H
#define MIGHOOK_INSTALL_CONFIG_HOOKS_H

#include "base/error.h"
#include "base/str.h"

struct config_hook {
	struct str name;
	struct str command; /* ptr NULL: none, as where NAME is an event that is switched off */
	struct str_list events;
	bool is_disabled;
};

struct config_hooks {
	struct config_hook *items;
	size_t count, capacity;
};

/* Asks git. */
_must_check_ int config_hooks_find(
	struct config_hooks *ret, struct arena *arena, struct error *reterr);

/* True if git runs the hook at that event. */
bool config_hook_runs_at(
	const struct config_hooks *hooks, const struct config_hook *hook, struct str event);

#endif
