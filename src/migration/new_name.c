/* SPDX-License-Identifier: MIT */
#include "migration/new_name.h"

#include "base/escape.h"
#include "base/nearest.h"
#include "migration/shape.h"

/* What file systems take for one name (NAME_MAX of Linux, macOS, and Windows alike). */
enum { LONGEST_NAME = 255 };

/* What the search for a name knows. */
struct search {
	struct arena *arena;
	const struct migration_set *set;
	const struct name_request *request;
	struct set_spec strict; /* the set's, without the names that are excused only */
	struct regex *runner_pattern;
	struct str_list words; /* of the description */
	struct str type; /* ptr NULL: names have none */
	struct version_limits limits;
	struct str_list separators, endings;
	enum description_style styles[DESCRIPTION_LETTERS + 2];
	size_t style_count;
	struct str tried; /* the first name that was refused */
};

const struct migration_file *name_example(const struct migration_set *set)
{
	const struct migration_file *newest = NULL;

	for (size_t i = 0; i < set->by_version.count; i++) {
		const struct migration *migration = set->by_version.items[i];
		const struct migration_file *up = migration->up;

		if (up && up->name.is_well_formed && !up->name.is_baseline && up->name.version.ptr &&
			!str_equal(migration->identity, STR("0")) &&
			(!newest ||
				version_compare(set->spec->runner->order, up->name.version, newest->name.version) >
					0))
			newest = up;
	}
	return newest;
}

struct str_list name_types(const struct set_spec *spec, struct arena *arena)
{
	return shape_types(arena, regex_pattern(spec->name));
}

static int check_ascii(struct arena *arena, const char *what, struct str text, struct error *reterr)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80 || (unsigned char)text.ptr[i] < ' ')
			return error_set(reterr, "the %s '%s' has more than ASCII letters, digits and signs",
				what, escape_text(arena, text, false).ptr);
	return 0;
}

static struct str listed(struct arena *arena, const struct str_list *words)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < words->count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(words->items[i]));
	return text_str(&text);
}

/* TYPE is a part of its own where names have one, else the first word of the description. */
static int read_words(struct search *search, struct error *reterr)
{
	const struct name_request *request = search->request;
	struct arena *arena = search->arena;
	struct str_list types = name_types(&search->strict, arena);
	struct str_list words = description_words(arena, request->type);
	struct str all = request->description, nearest;

	if (check_ascii(arena, "type", request->type, reterr) ||
		check_ascii(arena, "description", request->description, reterr))
		return -1;
	if (shape_has_type(regex_pattern(search->strict.name)))
		search->type = description_join(arena, &words, DESCRIPTION_SNAKE);
	else
		all = str_format(arena, "%.*s %.*s", STR_ARG(request->type), STR_ARG(all));
	if (types.count && !str_list_contains(&types, search->type)) {
		nearest = nearest_word(arena, search->type, &types);
		error_set(reterr, "'%s' is no type of this set; there is %s",
			escape_text(arena, request->type, false).ptr, listed(arena, &types).ptr);
		return nearest.ptr ? error_hint(reterr, "mighook new %.*s ...", STR_ARG(nearest)) : -1;
	}
	search->words = description_words(arena, all);
	if (!description_words(arena, request->description).count || !words.count)
		return error_set(
			reterr, "the %s has no letter and no digit", words.count ? "description" : "type");
	return 0;
}

static void add_once(struct search *search, struct str_list *list, struct str text)
{
	if (!str_list_contains(list, text))
		str_list_add(search->arena, list, text);
}

/* What stands between the version and what follows it. */
static struct str separator_of(const struct name *name)
{
	struct str next = name->type.ptr ? name->type : name->description;
	size_t from, to;

	if (!name->version.ptr || !next.ptr)
		return (struct str){NULL, 0};
	from = (size_t)(name->version.ptr - name->file.ptr) + name->version.len;
	to = (size_t)(next.ptr - name->file.ptr);
	/* the pattern may have been asked with a copy of the name */
	return from <= to && to <= name->file.len ? str_slice(name->file, from, to)
											  : (struct str){NULL, 0};
}

static bool has_upper(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_upper(text.ptr[i]))
			return true;
	return false;
}

static enum description_style style_of(struct str description)
{
	if (str_has(description, '_'))
		return DESCRIPTION_SNAKE;
	if (str_has(description, '-'))
		return DESCRIPTION_KEBAB;
	if (!has_upper(description))
		return DESCRIPTION_SNAKE;
	return is_upper(description.ptr[0]) ? DESCRIPTION_PASCAL : DESCRIPTION_CAMEL;
}

/* What to try, the way the example is written first. */
static void collect(struct search *search, const struct name *example)
{
	const struct runner *runner = search->strict.runner;
	static const char *const separators[] = {"_", "-", "__", "."};

	if (example && separator_of(example).len)
		add_once(search, &search->separators, separator_of(example));
	if (runner->down_prefix)
		add_once(search, &search->separators, STR("__"));
	for (size_t i = 0; i < ARRAY_LENGTH(separators); i++)
		add_once(search, &search->separators, str_from(separators[i]));
	if (runner->layout == LAYOUT_FOLDERS) {
		add_once(search, &search->endings, STR(""));
	} else {
		if (example && str_ends(example->file, STR(".up.sql")))
			add_once(search, &search->endings, STR(".up.sql"));
		add_once(search, &search->endings, STR(".sql"));
		add_once(search, &search->endings, STR(".up.sql"));
	}
	if (example && !search->request->only_letters)
		search->styles[search->style_count++] = style_of(example->description);
	for (size_t style = search->request->only_letters ? DESCRIPTION_LETTERS : 0;
		 style <= DESCRIPTION_LETTERS; style++)
		search->styles[search->style_count++] = (enum description_style)style;
}

/* True if the set's pattern reads the name as it is meant, and the runner would execute it. */
static bool is_accepted(
	struct search *search, struct str file, struct str version, struct new_name *ret)
{
	const struct runner *runner = search->strict.runner;
	struct str path = str_join_path(search->arena, search->strict.path, file);
	struct name name;

	if (runner->layout == LAYOUT_FOLDERS)
		path = str_join_path(search->arena, path, str_from(runner->up_file));
	name = name_of(&search->strict, search->arena, path);
	if (!search->tried.ptr)
		search->tried = file;
	if (!name.is_well_formed || (name.role != ROLE_UP && name.role != ROLE_BOTH) ||
		(name.version.ptr && !str_equal(name.version, version)) ||
		(name.type.ptr && !str_equal(name.type, search->type)) ||
		!regex_find(search->runner_pattern, file, NULL))
		return false;
	*ret = (struct new_name){.path = path, .name = name};
	return true;
}

/* The rest of a name with one way of writing it. */
static struct str rest_of(
	const struct search *search, enum description_style style, struct str separator)
{
	struct str description = description_join(search->arena, &search->words, style);

	if (!description.len)
		return (struct str){NULL, 0};
	return str_format(search->arena, "%.*s%.*s%s%.*s", STR_ARG(separator), STR_ARG(search->type),
		!search->type.ptr                ? ""
			: style == DESCRIPTION_KEBAB ? "-"
										 : "_",
		STR_ARG(description));
}

/* Tries every way of writing the rest behind versions of one form. */
static bool try_form(struct search *search, const struct version_form *form, struct new_name *ret)
{
	size_t ways = search->separators.count * search->endings.count;
	bool shares_versions = search->strict.unique_by_name;
	struct str version = {NULL, 0};

	for (size_t i = 0; i < search->style_count * ways; i++) {
		enum description_style style = search->styles[i / ways];
		struct str separator = search->separators.items[i % ways / search->endings.count];
		struct str ending = search->endings.items[i % search->endings.count];
		struct str rest = rest_of(search, style, separator);

		if (!rest.ptr)
			continue;
		if (shares_versions || !version.ptr) {
			search->limits.stem = shares_versions ? rest : (struct str){NULL, 0};
			version = version_choose(search->set, search->arena, form, &search->limits);
		}
		if (!version.ptr)
			return false;
		if (!is_accepted(search,
				str_format(search->arena, "%s%.*s%.*s%.*s",
					search->strict.runner->down_prefix ? "V" : "", STR_ARG(version), STR_ARG(rest),
					STR_ARG(ending)),
				version, ret))
			continue;
		ret->lost_digits = style == DESCRIPTION_LETTERS &&
			!str_equal(description_join(search->arena, &search->words, style),
				description_join(search->arena, &search->words, DESCRIPTION_SNAKE));
		return true;
	}
	return false;
}

static int check_length(const struct new_name *name, struct error *reterr)
{
	if (name->name.file.len <= LONGEST_NAME)
		return 0;
	return error_set(reterr, "the name would have %zu bytes; file systems take %d",
		name->name.file.len, LONGEST_NAME);
}

int name_choose(struct new_name *ret, struct arena *arena, const struct migration_set *set,
	const struct name_request *request, struct error *reterr)
{
	const struct migration_file *example = name_example(set);
	struct search search = {.arena = arena,
		.set = set,
		.request = request,
		.strict = *set->spec,
		.limits = {.now = request->now, .is_last = request->is_last}};
	struct version_forms forms;

	search.strict.legacy.count = 0;
	if (read_words(&search, reterr) ||
		regex_compile(
			&search.runner_pattern, arena, str_from(set->spec->runner->name_pattern), reterr))
		return -1;
	collect(&search, example ? &example->name : NULL);
	forms = version_forms_of(set->spec, arena, example ? &example->name : NULL);
	for (size_t i = 0; i < forms.count; i++)
		if (try_form(&search, &forms.items[i], ret))
			return check_length(ret, reterr);
	if (request->only_letters && !description_join(arena, &search.words, DESCRIPTION_LETTERS).len)
		return error_set(reterr, "the description has no letter, and no digit may stand in it");
	if (!search.tried.ptr)
		return error_set(reterr, "no version is left for a new migration of %s",
			escape_text(arena, set->spec->path, false).ptr);
	error_set(reterr, "no name for it matches the set's pattern: not %s; expected: %.*s",
		escape_text(arena, search.tried, false).ptr, STR_ARG(set->spec->expected_name));
	return error_hint(reterr, "choose other words: names match %s",
		escape_text(arena, regex_pattern(set->spec->name), false).ptr);
}
