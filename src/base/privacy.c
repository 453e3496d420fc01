/* SPDX-License-Identifier: MIT */
#include "base/privacy.h"

#include <sys/prctl.h>
#include <sys/resource.h>

void privacy_protect_memory(void)
{
	const struct rlimit none = {0, 0};

	/* neither fails: less is always allowed */
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0);
}

struct str privacy_take_variable(struct arena *arena, const char *name)
{
	char *value = getenv(name);
	struct str copy;

	if (!value)
		return (struct str){NULL, 0};
	copy = str_copy(arena, str_from(value));
	/* unsetenv(3) leaves the bytes where /proc/PID/environ shows them */
	memset(value, 'x', copy.len);
	unsetenv(name);
	return copy;
}
