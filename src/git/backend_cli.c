/* SPDX-License-Identifier: MIT */
#include "base/vec.h"
#include "git/backend.h"
#include "git/git_cli.h"

struct cli {
	struct arena *arena;
	struct cat_file cat_file;
	size_t digits;
};

static void close_cli(void *state)
{
	cat_file_close(&((struct cli *)state)->cat_file);
}

static int read_object(void *state, const struct object_id *id, struct arena *arena,
	struct object *ret, bool *ret_found, struct error *reterr)
{
	struct cli *cli = state;

	return cat_file_read(&cli->cat_file, id, cli->digits, arena, ret, ret_found, reterr);
}

/* The id that a command prints; not found where it exits with another status than 0. */
static int ask_id(struct cli *cli, const char *const *command, struct object_id *ret,
	bool *ret_found, struct error *reterr)
{
	struct str output, line;
	int status;

	if (git_cli_run(cli->arena, command, &output, &status, reterr))
		return -1;
	*ret_found = !status && str_next(&output, '\n', &line) && object_id_parse(line, ret);
	return 0;
}

static int read_revision(
	void *state, struct str revision, struct object_id *ret, bool *ret_found, struct error *reterr)
{
	struct cli *cli = state;
	const char *command[] = {"rev-parse", "--verify", "--quiet", "--end-of-options",
		str_copy(cli->arena, revision).ptr, NULL};

	return ask_id(cli, command, ret, ret_found, reterr);
}

static int read_reference(
	void *state, struct str name, struct object_id *ret, bool *ret_found, struct error *reterr)
{
	return read_revision(state, name, ret, ret_found, reterr);
}

static int read_head_branch(void *state, struct arena *arena, struct str *ret, struct error *reterr)
{
	static const char *const command[] = {"symbolic-ref", "--quiet", "HEAD", NULL};
	struct str output, line;
	int status;

	(void)state;
	*ret = (struct str){NULL, 0};
	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	if (!status && str_next(&output, '\n', &line))
		*ret = str_copy(arena, line);
	return 0;
}

static int list_references(void *state, struct str prefix, struct arena *arena,
	struct references *ret, struct error *reterr)
{
	/* for-each-ref takes a folder without its closing '/'. */
	struct str folder = str_slice(prefix, 0, prefix.len ? prefix.len - 1 : 0), output, line;
	const char *command[] = {
		"for-each-ref", "--format=%(objectname) %(refname)", str_copy(arena, folder).ptr, NULL};
	int status;

	(void)state;
	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	if (status)
		return error_set(reterr, "git for-each-ref failed");
	while (str_next(&output, '\n', &line)) {
		struct reference reference;
		struct str id;

		if (str_next(&line, ' ', &id) && line.ptr && object_id_parse(id, &reference.target)) {
			reference.name = line;
			*vec_push(arena, ret) = reference;
		}
	}
	return 0;
}

static int find_merge_base(void *state, const struct object_ids *commits, struct object_id *ret,
	bool *ret_found, struct error *reterr)
{
	struct cli *cli = state;
	struct object_id base;
	bool found;

	*ret_found = false;
	/* `git merge-base A B C` is about A and a merge of B and C, which is what is asked; but there
	 * may be more of them than a command line takes. */
	for (size_t i = 1; i < commits->count; i++) {
		const char *command[] = {"merge-base",
			object_id_hex(cli->arena, &commits->items[0], cli->digits).ptr,
			object_id_hex(cli->arena, &commits->items[i], cli->digits).ptr, NULL};
		const char *newer[] = {"merge-base", "--is-ancestor", NULL, NULL, NULL};
		struct str ignored;
		int status = 1;

		if (ask_id(cli, command, &base, &found, reterr))
			return -1;
		if (!found)
			continue;
		if (*ret_found) {
			newer[2] = object_id_hex(cli->arena, ret, cli->digits).ptr;
			newer[3] = object_id_hex(cli->arena, &base, cli->digits).ptr;
			if (git_cli_run(cli->arena, newer, &ignored, &status, reterr))
				return -1;
		}
		if (!*ret_found || !status)
			*ret = base;
		*ret_found = true;
	}
	return 0;
}

static int walk_history(void *state, const struct object_id *tip, bool first_parent,
	struct arena *arena, struct object_ids *ret, struct error *reterr)
{
	struct cli *cli = state;
	const char *command[] = {"rev-list", "--topo-order", "--reverse",
		object_id_hex(arena, tip, cli->digits).ptr, first_parent ? "--first-parent" : NULL, NULL};
	struct str output, line;
	int status;

	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	if (status)
		return error_set(reterr, "git rev-list failed");
	while (str_next(&output, '\n', &line)) {
		struct object_id id;

		if (object_id_parse(line, &id))
			*vec_push(arena, ret) = id;
	}
	return 0;
}

static int list_unknown(void *state, const struct object_ids *tips, const struct object_ids *known,
	struct arena *arena, struct object_ids *ret, struct error *reterr)
{
	return git_cli_unknown(arena, tips, known, ((struct cli *)state)->digits, ret, reterr);
}

static int name_blob(
	void *state, struct str bytes, bool keep, struct object_id *ret, struct error *reterr)
{
	const char *command[] = {"git", "hash-object", "--stdin", keep ? "-w" : NULL, NULL};
	struct process process;
	char line[128];
	bool named;

	(void)state;
	if (process_start(&process, command, reterr))
		return error_hint(reterr, "apt install git");
	named = fwrite(bytes.ptr, 1, bytes.len, process.input) == bytes.len;
	named = !fclose(process.input) && named;
	process.input = NULL;
	named = named && fgets(line, sizeof line, process.output) &&
		object_id_parse(str_trim(str_from(line)), ret);
	if (process_close(&process) || !named)
		return error_set(reterr, "git hash-object failed");
	return 0;
}

static int hash_file(void *state, struct str path, struct object_id *ret, struct error *reterr)
{
	struct cli *cli = state;
	const char *command[] = {"hash-object", "--", path.ptr, NULL};
	bool found;

	if (ask_id(cli, command, ret, &found, reterr))
		return -1;
	return found ? 0 : error_set(reterr, "git hash-object failed");
}

static const struct backend backend = {
	.name = "git",
	.close = close_cli,
	.object = read_object,
	.reference = read_reference,
	.head_branch = read_head_branch,
	.references = list_references,
	.revision = read_revision,
	.merge_base = find_merge_base,
	.history = walk_history,
	.unknown = list_unknown,
	.blob = name_blob,
	.hash_file = hash_file,
};

/* The places and the format, a line each. */
static int ask_places(struct places *ret, struct arena *arena, struct error *reterr)
{
	static const char *const command[] = {"rev-parse", "--path-format=absolute", "--git-dir",
		"--git-common-dir", "--show-object-format", "--is-bare-repository", NULL};
	static const char *const top[] = {
		"rev-parse", "--path-format=absolute", "--show-toplevel", NULL};
	struct str output, lines[4], line;
	int status;

	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	for (size_t i = 0; i < ARRAY_LENGTH(lines); i++)
		if (status || !str_next(&output, '\n', &lines[i]))
			return error_set(reterr, "git cannot read this repository");
	*ret = (struct places){
		.directory = str_copy(arena, lines[0]),
		.common = str_copy(arena, lines[1]),
		.digits = str_equal(lines[2], STR("sha256")) ? 64 : 40,
	};
	if (str_equal(lines[3], STR("true")))
		return 0;
	if (git_cli_run(arena, top, &output, &status, reterr))
		return -1;
	if (!status && str_next(&output, '\n', &line))
		ret->worktree = str_copy(arena, line);
	return 0;
}

int backend_open_cli(const struct backend **ret, void **ret_state, struct places *ret_places,
	struct arena *arena, struct error *reterr)
{
	struct cli *cli = arena_new(arena, struct cli);

	if (ask_places(ret_places, arena, reterr))
		return -1;
	cli->arena = arena;
	cli->digits = ret_places->digits;
	*ret = &backend;
	*ret_state = cli;
	return 0;
}
