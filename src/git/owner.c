/* SPDX-License-Identifier: MIT */
#include "git/owner.h"

#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"

struct search {
	struct str folder;
	bool found;
};

/* The values in file order: an empty one forgets those before it. */
static int look_at_value(const git_config_entry *entry, void *payload)
{
	struct search *search = payload;
	char *resolved;

	if (!*entry->value) {
		search->found = false;
	} else if (!strcmp(entry->value, "*")) {
		search->found = true;
	} else {
		resolved = realpath(entry->value, NULL);
		search->found |= resolved && str_equal(str_from(resolved), search->folder);
		free(resolved);
	}
	return 0;
}

static bool sudo_user_owns(struct str folder)
{
	const char *user = getenv("SUDO_UID");
	struct stat status;
	char *end;
	unsigned long id;

	if (geteuid() != 0 || !user || !is_digit(*user))
		return false;
	id = strtoul(user, &end, 10);
	return !*end && !stat(folder.ptr, &status) && status.st_uid == id;
}

bool owner_is_allowed(struct str folder)
{
	struct search search = {folder, false};
	git_config *config = NULL;

	if (!git_config_open_default(&config))
		(void)git_config_get_multivar_foreach(
			config, "safe.directory", NULL, look_at_value, &search);
	git_config_free(config);
	return search.found || sudo_user_owns(folder);
}

int owner_describe_refusal(struct str folder, struct error *reterr)
{
	struct arena scratch = {0};

	error_set(reterr, "the repository %s belongs to another user",
		escape_text(&scratch, folder, false).ptr);
	error_hint(
		reterr, "git config --global --add safe.directory %s", escape_shell(&scratch, folder).ptr);
	arena_release(&scratch);
	return -1;
}
