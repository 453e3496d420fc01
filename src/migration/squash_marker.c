/* SPDX-License-Identifier: MIT */
#include "migration/squash_marker.h"

#include "base/sha256.h"
#include "base/sort.h"
#include "base/vec.h"

enum { HASH_DIGITS = 64, MOST_COUNT_DIGITS = 9 };

const char *const marker_names[MARKER_KEYS] = {
	[MARKER_BASELINE] = "SQUASH_BASELINE",
	[MARKER_COUNT] = "SQUASH_COUNT",
	[MARKER_HASH] = "SQUASH_HASH",
	[MARKER_REPLACES] = "SQUASH_REPLACES",
	[MARKER_APPROVED_BY] = "SQUASH_APPROVED_BY",
	[MARKER_REASON] = "SQUASH_REASON",
};

#define HASH_PREFIX STR("sha256:")

static const char *date_mistake(struct str date)
{
	struct datetime when;
	char digits[8];

	if (date.len != 10 || date.ptr[4] != '-' || date.ptr[7] != '-')
		return "must be a day, as 2026-01-18";
	memcpy(digits, date.ptr, 4);
	memcpy(digits + 4, date.ptr + 5, 2);
	memcpy(digits + 6, date.ptr + 8, 2);
	return datetime_parse((struct str){digits, sizeof digits}, &when) && !datetime_mistake(&when)
		? NULL
		: "is no day that exists";
}

static const char *count_mistake(struct str value, size_t *ret)
{
	*ret = 0;
	for (size_t i = 0; i < value.len && i <= MOST_COUNT_DIGITS; i++) {
		if (!is_digit(value.ptr[i]))
			return "must be a number";
		*ret = *ret * 10 + (size_t)(value.ptr[i] - '0');
	}
	return value.len && value.len <= MOST_COUNT_DIGITS ? NULL : "must be a number";
}

static const char *hash_mistake(struct str value)
{
	struct str digits = str_slice(value, HASH_PREFIX.len, value.len);
	bool are_hex = digits.len == HASH_DIGITS;

	for (size_t i = 0; i < digits.len; i++)
		are_hex &= is_digit(digits.ptr[i]) || (digits.ptr[i] >= 'a' && digits.ptr[i] <= 'f');
	return str_starts(value, HASH_PREFIX) && are_hex ? NULL : "must be sha256: and 64 hex digits";
}

static const char *read_replaces(struct str value, struct arena *arena, struct version_ranges *ret)
{
	struct str rest = value, item;

	while (str_next(&rest, ',', &item)) {
		struct version_range range;

		if (!version_range_parse(str_trim(item), &range))
			return "must be versions and ranges, as 0001..0319, 20250101";
		*vec_push(arena, ret) = range;
	}
	return ret->count ? NULL : "must be versions and ranges, as 0001..0319, 20250101";
}

static const char *read_value(
	struct squash_marker *marker, struct arena *arena, enum marker_key key, struct str value)
{
	switch (key) {
	case MARKER_BASELINE:
		return date_mistake(value);
	case MARKER_COUNT:
		return count_mistake(value, &marker->count);
	case MARKER_HASH:
		return hash_mistake(value);
	case MARKER_REPLACES:
		return read_replaces(value, arena, &marker->replaces);
	default:
		return NULL;
	}
}

static void read_line(
	struct squash_marker *marker, struct arena *arena, const struct comment *comment)
{
	size_t colon = str_find(comment->text, STR(":"), 0);
	struct str name = str_slice(comment->text, 0, colon);

	for (unsigned key = 0; key < MARKER_KEYS && colon < comment->text.len; key++) {
		struct marker_line *line = &marker->lines[key];

		if (!str_equal(name, str_from(marker_names[key])))
			continue;
		if (line->value.ptr) {
			line->mistake = "stands there twice";
			return;
		}
		line->value = str_trim(str_slice(comment->text, colon + 1, comment->text.len));
		line->from = comment->text_offset;
		line->to = comment->text_offset + comment->text.len;
		line->mistake = read_value(marker, arena, key, line->value);
	}
}

bool squash_marker_read(struct squash_marker *ret, struct arena *arena, const struct scan *scan)
{
	struct squash_marker marker = {.count = 0};
	bool found = false;

	for (size_t i = 0; i < scan->comments.count; i++)
		if (scan->comments.items[i].starts_line &&
			str_starts(scan->comments.items[i].text, STR("SQUASH_")))
			read_line(&marker, arena, &scan->comments.items[i]);
	for (unsigned key = 0; key <= MARKER_HASH; key++)
		found |= marker.lines[key].value.ptr != NULL;
	for (unsigned key = 0; key <= MARKER_HASH; key++)
		if (!marker.lines[key].value.ptr)
			marker.lines[key].mistake = "is missing";
	if (found)
		*ret = marker;
	return found;
}

bool squash_marker_is_sound(const struct squash_marker *marker)
{
	for (unsigned key = 0; key < MARKER_KEYS; key++)
		if (marker->lines[key].mistake)
			return false;
	return true;
}

bool version_ranges_hold(
	const struct version_ranges *ranges, enum version_order order, struct str version)
{
	for (size_t i = 0; version.ptr && i < ranges->count; i++)
		if (version_compare(order, version, ranges->items[i].first) >= 0 &&
			version_compare(order, version, ranges->items[i].last) <= 0)
			return true;
	return false;
}

struct str squash_marker_text(struct arena *arena, const struct squash_marker *marker)
{
	struct text text = {.arena = arena};

	for (unsigned key = 0; key < MARKER_KEYS; key++)
		if (marker->lines[key].value.ptr)
			text_addf(&text, "-- %s: %.*s\n", marker_names[key], STR_ARG(marker->lines[key].value));
	return text_str(&text);
}

struct str squash_folder(struct arena *arena, struct str archive, struct str date)
{
	return str_join_path(arena, archive,
		str_format(arena, "migrations_%.*s%.*s%.*s", STR_ARG(str_slice(date, 0, 4)),
			STR_ARG(str_slice(date, 5, 7)), STR_ARG(str_slice(date, 8, 10))));
}

static int compare_names(const void *a, const void *b)
{
	const struct squashed_file *first = a, *second = b;

	return str_compare(first->name, second->name);
}

struct str squash_hash(struct arena *arena, struct squashed_file *files, size_t count)
{
	struct sha256 *sha256 = sha256_start(arena);

	sort(files, count, sizeof *files, compare_names);
	for (size_t i = 0; i < count; i++) {
		sha256_add(sha256, files[i].name);
		sha256_add(sha256, STR("\t"));
		sha256_add(sha256, files[i].sha256);
		sha256_add(sha256, STR("\n"));
	}
	return sha256_so_far(arena, sha256);
}
