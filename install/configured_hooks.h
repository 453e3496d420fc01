/* SPDX-License-Identifier: MIT */
/* Hooks of git's configuration (git-hook(1), git 2.54): hook.NAME.command runs at each
 * hook.NAME.event, besides the one in the hooks directory. Older ones ignore them. */
#ifndef MIGHOOK_INSTALL_CONFIGURED_HOOKS_H
#define MIGHOOK_INSTALL_CONFIGURED_HOOKS_H

#include "base/error.h"
#include "base/release.h"
#include "base/str.h"

/* The first git that runs them. */
extern const struct release configured_hooks_release;

struct configured_hook {
	struct str name;
	struct str command; /* ptr NULL: none, as where NAME is an event that is switched off */
	struct str_list events;
	bool is_disabled;
};

struct configured_hooks {
	struct configured_hook *items;
	size_t count, capacity;
};

/* Asks git. */
_must_check_ int configured_hooks_find(
	struct configured_hooks *ret, struct arena *arena, struct error *reterr);

/* True if git runs the hook at that event. */
bool configured_hook_runs_at(
	const struct configured_hooks *hooks, const struct configured_hook *hook, struct str event);

#endif
