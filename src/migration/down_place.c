/* SPDX-License-Identifier: MIT */
#include "migration/down_place.h"

/* The runner looks at every file there, and would apply this one as a migration. */
static bool would_run(const struct set_spec *spec, struct str path)
{
	const struct runner *runner = spec->runner;
	bool is_found = runner->searches_subfolders ? str_within(path, spec->path)
												: str_equal(str_dirname(path), spec->path);

	return runner->runs_down_files && is_found && !runner->down_prefix;
}

static struct down_place place_of(
	const struct set_spec *spec, struct arena *arena, struct str up_path, const struct name *up)
{
	struct down_place place = {.path = name_down_path(spec, arena, up_path, up)};

	if (spec->down == DOWN_SECTION)
		return (struct down_place){.path = up_path, .is_section = true};
	if (!place.path.ptr && spec->runner->down_file)
		place.path = str_join_path(arena, str_dirname(up_path), str_from(spec->runner->down_file));
	place.is_elsewhere = spec->down == DOWN_SIBLING && spec->down_folder.ptr;
	if (place.path.ptr && !would_run(spec, place.path))
		return place;
	place.is_elsewhere = place.path.ptr != NULL;
	place.path = str_join_path(arena,
		str_join_path(arena, str_dirname(spec->path), STR("rollback")),
		str_format(arena, "%.*s.down.sql", STR_ARG(str_basename(up->stem))));
	return place;
}

struct down_place down_place_of(
	const struct set_spec *spec, struct arena *arena, struct str up_path, const struct name *up)
{
	struct down_place place = place_of(spec, arena, up_path, up);
	bool is_in_folder = spec->runner->layout == LAYOUT_FOLDERS &&
		str_equal(str_dirname(place.path), str_dirname(up_path));

	place.name = is_in_folder ? up->file : str_basename(place.path);
	return place;
}
