/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/unicode.h"
#include "lint/rule.h"

/* A mistake of the bytes, and what mends it. */
struct mistake {
	struct span span;
	const char *what;
	const char *command; /* printf format with the quoted path; NULL: see `advice` */
	const char *advice;
};

static bool is_in_comment(const struct scan *scan, size_t at)
{
	for (size_t i = 0; i < scan->comments.count; i++)
		if (scan->comments.items[i].offset < at && at < scan->comments.items[i].end)
			return true;
	return false;
}

/* "=======" alone on its line; inside a comment it underlines a heading. */
static bool is_middle_marker(const struct script *script, size_t at, struct str line)
{
	return line.len && line.ptr[0] == '=' && str_equal(str_trim(line), STR("=======")) &&
		!is_in_comment(&script->scan, at);
}

static bool find_conflict_marker(const struct script *script, struct mistake *ret)
{
	static const char *const marks[] = {"<<<<<<< ", ">>>>>>> ", "||||||| "};
	struct str rest = script->content, line;

	while (str_next(&rest, '\n', &line)) {
		size_t at = (size_t)(line.ptr - script->content.ptr);
		bool found = is_middle_marker(script, at, line);

		for (size_t i = 0; i < ARRAY_LENGTH(marks); i++)
			found |= str_starts(line, str_from(marks[i]));
		if (!found)
			continue;
		*ret = (struct mistake){{at, at + 7}, "a conflict marker is left in it", NULL,
			"Resolve the conflict, then run: git add %s"};
		return true;
	}
	return false;
}

/* The first mistake; of a file in another encoding nothing else would make sense. */
static bool find_mistake(const struct script *script, struct mistake *ret)
{
	struct str text = script->content;
	size_t valid, zero;

	if (str_starts(text, STR("version https://git-lfs"))) {
		*ret = (struct mistake){{0, 1},
			"this is a Git LFS pointer: the runner would get the pointer and not the SQL", NULL,
			"Take *.sql out of .gitattributes, then run: git add --renormalize %s"};
		return true;
	}
	if (str_starts(text, STR("\xff\xfe")) || str_starts(text, STR("\xfe\xff"))) {
		*ret = (struct mistake){
			{0, 2}, "the file is UTF-16", "iconv -f UTF-16 -t UTF-8 %s -o %s && git add %s", NULL};
		return true;
	}
	if (str_starts(text, STR("\xef\xbb\xbf"))) {
		*ret = (struct mistake){{0, 3}, "the file starts with a byte order mark",
			"sed -i '1s/^\\xEF\\xBB\\xBF//' %s && git add %s", NULL};
		return true;
	}
	zero = str_find(text, STR("\0"), 0);
	if (zero < text.len) {
		*ret = (struct mistake){{zero, zero + 1},
			"there is a NUL byte in it: UTF-16 without a mark, or no text", NULL,
			"Save the file as UTF-8, then run: git add %s"};
		return true;
	}
	valid = utf8_valid_prefix(text);
	if (valid < text.len) {
		*ret = (struct mistake){{valid, valid + 1}, "this byte is no valid UTF-8",
			"iconv -f WINDOWS-1252 -t UTF-8 %s -o %s && git add %s", NULL};
		return true;
	}
	return find_conflict_marker(script, ret);
}

/* `format` with each %s replaced by the path. */
static struct str with_path(struct arena *arena, const char *format, struct str path)
{
	struct str rest = str_from(format);
	struct text text = {.arena = arena};

	for (;;) {
		size_t at = str_find(rest, STR("%s"), 0);

		text_add(&text, str_slice(rest, 0, at));
		if (at == rest.len)
			return text_str(&text);
		text_add(&text, path);
		rest = str_slice(rest, at + 2, rest.len);
	}
}

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	struct str path = escape_shell(subject->arena, file->path);
	struct diagnostic *diagnostic;
	struct mistake mistake;

	if (!file->script || file->name.role == ROLE_SIDE || !find_mistake(file->script, &mistake))
		return;
	diagnostic = diagnose(out, file, mistake.span, "%s", mistake.what);
	diagnostic_hint(out, diagnostic, "%s%s", mistake.command ? "Run: " : "",
		with_path(subject->arena, mistake.command ? mistake.command : mistake.advice, path).ptr);
}

const struct rule rule_file_encoding = {
	.key = {.id = "file-encoding", .severity = SEVERITY_ERROR},
	.scope = 'F',
	.summary = "a migration is no clean UTF-8 text",
	.why = "A byte order mark, UTF-16, NUL, invalid UTF-8, a Git LFS pointer or a conflict marker "
		   "reaches the server as it is, and fails there or, worse, is stored.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "<<<<<<< HEAD\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- <<<<<<< is no marker inside a line\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "`-- mighook: allow file-encoding REASON` at the top of the file.",
	.source = "PostgreSQL manual 24.3, Character Set Support; git-merge(1)",
	.check_file = check_file,
};
