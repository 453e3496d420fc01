/* SPDX-License-Identifier: MIT */
#include "migration/wrapping.h"

/* sqlx looks at the first line alone; for goose it may stand anywhere. */
static bool says_so_in_comment(const struct runner *runner, const struct script *script)
{
	for (size_t i = 0; i < script->scan.comments.count; i++) {
		const struct comment *comment = &script->scan.comments.items[i];

		if (str_equal_ignoring_case(comment->text, str_from(runner->opt_out_comment)) &&
			(runner->up_marker || !comment->offset))
			return true;
	}
	return false;
}

/* The section starts with its marker's line. */
static bool says_so_in_marker(
	const struct runner *runner, const struct script *script, struct section section)
{
	struct str line = str_slice(
		script->content, section.from, str_find(script->content, STR("\n"), section.from));
	struct str word;

	while (str_next(&line, ' ', &word))
		if (str_equal(str_trim(word), str_from(runner->opt_out_option)))
			return true;
	return false;
}

static bool has_line(struct str content, struct str wanted)
{
	struct str line;

	while (str_next(&content, '\n', &line)) {
		size_t same = 0;
		bool differs = false;

		for (size_t i = 0; i < line.len && !differs; i++) {
			if (is_blank(line.ptr[i]))
				continue;
			differs = same == wanted.len ? line.ptr[i] != '#' : line.ptr[i] != wanted.ptr[same];
			if (same == wanted.len)
				break;
			same++;
		}
		if (!differs && same == wanted.len)
			return true;
	}
	return false;
}

const struct migration_file *wrapping_file(
	struct arena *arena, const struct migration_set *set, const struct migration_file *file)
{
	struct str name = str_from(set->spec->runner->opt_out_file);

	if (!name.ptr)
		return NULL;
	return migration_set_file(set,
		name.ptr[0] == '.' ? str_format(arena, "%.*s%s", STR_ARG(file->path), name.ptr)
						   : str_join_path(arena, str_dirname(file->path), name));
}

static bool says_so_in_file(
	struct arena *arena, const struct migration_set *set, const struct migration_file *file)
{
	const struct migration_file *other = wrapping_file(arena, set, file);

	return other && other->script &&
		has_line(other->script->content, str_from(set->spec->runner->opt_out_line));
}

enum wrapping wrapping_of(struct arena *arena, const struct migration_set *set,
	const struct migration_file *file, struct section section)
{
	const struct runner *runner = set->spec->runner;

	if ((runner->opt_out_comment && says_so_in_comment(runner, file->script)) ||
		(runner->opt_out_option && says_so_in_marker(runner, file->script, section)) ||
		says_so_in_file(arena, set, file))
		return WRAPPED_NOT;
	return set->spec->wrapping;
}
