/* SPDX-License-Identifier: MIT */
#include "check_database_unverified.h"

#include "base/escape.h"

/* An index that was dropped later is none of the schema. */
static bool has_index(const struct schema_side *side)
{
	static const char *const methods[] = {" USING hnsw ", " USING ivfflat "};

	for (size_t i = 0; i < side->objects.count; i++)
		for (size_t j = 0; j < ARRAY_LENGTH(methods); j++)
			if (str_find(side->objects.items[i].sql, str_from(methods[j]), 0) <
				side->objects.items[i].sql.len)
				return true;
	return false;
}

struct str unverified_parameters(struct arena *arena, const struct schema_side *side)
{
	size_t count = side->stripped.count;

	if (!count || !has_index(side))
		return (struct str){NULL, 0};
	return str_format(arena,
		"%s: the extension vector is not installed on this server: the parameters of %zu index%s "
		"are not compared: %s%s",
		escape_text(arena, side->name, false).ptr, count, count == 1 ? "" : "es",
		escape_text(arena, side->stripped.items[0], false).ptr, count > 1 ? ", ..." : "");
}

void note_unverified(struct check *check, const struct schema_side *side)
{
	const struct stand_in_uses *uses = &side->unverified;
	struct arena *arena = check->arena;
	struct str parameters = unverified_parameters(arena, side);

	for (size_t i = 0; i < uses->count; i++) {
		const struct stand_in_use *use = &uses->items[i];

		check_note(check,
			"extension %s is not installed on this server: what uses it could not be verified, %zu "
			"object%s: %s%s",
			escape_text(arena, use->extension, false).ptr, use->objects.count,
			use->objects.count == 1 ? "" : "s",
			escape_text(arena, use->objects.items[0], false).ptr,
			use->objects.count > 1 ? ", ..." : "");
	}
	if (parameters.ptr)
		check_note(check, "%s", parameters.ptr);
}

int require_parameters(struct arena *arena, const struct schema_side *side, struct error *reterr)
{
	if (!unverified_parameters(arena, side).ptr)
		return 0;
	error_set(reterr,
		"the extension vector is not installed on this server: what is written would lack the "
		"parameters of an index, %s",
		escape_text(arena, side->stripped.items[0], false).ptr);
	return error_hint(reterr,
		"install its package (Debian: postgresql-VERSION-pgvector), or name a server that has it: "
		"--shadow-url URL");
}
