/* SPDX-License-Identifier: MIT */
#include "lint/deprecation.h"

#include "base/vec.h"
#include "git/history.h"

static bool is_name_byte(char byte)
{
	return is_alnum(byte) || byte == '_' || byte == '$' || (unsigned char)byte >= 0x80;
}

/* "Name" or name (manual, 4.1.1); empty if there is none. */
static struct str take_identifier(struct arena *arena, struct str *rest)
{
	struct text name = {.arena = arena};
	size_t at = 0;

	if (!rest->len || rest->ptr[0] != '"') {
		struct str plain;

		while (at < rest->len && is_name_byte(rest->ptr[at]))
			at++;
		plain = str_lower(arena, str_slice(*rest, 0, at));
		*rest = str_slice(*rest, at, rest->len);
		return plain;
	}
	for (at = 1; at < rest->len; at++) {
		if (rest->ptr[at] == '"' && (at + 1 == rest->len || rest->ptr[++at] != '"'))
			break;
		text_add_byte(&name, rest->ptr[at]);
	}
	*rest = str_slice(*rest, at, rest->len);
	return text_str(&name);
}

/* Behind the next comma that is in no parentheses and no quotes: what follows a name may say why.
 */
static struct str behind_comma(struct str rest)
{
	bool is_quoted = false;
	size_t depth = 0;

	for (size_t i = 0; i < rest.len; i++) {
		is_quoted ^= rest.ptr[i] == '"';
		if (is_quoted)
			continue;
		if (rest.ptr[i] == '(')
			depth++;
		else if (rest.ptr[i] == ')' && depth)
			depth--;
		else if (rest.ptr[i] == ',' && !depth)
			return str_trim(str_slice(rest, i + 1, rest.len));
	}
	return (struct str){NULL, 0};
}

static void read_names(struct deprecations *deprecations, struct arena *arena,
	const struct migration_file *file, struct str rest)
{
	while (rest.len) {
		struct deprecation deprecation = {.file = file, .is_merged = file->in_base || file->in_tip};

		for (;;) {
			struct str part = take_identifier(arena, &rest);

			if (!part.len || deprecation.part_count == MOST_NAME_PARTS)
				break;
			deprecation.parts[deprecation.part_count++] = part;
			if (!str_starts(rest, STR(".")))
				break;
			rest = str_slice(rest, 1, rest.len);
		}
		if (deprecation.part_count)
			*vec_push(arena, deprecations) = deprecation;
		rest = behind_comma(rest);
	}
}

void deprecations_read(struct deprecations *deprecations, struct arena *arena,
	const struct migration_file *file, size_t from, size_t to)
{
	struct str word = STR("deprecates:");

	for (size_t i = 0; i < file->script->scan.comments.count; i++) {
		const struct comment *comment = &file->script->scan.comments.items[i];

		if (comment->offset >= from && comment->offset < to &&
			str_equal_ignoring_case(str_slice(comment->text, 0, word.len), word))
			read_names(deprecations, arena, file,
				str_trim(str_slice(comment->text, word.len, comment->text.len)));
	}
}

/* The line of commits that the merged migrations came on; a reason in `error` if it cannot be had.
 */
static int read_history(
	struct commits *ret, struct arena *arena, const struct change_set *changes, struct error *error)
{
	for (size_t i = 0; i < changes->protected.count; i++) {
		const struct object_id *commit = &changes->protected.items[i].base_commit;

		if (!object_id_is_none(commit))
			return history_of(changes->repository,
				object_id_hex(arena, commit, repository_digits(changes->repository)),
				HISTORY_FIRST_PARENT, ret, error);
	}
	return error_set(error, "nothing is merged");
}

int deprecations_date(struct deprecations *deprecations, struct arena *arena,
	const struct change_set *changes, const struct migration_set *set, struct error *reterr)
{
	struct commits commits = {0};
	struct str no_history = {NULL, 0};

	for (size_t i = 0; i < deprecations->count; i++) {
		struct deprecation *deprecation = &deprecations->items[i];
		struct str version = deprecation->file->name.version;
		const struct commit *commit = NULL;
		struct datetime when;
		struct error error;

		if (version.ptr && version_date(set->spec->version_kind, version, &when) &&
			!datetime_mistake(&when)) {
			deprecation->time = datetime_seconds(&when);
			continue;
		}
		if (!deprecation->is_merged)
			continue;
		if (!commits.count && !no_history.ptr && read_history(&commits, arena, changes, &error))
			no_history = str_copy(arena, str_from(error.message));
		if (!no_history.ptr &&
			history_introduced(
				changes->repository, arena, &commits, deprecation->file->path, &commit, reterr))
			return -1;
		if (commit)
			deprecation->time = commit->time;
		else
			deprecation->undated = no_history.ptr ? no_history : STR("no commit brought it");
	}
	return 0;
}

static bool is_object(const struct str *parts, size_t count, struct object_name name)
{
	struct object_name own = {{NULL, 0}, parts[count - 1]};

	if (count == 2)
		own.schema = parts[0];
	return count <= 2 && object_name_equal(own, name);
}

bool deprecation_names(
	const struct deprecation *deprecation, struct object_name table, struct object_name object)
{
	size_t count = deprecation->part_count;

	if (!table.name.ptr)
		return is_object(deprecation->parts, count, object);
	return is_object(deprecation->parts, count, table) ||
		(count > 1 && str_equal(deprecation->parts[count - 1], object.name) &&
			is_object(deprecation->parts, count - 1, table));
}
