/* SPDX-License-Identifier: MIT */
#include "policy/manifest_edit.h"

#include "base/escape.h"
#include "base/vec.h"
#include "policy/yaml_document.h"

/* Text that comes at an offset; of those at one offset the first comes first. */
struct insertion {
	size_t at;
	struct str text;
};

struct editor {
	struct arena *arena;
	struct str bytes;
	const char *line_end;
	struct {
		struct insertion *items;
		size_t count, capacity;
	} insertions;
};

static struct str entry_line(
	struct arena *arena, struct str indent, const struct manifest_entry *entry, const char *end)
{
	return str_format(arena, "%.*s- \"%.*s\"%s%.*s%s", STR_ARG(indent), STR_ARG(entry->version),
		entry->comment.ptr ? " # " : "", STR_ARG(entry->comment), end);
}

static struct str point_lines(
	struct arena *arena, struct str indent, const struct manifest_point *point, const char *end)
{
	return str_format(arena, "%.*s- version: \"%.*s\"%s%.*s  replaces: [\"%.*s\"]%s",
		STR_ARG(indent), STR_ARG(point->version), end, STR_ARG(indent), STR_ARG(point->replaces),
		end);
}

static struct str entry_lines(
	struct arena *arena, const struct manifest_additions *content, const char *end)
{
	struct text text = {.arena = arena};

	text_addf(&text, "required_migrations:%s%s", content->entries.count ? "" : " []", end);
	for (size_t i = 0; i < content->entries.count; i++)
		text_add(&text, entry_line(arena, STR("  "), &content->entries.items[i], end));
	return text_str(&text);
}

static struct str all_point_lines(
	struct arena *arena, const struct manifest_additions *content, const char *end)
{
	struct text text = {.arena = arena};

	text_addf(&text, "squash_points:%s", end);
	for (size_t i = 0; i < content->points.count; i++)
		text_add(&text, point_lines(arena, STR("  "), &content->points.items[i], end));
	return text_str(&text);
}

struct str manifest_new(
	struct arena *arena, struct str path, const struct manifest_additions *content)
{
	struct text text = {.arena = arena};

	text_addf(&text, "# %s\nversion: \"1.0\"\n", escape_text(arena, path, false).ptr);
	if (content->entries.count)
		text_addf(&text, "baseline: \"%.*s\"\n", STR_ARG(content->entries.items[0].version));
	text_add(&text, entry_lines(arena, content, "\n"));
	if (content->points.count) {
		text_add(&text, STR("\n"));
		text_add(&text, all_point_lines(arena, content, "\n"));
	}
	return text_str(&text);
}

static void insert(struct editor *editor, size_t at, struct str text)
{
	*vec_push(editor->arena, &editor->insertions) = (struct insertion){at, text};
}

static size_t line_start(struct str bytes, size_t at)
{
	while (at && bytes.ptr[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the line that holds the offset; a last line without end gets one. */
static void insert_line(struct editor *editor, size_t behind, struct str line)
{
	size_t end = str_find(editor->bytes, STR("\n"), behind);

	if (end < editor->bytes.len)
		insert(editor, end + 1, line);
	else if (!editor->bytes.len || str_ends(editor->bytes, STR("\n")))
		insert(editor, editor->bytes.len, line);
	else
		insert(editor, editor->bytes.len,
			str_format(editor->arena, "%s%.*s", editor->line_end,
				STR_ARG(str_slice(line, 0, line.len - strlen(editor->line_end)))));
}

static const struct yaml_node *member(const struct yaml_node *mapping, struct str key)
{
	for (size_t i = 0; i < mapping->count; i++)
		if (str_equal(mapping->pairs[i].key->text, key))
			return mapping->pairs[i].value;
	return NULL;
}

static bool is_in_brackets(const struct editor *editor, const struct yaml_node *list)
{
	size_t at = yaml_offset(editor->bytes, list->from);

	return at < editor->bytes.len && editor->bytes.ptr[at] == '[';
}

/* What stands before the '-' of an item; ptr NULL: it has none in its line. */
static struct str indent_of(const struct editor *editor, const struct yaml_node *item)
{
	size_t at = yaml_offset(editor->bytes, item->from);
	size_t start = line_start(editor->bytes, at);
	struct str before = str_trim(str_slice(editor->bytes, start, at));

	return str_equal(before, STR("-"))
		? str_slice(editor->bytes, start, (size_t)(before.ptr - editor->bytes.ptr))
		: (struct str){NULL, 0};
}

/* The end of the last thing that was written of it. */
static size_t end_of(const struct editor *editor, const struct yaml_node *node)
{
	size_t end = yaml_offset(editor->bytes, node->to), inner;

	for (size_t i = 0; i < node->count; i++) {
		inner = end_of(editor, node->kind == YAML_SEQUENCE ? node->items[i] : node->pairs[i].value);
		end = inner > end ? inner : end;
	}
	return end;
}

/* The item that an addition follows: the last of that version; -1: it comes first. */
static long place_of(const struct yaml_node *list, struct str version)
{
	for (size_t i = list->count; version.ptr && i > 0; i--) {
		struct version_range range;

		if (list->items[i - 1]->kind == YAML_SCALAR &&
			version_range_parse(list->items[i - 1]->text, &range) &&
			str_equal(range.first, version))
			return (long)i - 1;
	}
	return -1;
}

static void add_in_brackets(
	struct editor *editor, const struct yaml_node *list, long place, bool is_first, struct str text)
{
	size_t at = place < 0 ? yaml_offset(editor->bytes, list->from) + 1
						  : end_of(editor, list->items[place]);
	bool leads = place < 0 && list->count;

	insert(editor, at,
		str_format(editor->arena, "%s%.*s%s", place >= 0 || (!leads && !is_first) ? ", " : "",
			STR_ARG(text), leads ? ", " : ""));
}

static void add_entries(
	struct editor *editor, const struct yaml_node *list, const struct manifest_additions *additions)
{
	bool brackets = is_in_brackets(editor, list);

	for (size_t i = 0; i < additions->entries.count; i++) {
		const struct manifest_entry *entry = &additions->entries.items[i];
		long place = place_of(list, entry->after);
		const struct yaml_node *beside = list->count ? list->items[place < 0 ? 0 : place] : list;

		if (brackets)
			add_in_brackets(editor, list, place, i == 0,
				str_format(editor->arena, "\"%.*s\"", STR_ARG(entry->version)));
		else if (place < 0)
			insert(editor, line_start(editor->bytes, yaml_offset(editor->bytes, beside->from)),
				entry_line(editor->arena, indent_of(editor, beside), entry, editor->line_end));
		else
			insert_line(editor, end_of(editor, beside),
				entry_line(editor->arena, indent_of(editor, beside), entry, editor->line_end));
	}
}

static void add_points(
	struct editor *editor, const struct yaml_node *list, const struct manifest_additions *additions)
{
	for (size_t i = 0; i < additions->points.count; i++) {
		const struct manifest_point *point = &additions->points.items[i];
		long last = (long)list->count - 1;

		if (is_in_brackets(editor, list))
			add_in_brackets(editor, list, last, i == 0,
				str_format(editor->arena, "{version: \"%.*s\", replaces: [\"%.*s\"]}",
					STR_ARG(point->version), STR_ARG(point->replaces)));
		else if (list->count)
			insert_line(editor, end_of(editor, list->items[last]),
				point_lines(
					editor->arena, indent_of(editor, list->items[last]), point, editor->line_end));
	}
}

static struct str edited(const struct editor *editor)
{
	struct text text = {.arena = editor->arena};
	bool *done = arena_array(editor->arena, bool, editor->insertions.count);

	for (size_t at = 0; at <= editor->bytes.len; at++) {
		for (size_t i = 0; i < editor->insertions.count; i++) {
			if (done[i] || editor->insertions.items[i].at != at)
				continue;
			text_add(&text, editor->insertions.items[i].text);
			done[i] = true;
		}
		if (at < editor->bytes.len)
			text_add_byte(&text, editor->bytes.ptr[at]);
	}
	return text_str(&text);
}

/* True if the edited text says all that it is to say, and all that it said. */
static bool says(struct arena *arena, struct str before, struct str after,
	const struct manifest_additions *additions)
{
	struct manifest old, new;
	struct error ignored;

	if (manifest_read(&old, arena, before, STR("before"), &ignored) ||
		manifest_read(&new, arena, after, STR("after"), &ignored))
		return false;
	for (size_t i = 0; i < old.required.count; i++)
		if (!str_list_contains(&new.required, old.required.items[i]))
			return false;
	for (size_t i = 0; i < additions->entries.count; i++)
		if (!str_list_contains(&new.required, additions->entries.items[i].version))
			return false;
	return new.required.count == old.required.count + additions->entries.count &&new.points.count ==
		old.points.count + additions->points.count;
}

int manifest_add(struct str *ret, struct arena *arena, struct str bytes, struct str name,
	const struct manifest_additions *additions, struct error *reterr)
{
	struct editor editor = {.arena = arena, .bytes = bytes, .line_end = "\n"};
	const struct yaml_node *required, *points;
	struct yaml_node *root;
	struct str result;

	if (yaml_parse_document(&root, arena, bytes, name, reterr))
		return -1;
	if (str_find(bytes, STR("\r\n"), 0) < bytes.len)
		editor.line_end = "\r\n";
	required = member(root, STR("required_migrations"));
	points = member(root, STR("squash_points"));
	if (additions->entries.count && required)
		add_entries(&editor, required, additions);
	else if (additions->entries.count)
		insert_line(&editor, bytes.len, entry_lines(arena, additions, editor.line_end));
	if (additions->points.count && points)
		add_points(&editor, points, additions);
	else if (additions->points.count)
		insert_line(&editor, bytes.len, all_point_lines(arena, additions, editor.line_end));
	result = edited(&editor);
	if (says(arena, bytes, result, additions)) {
		*ret = result;
		return 0;
	}
	error_set(reterr, "%s is not written in a way that can be added to",
		escape_text(arena, name, false).ptr);
	return error_hint(reterr, "write this into it by hand:\n%s%s",
		additions->entries.count ? entry_lines(arena, additions, "\n").ptr : "",
		additions->points.count ? all_point_lines(arena, additions, "\n").ptr : "");
}
