/* SPDX-License-Identifier: MIT */
#include "migration/name.h"

/* Endings that declare a file the way back. */
static const struct str down_endings[] = {
	{".down.sql", 9}, {".rollback.sql", 13}, {".undo.sql", 9}};

static const struct str sql_ending = {".sql", 4};
static const struct str up_ending = {".up.sql", 7};

static bool has_sql_ending(struct str name)
{
	return name.len > sql_ending.len &&
		str_equal_ignoring_case(str_slice(name, name.len - sql_ending.len, name.len), sql_ending);
}

/* Files people keep in any folder. */
static bool is_documentation(struct str name)
{
	return name.ptr[0] == '.' || str_starts(name, STR("README")) ||
		str_starts(name, STR("LICENSE")) || str_ends(name, STR(".md"));
}

/* Files that belong beside the migrations. */
static bool is_side_file(const struct set_spec *spec, struct str name)
{
	return is_documentation(name) || (spec->side_files && regex_find(spec->side_files, name, NULL));
}

/* Migrations written in Go. */
static bool is_code(const struct set_spec *spec, struct str name)
{
	return str_ends(name, STR(".go")) && !str_ends(name, STR("_test.go")) &&
		!is_documentation(name) && regex_find(spec->name, name, NULL);
}

static struct str without(struct str name, struct str ending)
{
	return str_slice(name, 0, name.len - ending.len);
}

/* The ending that makes the file a rollback; ptr NULL if it has none. */
static struct str down_ending(struct str name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(down_endings); i++)
		if (name.len > down_endings[i].len && str_ends(name, down_endings[i]))
			return down_endings[i];
	return (struct str){NULL, 0};
}

static bool starts_with(struct str name, const char *prefix)
{
	return prefix && str_starts(name, str_from(prefix));
}

/* Role and stem of a file with an .sql ending where a migration is a file. */
static void read_file_role(const struct set_spec *spec, struct name *name)
{
	struct str down = down_ending(name->file);

	name->stem = without(name->file, sql_ending);
	name->is_baseline = starts_with(name->file, spec->runner->baseline_prefix);
	if (spec->side_files && regex_find(spec->side_files, name->file, NULL)) {
		name->role = ROLE_SIDE;
	} else if (starts_with(name->file, spec->runner->repeatable_prefix)) {
		name->role = ROLE_REPEATABLE;
	} else if (starts_with(name->file, spec->runner->down_prefix)) {
		name->role = ROLE_DOWN;
	} else if (down.ptr) {
		name->role = ROLE_DOWN;
		name->stem = without(name->file, down);
	} else if (str_ends(name->file, up_ending)) {
		name->role = ROLE_UP;
		name->stem = without(name->file, up_ending);
	} else {
		name->role = spec->runner->up_marker ? ROLE_BOTH : ROLE_UP;
	}
}

static void read_file(const struct set_spec *spec, struct str inside, struct name *name)
{
	bool is_below = str_find(inside, STR("/"), 0) < inside.len;

	name->file = str_basename(inside);
	name->stem = name->file;
	if (has_sql_ending(name->file)) {
		if (is_below && !spec->runner->searches_subfolders)
			name->role = ROLE_MISPLACED;
		else
			read_file_role(spec, name);
	} else if (!is_below && is_code(spec, name->file)) {
		name->role = ROLE_CODE;
	} else if (is_below || is_side_file(spec, name->file)) {
		name->role = ROLE_SIDE;
	} else {
		name->role = ROLE_MISPLACED;
	}
}

static void read_folder(const struct set_spec *spec, struct str inside, struct name *name)
{
	struct str rest = inside, folder;
	struct str file = str_basename(inside);

	str_next(&rest, '/', &folder);
	name->file = rest.ptr ? folder : file;
	name->stem = name->file;
	if (str_equal(rest, str_from(spec->runner->up_file)))
		name->role = ROLE_UP;
	else if (str_equal(rest, str_from(spec->runner->down_file)))
		name->role = ROLE_DOWN;
	else if (is_side_file(spec, file))
		name->role = ROLE_SIDE;
	else
		name->role = ROLE_MISPLACED;
}

static bool take_groups(struct regex *pattern, struct str file, struct name *name)
{
	struct regex_match match;

	if (!regex_find(pattern, file, &match))
		return false;
	name->version = regex_group(&match, "version");
	/* `file` may be a copy without its direction: up to there it is the same. */
	if (name->version.ptr) {
		size_t at = (size_t)(name->version.ptr - file.ptr);

		name->version = str_slice(name->file, at, at + name->version.len);
	}
	name->type = regex_group(&match, "type");
	name->description = regex_group(&match, "description");
	return true;
}

static size_t count_digits(struct str text, size_t from)
{
	size_t to = from;

	while (to < text.len && is_digit(text.ptr[to]))
		to++;
	return to - from;
}

static bool is_excused(const struct set_spec *spec, struct str file, struct name *name)
{
	for (size_t i = 0; i < spec->legacy.count; i++) {
		const struct legacy_name *legacy = &spec->legacy.items[i];
		struct name older = *name;

		if (!take_groups(legacy->pattern, file, &older))
			continue;
		if (!older.version.ptr)
			older.version = str_slice(older.file, 0, count_digits(older.file, 0));
		if (legacy->until.ptr &&
			version_compare(spec->runner->order, older.version, legacy->until) > 0)
			continue;
		*name = older;
		return true;
	}
	return false;
}

/* False for a number the tool cannot hold: it refuses the file, whatever the pattern says. */
static bool is_in_range(const struct runner *runner, struct str version)
{
	struct str lowest = str_from(runner->lowest_version);
	struct str highest = str_from(runner->highest_version);

	return !version.ptr ||
		((!lowest.ptr || version_compare(ORDER_NUMBER, version, lowest) >= 0) &&
			(!highest.ptr || version_compare(ORDER_NUMBER, version, highest) <= 0));
}

/* A pattern for up files does not know the endings of directions: it is asked without them. */
static bool matches(const struct set_spec *spec, struct str file, struct name *name)
{
	return (take_groups(spec->name, file, name) && is_in_range(spec->runner, name->version)) ||
		is_excused(spec, file, name);
}

/* "x.down.sql" and "x.up.sql" as "x.sql"; in a buffer that lives as long as the arena. */
static struct str without_direction(struct arena *arena, const struct name *name)
{
	return str_format(arena, "%.*s.sql", STR_ARG(name->stem));
}

/* The digits a malformed name starts with are still its version. */
static void guess_version(struct name *name)
{
	size_t from = name->file.len && is_alpha(name->file.ptr[0]);
	size_t count = count_digits(name->file, from);

	if (count >= 4)
		name->version = str_slice(name->file, from, from + count);
}

static void identify(const struct set_spec *spec, struct arena *arena, struct name *name)
{
	struct datetime when;

	if (!name->version.len)
		return;
	name->identity = version_identity(arena, spec->runner->order, name->version);
	name->is_dated = version_date(spec->version_kind, name->version, &when);
}

struct name name_of(const struct set_spec *spec, struct arena *arena, struct str path)
{
	struct name name = {.role = ROLE_MISPLACED};
	struct str inside = path;

	if (spec->down_prefix.ptr && str_starts(path, spec->down_prefix) &&
		str_ends(path, spec->down_suffix) &&
		path.len > spec->down_prefix.len + spec->down_suffix.len) {
		name.role = ROLE_DOWN;
		name.stem = str_slice(path, spec->down_prefix.len, path.len - spec->down_suffix.len);
		name.file = str_basename(path);
		name.is_well_formed = true;
		return name;
	}
	if (spec->path.len)
		inside = str_slice(path, spec->path.len + 1, path.len);
	if (spec->runner->layout == LAYOUT_FOLDERS)
		read_folder(spec, inside, &name);
	else
		read_file(spec, inside, &name);
	if (name.role == ROLE_SIDE || name.role == ROLE_MISPLACED)
		return name;
	/* The down file first without its ending: "x.down" is no description. */
	name.is_well_formed = spec->runner->layout == LAYOUT_FILES &&
			(down_ending(name.file).ptr || str_ends(name.file, up_ending))
		? matches(spec, without_direction(arena, &name), &name) || matches(spec, name.file, &name)
		: matches(spec, name.file, &name);
	if (!name.is_well_formed)
		guess_version(&name);
	identify(spec, arena, &name);
	return name;
}

bool role_is_sql(enum role role)
{
	return role == ROLE_UP || role == ROLE_DOWN || role == ROLE_BOTH || role == ROLE_REPEATABLE;
}

bool role_is_up(enum role role)
{
	return role == ROLE_UP || role == ROLE_BOTH || role == ROLE_REPEATABLE || role == ROLE_CODE;
}

static struct str sibling_path(
	const struct set_spec *spec, struct arena *arena, struct str folder, const struct name *up)
{
	if (spec->runner->layout == LAYOUT_FOLDERS)
		return str_join_path(arena, folder, str_from(spec->runner->down_file));
	if (spec->runner->down_prefix)
		return str_join_path(arena, folder,
			str_format(arena, "%s%.*s", spec->runner->down_prefix,
				STR_ARG(str_slice(up->file, 1, up->file.len))));
	return str_join_path(arena, folder, str_format(arena, "%.*s.down.sql", STR_ARG(up->stem)));
}

struct str name_down_path(
	const struct set_spec *spec, struct arena *arena, struct str up_path, const struct name *up)
{
	if (spec->down_prefix.ptr)
		return str_format(arena, "%.*s%.*s%.*s", STR_ARG(spec->down_prefix), STR_ARG(up->stem),
			STR_ARG(spec->down_suffix));
	if (spec->down == DOWN_SIBLING)
		return sibling_path(spec, arena, str_dirname(up_path), up);
	return (struct str){NULL, 0};
}

struct str name_sibling_path(
	const struct set_spec *spec, struct arena *arena, struct str up_path, const struct name *up)
{
	return spec->down == DOWN_SIBLING ? sibling_path(spec, arena, str_dirname(up_path), up)
									  : (struct str){NULL, 0};
}
