/* SPDX-License-Identifier: MIT */
#include "report/fixes.h"

#include "base/escape.h"
#include "base/json.h"
#include "lint/mask.h"
#include "report/formats.h"

struct writer {
	FILE *out;
	struct arena *arena;
	bool colored;
};

static const char *const bold = "\x1b[1m", *const red = "\x1b[31m", *const green = "\x1b[32m",
						 *const cyan = "\x1b[36m", *const end = "\x1b[0m";

static _printf_(3, 4) void write_line(
	const struct writer *writer, const char *color, const char *format, ...)
{
	va_list values;

	if (writer->colored && color)
		fprintf(writer->out, "%s", color);
	va_start(values, format);
	vfprintf(writer->out, format, values);
	va_end(values);
	fprintf(writer->out, "%s\n", writer->colored && color ? end : "");
}

static void write_diff_line(const struct writer *writer, const struct diff_line *line)
{
	const char *color = line->origin == '+' ? green : line->origin == '-' ? red : NULL;
	struct str text = escape_text(
		writer->arena, mask_text(writer->arena, line->text), /* keep_tabs= */ true);

	write_line(writer, color, "%c%s", line->origin, text.ptr);
	if (!line->has_line_feed)
		write_line(writer, NULL, "\\ No newline at end of file");
}

static void write_names(const struct writer *writer, const struct fixed_file *file)
{
	const char *from = escape_text(writer->arena, file->path, /* keep_tabs= */ false).ptr;
	const char *to = escape_text(writer->arena, file->new_path, /* keep_tabs= */ false).ptr;

	write_line(writer, bold, "diff --git a/%s b/%s", file->path.ptr ? from : to, to);
	if (!file->path.ptr)
		write_line(writer, bold, "new file mode %o", file->new_mode);
	else if (file->mode != file->new_mode) {
		write_line(writer, bold, "old mode %o", file->mode);
		write_line(writer, bold, "new mode %o", file->new_mode);
	}
	if (file->path.ptr && !str_equal(file->path, file->new_path)) {
		write_line(writer, bold, "rename from %s", from);
		write_line(writer, bold, "rename to %s", to);
	}
	if (!file->diff.count)
		return;
	if (file->path.ptr)
		write_line(writer, bold, "--- a/%s", from);
	else
		write_line(writer, bold, "--- /dev/null");
	write_line(writer, bold, "+++ b/%s", to);
}

/* "3,2"; one line is its number alone. */
static const char *range(struct arena *arena, int start, int count)
{
	return count == 1 ? str_format(arena, "%d", start).ptr
					  : str_format(arena, "%d,%d", start, count).ptr;
}

void report_fixes_text(FILE *out, struct arena *arena, const struct fixes *fixes, bool colored)
{
	struct writer writer = {out, arena, colored};

	for (size_t i = 0; i < fixes->files.count; i++) {
		const struct fixed_file *file = &fixes->files.items[i];

		write_names(&writer, file);
		for (size_t j = 0; j < file->diff.count; j++) {
			const struct diff_hunk *hunk = &file->diff.items[j];

			write_line(&writer, cyan, "@@ -%s +%s @@",
				range(arena, hunk->old_start, hunk->old_count),
				range(arena, hunk->new_start, hunk->new_count));
			for (size_t k = 0; k < hunk->count; k++)
				write_diff_line(&writer, &hunk->items[k]);
		}
	}
}

static void add_file(struct json *list, const struct fixed_file *file)
{
	for (size_t i = 0; i < file->rules.count; i++) {
		struct json *fix = json_append_object(list);

		json_add_string(fix, "rule", file->rules.items[i]);
		json_add_path(fix, "path", file->path);
		json_add_path(fix, "new_path", file->new_path);
	}
}

void report_fixes_json(FILE *out, const struct fixes *fixes, const struct diagnostics *remaining)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("fix");
	struct json *list;

	json_add_bool(root, "dry_run", fixes->is_dry_run);
	list = json_add_array(root, "fixes");
	for (size_t i = 0; i < fixes->files.count; i++)
		add_file(list, &fixes->files.items[i]);
	list = json_add_array(root, "left");
	for (size_t i = 0; i < fixes->left.count; i++) {
		struct json *left = json_append_object(list);

		json_add_path(left, "path", fixes->left.items[i].path);
		json_add_string(left, "reason", fixes->left.items[i].reason);
	}
	report_json_findings(out, root, "remaining", remaining);
}
