/* SPDX-License-Identifier: MIT */
#include "migration/new_version.h"

#include "base/vec.h"
#include "migration/suggest.h"

/* Longer counters than this are nobody's, and shorter ones are tried before. */
enum { WIDEST_COUNTER = 12 };

/* Of 2025-01-27-093045. */
enum { DASHED_TIME_LENGTH = 17 };

static bool is_number(struct str version)
{
	for (size_t i = 0; i < version.len; i++)
		if (!is_digit(version.ptr[i]))
			return false;
	return version.len > 0;
}

static struct version_form form_of(enum version_kind kind, struct str version)
{
	bool is_dashed = str_has(version, '-');
	struct datetime when;

	if (!version_date(kind, version, &when) || datetime_mistake(&when))
		return (struct version_form){FORM_COUNTER, is_number(version) ? version.len : 0};
	if (is_dashed && version.len > DASHED_TIME_LENGTH + 1)
		return (struct version_form){FORM_DASHED_TIME, version.len - DASHED_TIME_LENGTH - 1};
	if (version.len >= 14)
		return (struct version_form){is_dashed ? FORM_DASHED_TIME : FORM_TIME, 0};
	return (struct version_form){is_dashed ? FORM_DASHED_DAY : FORM_DAY, 0};
}

/* As the runner's `expected_name` shows it. */
static struct version_form form_expected(const struct runner *runner)
{
	struct str name = str_from(runner->expected_name);
	size_t width = 0;

	if (str_starts(name, STR("YYYY-MM-DD-HHMMSS")))
		return (struct version_form){FORM_DASHED_TIME, 0};
	if (str_starts(name, STR("YYYYMMDDHHMMSS")))
		return (struct version_form){FORM_TIME, 0};
	while (width < name.len && name.ptr[width] == 'N')
		width++;
	return (struct version_form){FORM_COUNTER, width};
}

static void add(struct version_forms *forms, struct arena *arena, const struct set_spec *spec,
	struct version_form form)
{
	enum version_kind unwanted = form.kind == FORM_COUNTER ? VERSION_DATE : VERSION_SEQUENCE;

	if (spec->version_kind != unwanted)
		*vec_push(arena, forms) = form;
}

struct version_forms version_forms_of(
	const struct set_spec *spec, struct arena *arena, const struct name *newest)
{
	static const enum version_form_kind dates[] = {
		FORM_TIME, FORM_DAY, FORM_DASHED_TIME, FORM_DASHED_DAY};
	struct version_forms forms = {0};

	if (newest)
		add(&forms, arena, spec, form_of(spec->version_kind, newest->version));
	add(&forms, arena, spec, form_expected(spec->runner));
	for (size_t i = 0; i < ARRAY_LENGTH(dates); i++)
		add(&forms, arena, spec, (struct version_form){dates[i], 0});
	add(&forms, arena, spec, (struct version_form){FORM_COUNTER, 4});
	for (size_t width = 1; width <= WIDEST_COUNTER; width++)
		add(&forms, arena, spec, (struct version_form){FORM_COUNTER, width});
	return forms;
}

/* The version; where the pattern has no group for it, the digits that the name starts with. */
static struct str version_of(const struct name *name)
{
	size_t from = name->file.len && is_alpha(name->file.ptr[0]), to = from;

	if (name->version.ptr)
		return name->version;
	while (to < name->file.len && is_digit(name->file.ptr[to]))
		to++;
	return str_slice(name->file, from, to);
}

/* Also what the change deletes has had its version: some database may have applied it. */
static bool is_free(const struct migration_set *set, struct arena *arena, struct str version,
	const struct version_limits *limits)
{
	enum version_order order = set->spec->runner->order;
	struct str identity = version_identity(arena, order, version);

	for (size_t i = 0; i < set->files.count; i++) {
		const struct name *name = &set->files.items[i]->name;
		struct str taken = version_of(name);

		if (taken.len && name->role != ROLE_SIDE && name->role != ROLE_MISPLACED &&
			(!limits->stem.ptr || str_ends(name->stem, limits->stem)) &&
			str_equal(version_identity(arena, order, taken), identity))
			return false;
	}
	return true;
}

static struct str next_number(const struct migration_set *set, struct arena *arena,
	const struct version_form *form, const struct version_limits *limits)
{
	struct str next = STR("1");
	struct text padded = {.arena = arena};

	if (set->highest_number.ptr)
		next = version_next(arena, VERSION_SEQUENCE, set->highest_number);
	for (size_t i = next.len; i < form->width && is_number(next); i++)
		text_add_byte(&padded, '0');
	text_add(&padded, next);
	next = suggest_version(set, arena, text_str(&padded));
	while (!is_free(set, arena, next, limits)) {
		struct str later = suggest_version_after(set, arena, next, 1);

		if (str_equal(later, next))
			return (struct str){NULL, 0};
		next = later;
	}
	return next;
}

/* The newest of all versions; ptr NULL if that is no date that exists. 0 is meant to come first. */
static struct str newest_date(const struct migration_set *set, struct datetime *ret)
{
	struct str newest = {NULL, 0};

	for (size_t i = 0; i < set->by_version.count; i++) {
		const struct migration *migration = set->by_version.items[i];

		if (!newest.ptr ||
			version_compare(set->spec->runner->order, migration->version, newest) > 0)
			newest = migration->version;
	}
	return newest.ptr && version_date(set->spec->version_kind, newest, ret) &&
			!datetime_mistake(ret)
		? newest
		: (struct str){NULL, 0};
}

static struct str written(
	struct arena *arena, const struct version_form *form, const struct datetime *when)
{
	struct text version = {.arena = arena};

	if (form->kind == FORM_TIME || form->kind == FORM_DAY)
		return datetime_digits(arena, when, form->kind == FORM_TIME);
	text_addf(&version, "%04d-%02d-%02d", when->year, when->month, when->day);
	if (form->kind == FORM_DASHED_TIME)
		text_addf(&version, "-%02d%02d%02d", when->hour, when->minute, when->second);
	if (form->width)
		text_addf(&version, "-%0*d", (int)form->width, 0);
	return text_str(&version);
}

static struct str next_date(const struct migration_set *set, struct arena *arena,
	const struct version_form *form, const struct version_limits *limits)
{
	bool is_day = form->kind == FORM_DAY || form->kind == FORM_DASHED_DAY;
	int64_t seconds = datetime_seconds(&limits->now);
	struct datetime when;
	struct str newest = {NULL, 0}, version;

	if (limits->is_last)
		newest = newest_date(set, &when);
	if (newest.ptr && datetime_seconds(&when) > seconds)
		seconds = datetime_seconds(&when);
	for (;; seconds += is_day ? SECONDS_PER_DAY : 1) {
		when = datetime_from_seconds(seconds);
		if (when.year > 9999)
			return (struct str){NULL, 0};
		version = written(arena, form, &when);
		if ((!newest.ptr || version_compare(set->spec->runner->order, version, newest) >= 0) &&
			is_free(set, arena, version, limits))
			return version;
	}
}

struct str version_choose(const struct migration_set *set, struct arena *arena,
	const struct version_form *form, const struct version_limits *limits)
{
	return form->kind == FORM_COUNTER ? next_number(set, arena, form, limits)
									  : next_date(set, arena, form, limits);
}
