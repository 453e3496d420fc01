/* SPDX-License-Identifier: MIT */
#include "migration/description.h"
#include "migration/shape.h"
#include "migration/suggest.h"

/* A malformed name taken apart, as far as it can be. */
struct parts {
	struct str prefix; /* of a runner that has one: "V" */
	bool has_small_prefix, has_other_prefix; /* written "v", "X" */
	struct str written; /* the digits with what stands between them */
	struct str digits; /* without what separated them */
	struct str separator; /* between digits and description */
	struct str rest; /* description as written, perhaps with a type */
	struct str ending; /* ".sql", ".up.sql", or "" for a folder */
	bool has_wrong_ending;
};

/* Cuts the ending off `*rest`, whatever case or rubbish it has. */
static void take_ending(
	const struct set_spec *spec, struct arena *arena, struct str *rest, struct parts *parts)
{
	struct str small = str_lower(arena, *rest);
	size_t sql = str_find(small, STR(".sql"), 0), cut = sql;
	bool up = false, down = false;

	parts->ending = STR("");
	if (spec->runner->layout == LAYOUT_FOLDERS)
		return;
	if (cut == small.len) {
		/* no ".sql" at all: what stands behind the last dot is the mistake */
		while (cut && small.ptr[cut - 1] != '.')
			cut--;
		cut = cut ? cut - 1 : small.len;
	}
	parts->has_wrong_ending = !str_equal(str_slice(*rest, cut, rest->len), STR(".sql"));
	small = str_slice(small, 0, cut);
	up = str_ends(small, STR(".up"));
	down = str_ends(small, STR(".down"));
	parts->ending = up ? STR(".up.sql") : down ? STR(".down.sql") : STR(".sql");
	*rest = str_slice(*rest, 0, cut - (up ? 3 : down ? 5 : 0));
}

/* Digits at the start, also "2025-01-27_0930", "2025.01.27"; then what separates. */
static void take_digits(struct arena *arena, struct str *rest, struct parts *parts)
{
	struct text digits = {.arena = arena};
	size_t at = 0, end = 0;

	while (at < rest->len && (is_digit(rest->ptr[at]) || str_has(STR("-_.:T "), rest->ptr[at]))) {
		if (is_digit(rest->ptr[at])) {
			text_add_byte(&digits, rest->ptr[at]);
			end = at + 1;
		}
		at++;
	}
	parts->digits = text_str(&digits);
	parts->written = str_slice(*rest, 0, end);
	at = end;
	while (at < rest->len && !is_alnum(rest->ptr[at]) && (unsigned char)rest->ptr[at] < 0x80)
		at++;
	parts->separator = str_slice(*rest, end, at);
	*rest = str_slice(*rest, at, rest->len);
}

/* A letter before the digits: what the file does is kept, any other becomes an ordinary version. */
static void take_prefix(const struct runner *runner, struct str *rest, struct parts *parts)
{
	const char *const prefixes[] = {"V", runner->down_prefix, runner->baseline_prefix};
	struct str written;

	parts->prefix = STR("");
	if (!runner->down_prefix)
		return;
	parts->prefix = STR("V");
	if (rest->len < 2 || !is_alpha(rest->ptr[0]) || !is_digit(rest->ptr[1]))
		return;
	written = str_slice(*rest, 0, 1);
	*rest = str_slice(*rest, 1, rest->len);
	parts->has_other_prefix = true;
	for (size_t i = 0; i < ARRAY_LENGTH(prefixes); i++) {
		if (!str_equal_ignoring_case(written, str_from(prefixes[i])))
			continue;
		parts->prefix = str_from(prefixes[i]);
		parts->has_small_prefix = is_lower(written.ptr[0]);
		parts->has_other_prefix = false;
	}
}

static struct parts take_apart(const struct set_spec *spec, struct arena *arena, struct str name)
{
	struct parts parts = {{0}};
	struct str rest = name;

	take_ending(spec, arena, &rest, &parts);
	take_prefix(spec->runner, &rest, &parts);
	take_digits(arena, &rest, &parts);
	parts.rest = rest;
	return parts;
}

/* The words in that style; a name needs some. */
static struct str written_as(struct arena *arena, struct str text, enum description_style style)
{
	struct str_list words = description_words(arena, text);
	struct str joined = description_join(arena, &words, style);

	return joined.len ? joined : STR("description");
}

/* A word of a description that means one of the types (requirements S2-04). */
static struct str type_meant(struct str description, const struct str_list *types)
{
	static const struct {
		const char *word, *type;
	} meanings[] = {{"add", "alter"}, {"change", "alter"}, {"rename", "alter"}, {"new", "create"},
		{"remove", "drop"}, {"delete", "drop"}, {"insert", "seed"}, {"data", "seed"},
		{"correct", "fix"}, {"repair", "fix"}};
	size_t end = str_find(description, STR("_"), 0);
	struct str first = str_slice(description, 0, end);

	for (size_t i = 0; i < types->count; i++)
		if (str_starts(first, types->items[i]))
			return types->items[i];
	for (size_t i = 0; i < ARRAY_LENGTH(meanings); i++)
		if (str_equal(first, str_from(meanings[i].word)) &&
			str_list_contains(types, str_from(meanings[i].type)))
			return str_from(meanings[i].type);
	return types->count ? types->items[0] : (struct str){NULL, 0};
}

/* True if most versions of the set count up and are no dates. */
static bool counts_up(const struct migration_set *set)
{
	size_t dates = 0;

	for (size_t i = 0; i < set->by_version.count; i++)
		dates += set->by_version.items[i]->is_dated;
	return 2 * dates < set->by_version.count;
}

/* Versions to try: the digits there are, then those digits made a date, then now and a counter, the
 * one first that the set's versions are. */
static struct str_list versions_to_try(
	const struct migration_set *set, struct arena *arena, struct str digits, int64_t now)
{
	struct datetime today = datetime_from_seconds(now), when;
	struct str counter = version_next(
		arena, VERSION_SEQUENCE, set->highest_number.ptr ? set->highest_number : STR("0"));
	struct str_list versions = {0};

	if (digits.len)
		str_list_add(arena, &versions, digits);
	if (digits.len >= 8 && datetime_parse(str_slice(digits, 0, 8), &when) &&
		!datetime_mistake(&when)) {
		struct str padded = str_format(arena, "%.*s000000", STR_ARG(str_slice(digits, 0, 14)));

		str_list_add(arena, &versions, str_slice(padded, 0, 14));
		str_list_add(arena, &versions, str_slice(digits, 0, 8));
	}
	if (counts_up(set))
		str_list_add(arena, &versions, counter);
	str_list_add(arena, &versions, datetime_digits(arena, &today, /* with_time= */ true));
	str_list_add(arena, &versions, datetime_digits(arena, &today, /* with_time= */ false));
	if (!counts_up(set))
		str_list_add(arena, &versions, counter);
	return versions;
}

static bool has_digit(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_digit(text.ptr[i]))
			return true;
	return false;
}

/* True if the pattern accepts the name, asked the way name_of asks. */
static bool is_accepted(
	const struct migration_set *set, struct arena *arena, struct str name, bool is_strict)
{
	struct str path = str_join_path(arena, set->spec->path, name);
	struct name read;

	if (set->spec->runner->layout == LAYOUT_FOLDERS)
		path = str_join_path(arena, path, str_from(set->spec->runner->up_file));
	read = name_of(set->spec, arena, path);
	return read.is_well_formed && !(is_strict && has_digit(read.description));
}

/* True if the file or folder is there, or a migration on a protected tip has it. */
static bool is_taken(const struct migration_set *set, struct str path)
{
	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if ((file->head || file->migration) &&
			(str_equal(file->path, path) || str_within(file->path, path)))
			return true;
	}
	return false;
}

static bool has_upper(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_upper(text.ptr[i]))
			return true;
	return false;
}

/* A counter says nothing of time: the pattern may take it for a version that never was. */
static bool is_plausible(const struct migration_set *set, struct str version, struct str digits)
{
	struct datetime when;

	if (version.ptr == digits.ptr && version_date(VERSION_DATE, version, &when))
		return !datetime_mistake(&when);
	return set->spec->version_kind != VERSION_DATE || version_date(VERSION_DATE, version, &when);
}

/* How many other new names without digits of their own come before this one: each gets a version of
 * its own, and the up and down file of one name the same. */
static size_t names_before(const struct migration_set *set, struct arena *arena,
	const struct migration_file *file, const struct parts *parts)
{
	struct str last = {NULL, 0};
	size_t count = 0;

	for (size_t i = 0; i < set->files.count && set->files.items[i] != file; i++) {
		const struct migration_file *other = set->files.items[i];
		struct parts theirs;

		if (!other->is_judged || other->name.is_well_formed || other->name.role == ROLE_SIDE)
			continue;
		theirs = take_apart(set->spec, arena, other->name.file);
		if (theirs.digits.len || str_equal(theirs.rest, parts->rest) ||
			str_equal(theirs.rest, last))
			continue;
		last = theirs.rest;
		count++;
	}
	return count;
}

bool suggest_name(const struct migration_set *set, struct arena *arena,
	const struct migration_file *file, int64_t now, struct name_suggestion *ret)
{
	struct parts parts = take_apart(set->spec, arena, file->name.file);
	size_t before = parts.digits.len ? 0 : names_before(set, arena, file, &parts);
	struct str_list versions = versions_to_try(set, arena, parts.digits, now);
	struct str_list types = shape_types(arena, regex_pattern(set->spec->name));
	struct str snake = written_as(arena, parts.rest, DESCRIPTION_SNAKE);
	/* a name that is well-formed is asked about where the policy wants no digits in descriptions */
	bool is_strict = file->name.is_well_formed;
	/* As written, if it is written like a name; CamelCase is spelled out. */
	bool is_camel = has_upper(parts.rest) && !str_has(parts.rest, '_');
	struct str descriptions[] = {
		is_camel ? snake : parts.rest, snake, written_as(arena, parts.rest, DESCRIPTION_LETTERS)};
	struct str type = type_meant(snake, &types);
	struct str separator = set->spec->runner->down_prefix ? STR("__") : STR("_");
	struct str endings[] = {parts.ending, STR(".up.sql")};
	struct str from = set->spec->runner->layout == LAYOUT_FOLDERS ? str_dirname(file->path)
																  : file->path;

	for (size_t i = 0; i < versions.count * ARRAY_LENGTH(descriptions) * 4; i++) {
		bool with_type = i % 2;
		struct str ending = endings[i / 2 % 2];
		struct str description = descriptions[i / 4 % ARRAY_LENGTH(descriptions)];
		struct str version = versions.items[i / 4 / ARRAY_LENGTH(descriptions)];
		struct str candidate, path;

		if ((with_type && !type.ptr) || !description.len ||
			!is_plausible(set, version, parts.digits))
			continue;
		if (version.ptr != parts.digits.ptr)
			version = suggest_version_after(
				set, arena, suggest_version(set, arena, version), before);
		candidate = str_format(arena, "%.*s%.*s%.*s%.*s%s%.*s%.*s", STR_ARG(parts.prefix),
			STR_ARG(version), STR_ARG(separator), STR_ARG(with_type ? type : STR("")),
			with_type ? "_" : "", STR_ARG(description), STR_ARG(ending));
		path = str_join_path(arena, str_dirname(from), candidate);
		if (str_equal(path, from) || !is_accepted(set, arena, candidate, is_strict) ||
			is_taken(set, path))
			continue;
		*ret = (struct name_suggestion){
			.path = path,
			.digits = !str_equal(parts.written, version),
			.separator = parts.digits.len && !str_equal(parts.separator, separator),
			.letter_case = parts.has_small_prefix ||
				(description.ptr != parts.rest.ptr && has_upper(parts.rest)),
			.type = with_type,
			.extension = parts.has_wrong_ending || ending.ptr != parts.ending.ptr,
			.characters = parts.has_other_prefix ||
				(description.ptr != parts.rest.ptr && !has_upper(parts.rest)),
		};
		return true;
	}
	return false;
}
