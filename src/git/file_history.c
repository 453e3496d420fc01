/* SPDX-License-Identifier: MIT */
#include "git/file_history.h"

#include "base/escape.h"
#include "base/vec.h"
#include "git/git_cli.h"

/* Whatever the user's configuration says of logs. */
static const char *const asking[] = {"-c", "log.diffMerges=separate", "-c",
	"log.showSignature=false", "-c", "diff.relative=false", "log", "-z", "-m", "--full-history",
	"--no-renames", "--no-color", "--no-ext-diff", "--raw", "--no-abbrev", "--source",
	"--diff-filter=ADMT", "--format=%x01%H%x00%cs%x00%P%x00%S%x00%s"};

static const char *const of_head[] = {"HEAD"};
static const char *const elsewhere[] = {"--branches", "--remotes", "--tags", "--not", "HEAD"};

static void add_all(
	struct arena *arena, struct str_list *list, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		str_list_add(arena, list, str_from(words[i]));
}

static const char *const *command_of(
	struct arena *arena, enum file_history where, const struct str_list *folders)
{
	struct str_list list = {0};
	const char **command;

	add_all(arena, &list, asking, ARRAY_LENGTH(asking));
	if (where == FILE_HISTORY_OF_HEAD)
		add_all(arena, &list, of_head, ARRAY_LENGTH(of_head));
	else
		add_all(arena, &list, elsewhere, ARRAY_LENGTH(elsewhere));
	str_list_add(arena, &list, STR("--"));
	for (size_t i = 0; i < folders->count; i++)
		str_list_add(arena, &list,
			folders->items[i].len
				? str_format(arena, ":(top,literal)%.*s", STR_ARG(folders->items[i]))
				: STR(":(top)"));
	command = arena_array(arena, const char *, list.count + 1);
	for (size_t i = 0; i < list.count; i++)
		command[i] = list.items[i].ptr;
	return command;
}

/* What is left of the answer. */
struct answer {
	struct str rest;
	struct arena *arena;
	struct error *reterr;
};

static int wrong(struct answer *answer, struct str what)
{
	return error_set(
		answer->reterr, "git log answered '%s'", escape_text(answer->arena, what, false).ptr);
}

/* ID NUL DAY NUL PARENTS NUL REFERENCE NUL SUBJECT NUL */
static int read_commit(struct answer *answer, struct str id, struct file_commit **ret)
{
	struct file_commit *commit = arena_new(answer->arena, struct file_commit);
	struct str parents;

	if (!object_id_parse(id, &commit->id) || !str_next(&answer->rest, '\0', &commit->day) ||
		!str_next(&answer->rest, '\0', &parents) ||
		!str_next(&answer->rest, '\0', &commit->reference) ||
		!str_next(&answer->rest, '\0', &commit->subject))
		return wrong(answer, id);
	commit->is_merge = str_has(parents, ' ');
	*ret = commit;
	return 0;
}

/* ":MODE MODE ID ID STATUS" NUL PATH NUL (git-diff(1), "Raw output format"). */
static int read_event(struct answer *answer, struct str header, struct file_event *ret)
{
	struct str rest = str_slice(header, 1, header.len), words[5];

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (!str_next(&rest, ' ', &words[i]))
			return wrong(answer, header);
	if (!object_id_parse(words[2], &ret->before) || !object_id_parse(words[3], &ret->after) ||
		!str_next(&answer->rest, '\0', &ret->path))
		return wrong(answer, header);
	return 0;
}

static int read_answer(struct answer *answer, struct file_events *ret)
{
	struct file_events events = {.count = 0};
	struct file_commit *commit = NULL;
	struct str word;

	while (answer->rest.len && str_next(&answer->rest, '\0', &word)) {
		struct file_event event = {.commit = commit};

		word = str_trim(word);
		if (!word.len)
			continue;
		if (word.ptr[0] == '\x01') {
			if (read_commit(answer, str_slice(word, 1, word.len), &commit))
				return -1;
			continue;
		}
		if (word.ptr[0] != ':' || !commit)
			return wrong(answer, word);
		if (read_event(answer, word, &event))
			return -1;
		*vec_push(answer->arena, &events) = event;
	}
	*ret = events;
	return 0;
}

int file_history(struct repository *repository, struct arena *arena, enum file_history where,
	const struct str_list *folders, struct file_events *ret, struct error *reterr)
{
	struct answer answer = {.arena = arena, .reterr = reterr};
	struct object_id head;
	int status;

	*ret = (struct file_events){.count = 0};
	if (repository_head(repository, &head, reterr))
		return -1;
	if (object_id_is_none(&head))
		return 0;
	if (git_cli_run(arena, command_of(arena, where, folders), &answer.rest, &status, reterr))
		return -1;
	if (status)
		return error_set(reterr, "git log failed");
	return read_answer(&answer, ret);
}
