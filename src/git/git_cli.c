/* SPDX-License-Identifier: MIT */
#include "git/git_cli.h"

#include "base/escape.h"
#include "base/vec.h"

int git_cli_run(struct arena *arena, const char *const *arguments, struct str *ret_output,
	int *ret_status, struct error *reterr)
{
	const char **command;
	size_t count = 0;

	while (arguments[count])
		count++;
	command = arena_array(arena, const char *, count + 2);
	command[0] = "git";
	for (size_t i = 0; i < count; i++)
		command[i + 1] = arguments[i];
	if (!process_run(command, PROCESS_HIDES_ERRORS, arena, ret_output, ret_status, reterr))
		return 0;
	return error_hint(reterr, "apt install git");
}

/* "ID TYPE SIZE" or "ID missing" (git-cat-file(1), "Batch output"). */
static int read_header(struct process *process, enum object_type *ret_type, size_t *ret_size,
	bool *ret_found, struct error *reterr)
{
	static const char *const types[] = {[OBJECT_COMMIT] = "commit",
		[OBJECT_TREE] = "tree",
		[OBJECT_BLOB] = "blob",
		[OBJECT_TAG] = "tag"};
	char line[256];
	struct str rest, word;

	if (!fgets(line, sizeof line, process->output))
		return error_set(reterr, "git cat-file ended unexpectedly");
	rest = str_trim(str_from(line));
	*ret_found = !str_ends(rest, STR(" missing"));
	if (!*ret_found)
		return 0;
	*ret_type = 0;
	(void)str_next(&rest, ' ', &word);
	if (str_next(&rest, ' ', &word))
		for (size_t i = OBJECT_COMMIT; i < ARRAY_LENGTH(types); i++)
			if (str_equal(word, str_from(types[i])))
				*ret_type = (enum object_type)i;
	if (!*ret_type || !rest.ptr)
		return error_set(reterr, "git cat-file answered '%s'", str_trim(str_from(line)).ptr);
	*ret_size = strtoul(rest.ptr, NULL, 10);
	return 0;
}

int cat_file_read(struct cat_file *cat_file, const struct object_id *id, size_t digits,
	struct arena *arena, struct object *ret, bool *ret_found, struct error *reterr)
{
	static const char *const command[] = {"git", "cat-file", "--batch", NULL};
	struct process *process = &cat_file->process;
	char *bytes;
	size_t size;

	if (!process->child && process_start(process, command, reterr))
		return error_hint(reterr, "apt install git");
	if (fprintf(process->input, "%s\n", object_id_hex(arena, id, digits).ptr) < 0 ||
		fflush(process->input))
		return error_set(reterr, "git cat-file takes no questions");
	if (read_header(process, &ret->type, &size, ret_found, reterr))
		return -1;
	if (!*ret_found)
		return 0;
	bytes = arena_alloc(arena, size + 1);
	if (fread(bytes, 1, size + 1, process->output) != size + 1)
		return error_set(reterr, "git cat-file broke off");
	bytes[size] = '\0'; /* in place of the line feed that ends an object */
	ret->bytes = (struct str){bytes, size};
	return 0;
}

void cat_file_close(struct cat_file *cat_file)
{
	process_close(&cat_file->process);
}

/* ":MODE MODE ID ID STATUS" NUL PATH NUL (git-diff(1), "Raw output format"). */
static int read_change(struct str header, struct str path, struct arena *arena, struct entry *ret,
	struct error *reterr)
{
	struct str rest = str_slice(header, 1, header.len), words[5];

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (!str_next(&rest, ' ', &words[i]))
			return error_set(reterr, "git diff answered '%.*s'", STR_ARG(header));
	if (str_equal(words[4], STR("U"))) {
		error_describe(
			reterr, "the index has unmerged paths, first %s", escape_text(arena, path, false).ptr);
		reterr->kind = ERROR_UNMERGED;
		return error_hint(reterr, "resolve the conflicts, then: git add PATH...");
	}
	*ret = (struct entry){.path = path};
	for (size_t i = 0; i < words[1].len; i++)
		ret->mode = ret->mode << 3 | (uint32_t)(words[1].ptr[i] - '0');
	if (ret->mode && !object_id_parse(words[3], &ret->id))
		return error_set(reterr, "git diff answered '%.*s'", STR_ARG(header));
	return 0;
}

int git_cli_staged(struct entries *ret, struct arena *arena, struct error *reterr)
{
	static const char *const command[] = {"diff", "--cached", "--raw", "-z", "--no-abbrev",
		"--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none", NULL};
	struct entries entries = {0};
	struct str rest, header, path;
	int status;

	if (git_cli_run(arena, command, &rest, &status, reterr))
		return -1;
	if (status)
		return error_set(reterr, "git diff --cached failed");
	while (rest.len && str_next(&rest, '\0', &header) && str_next(&rest, '\0', &path))
		if (read_change(header, path, arena, vec_push(arena, &entries), reterr))
			return -1;
	*ret = entries;
	return 0;
}

static bool write_ids(
	FILE *out, const char *prefix, const struct object_ids *ids, struct arena *arena, size_t digits)
{
	bool written = true;

	for (size_t i = 0; i < ids->count && written; i++)
		written = fprintf(out, "%s%s\n", prefix, object_id_hex(arena, &ids->items[i], digits).ptr) >
			0;
	return written;
}

int git_cli_unknown(struct arena *arena, const struct object_ids *tips,
	const struct object_ids *known, size_t digits, struct object_ids *ret, struct error *reterr)
{
	static const char *const command[] = {"git", "rev-list", "--stdin", NULL};
	struct process process;
	struct object_id id;
	char line[128];
	bool complete;

	if (process_start(&process, command, reterr))
		return error_hint(reterr, "apt install git");
	complete = write_ids(process.input, "", tips, arena, digits) &&
		write_ids(process.input, "^", known, arena, digits);
	complete = !fclose(process.input) && complete;
	process.input = NULL;
	while (complete && fgets(line, sizeof line, process.output))
		if (object_id_parse(str_trim(str_from(line)), &id))
			*vec_push(arena, ret) = id;
	if (process_close(&process) || !complete)
		return error_set(reterr, "git rev-list failed");
	return 0;
}
