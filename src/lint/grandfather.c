/* SPDX-License-Identifier: MIT */
#include "lint/grandfather.h"

#include "base/sha256.h"

struct str grandfather_fingerprint(struct arena *arena, struct str content)
{
	return sha256_hex(arena, str_with_lf(arena, content));
}

static bool has_fingerprint(
	const struct policy *policy, const struct diagnostic *diagnostic, struct str fingerprint)
{
	return diagnostic->file && diagnostic->file->script &&
		str_equal(
			fingerprint, grandfather_fingerprint(policy->arena, diagnostic->file->script->content));
}

static bool same_entry(const struct grandfather *a, const struct grandfather *b)
{
	return str_equal(a->rule, b->rule) && str_equal(a->path, b->path) &&
		str_equal(a->fingerprint, b->fingerprint);
}

static bool is_trusted(const struct grandfathers *trusted, const struct grandfather *entry)
{
	for (size_t i = 0; i < trusted->count; i++)
		if (same_entry(&trusted->items[i], entry))
			return true;
	return false;
}

bool grandfather_excuses(const struct policy *policy, const struct grandfathers *trusted,
	const struct diagnostic *diagnostic)
{
	bool needs_trust = diagnostic->rule->key.grandfather_only;

	for (size_t i = 0; i < policy->grandfathers.count; i++) {
		const struct grandfather *entry = &policy->grandfathers.items[i];

		if (str_equal(entry->rule, str_from(diagnostic->rule->key.id)) &&
			(!entry->path.ptr || str_equal(entry->path, diagnostic->path)) &&
			(!entry->fingerprint.ptr || has_fingerprint(policy, diagnostic, entry->fingerprint)) &&
			(!needs_trust || is_trusted(trusted, entry)))
			return true;
	}
	return false;
}
