/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/template.h"
#include "base/vec.h"
#include "command/init.h"

enum { MOST_ROUNDS = 4 };

static const struct ci_workflow ci_workflows[] = {
	{"github", "ci/github.yml", ".github/workflows/mighook.yml", NULL, NULL},
	{"gitlab", "ci/gitlab.yml", ".gitlab-ci.yml", ".gitlab/mighook.gitlab-ci.yml",
		"add to .gitlab-ci.yml: include: [{local: .gitlab/mighook.gitlab-ci.yml}]"},
	{"github-gate", "ci/github-gate.yml", ".github/workflows/mighook-gate.yml", NULL,
		"call .github/workflows/mighook-gate.yml behind the job that runs the migrations"},
	{"gitlab-gate", "ci/gitlab-gate.yml", ".gitlab/mighook-gate.gitlab-ci.yml", NULL,
		"add to .gitlab-ci.yml: include: [{local: .gitlab/mighook-gate.gitlab-ci.yml}]"},
	{"github-drift", "ci/github-drift.yml", ".github/workflows/mighook-drift.yml", NULL, NULL},
	{"gitlab-drift", "ci/gitlab-drift.yml", ".gitlab/mighook-drift.gitlab-ci.yml", NULL,
		"add to .gitlab-ci.yml: include: [{local: .gitlab/mighook-drift.gitlab-ci.yml}]"},
};

static int is_there(const struct init *init, struct str path, bool *ret, struct error *reterr)
{
	struct stat status;
	struct str absolute = str_join_path(init->arena, init->top, path);

	*ret = !lstat(absolute.ptr, &status);
	return *ret || errno == ENOENT || errno == ENOTDIR ? 0
													   : file_failed("look at", absolute, reterr);
}

static int check_worktree(struct init *init, struct error *reterr)
{
	if (!repository_is_bare(init->context->repository)) {
		init->top = repository_worktree(init->context->repository);
		return 0;
	}
	error_set(reterr, "this is a bare repository: nobody writes migrations in it");
	return error_hint(reterr, "mighook init in a clone of it; here: mighook install --server");
}

/* A policy of the worktree, or one that git still has. */
static int check_policy_file(struct init *init, struct error *reterr)
{
	struct entry entry;
	struct tree *index;
	bool there;

	if (is_there(init, POLICY_FILE, &there, reterr) ||
		tree_of_index(&index, init->context->repository, init->arena, reterr) ||
		tree_entry(index, POLICY_FILE, &entry, reterr))
		return -1;
	init->has_policy = there || entry.mode;
	if (!init->has_policy || arguments_has(init->context->arguments, "ci"))
		return 0;
	error_set(reterr,
		there ? ".mighook.yaml is there already and is left as it is"
			  : ".mighook.yaml is deleted here, but git still has it");
	return error_hint(reterr, "%s", there ? "mighook check --all" : "git restore .mighook.yaml");
}

static int check_extends(struct init *init, struct error *reterr)
{
	init->draft.extends = arguments_values(init->context->arguments, init->arena, "extends");
	for (size_t i = 0; i < init->draft.extends.count; i++) {
		struct str name = init->draft.extends.items[i];
		struct shipped_policies shipped = policy_shipped(init->arena);
		size_t at = 0;

		while (at < shipped.count && !str_equal(shipped.items[at].name, name))
			at++;
		if (at < shipped.count)
			continue;
		error_set(reterr, "--extends: '%s' is no shipped policy",
			escape_text(init->arena, name, false).ptr);
		return error_hint(reterr, "mighook policy list");
	}
	return 0;
}

static int choose_workflow(struct init *init, struct str name, struct error *reterr)
{
	struct written_workflow *chosen = vec_push(init->arena, &init->workflows);
	bool there;

	for (size_t i = 0; i < ARRAY_LENGTH(ci_workflows); i++)
		if (str_equal(name, str_from(ci_workflows[i].name)))
			chosen->workflow = &ci_workflows[i];
	if (!chosen->workflow)
		return error_set(reterr,
			"--ci: '%s' is none of github, gitlab, github-gate, gitlab-gate, github-drift, "
			"gitlab-drift",
			escape_text(init->arena, name, false).ptr);
	chosen->bytes = template_find(str_from(chosen->workflow->template_path));
	chosen->path = str_from(chosen->workflow->path);
	if (!chosen->bytes.ptr)
		return error_set(reterr, "this mighook has no workflow for %s", chosen->workflow->name);
	if (is_there(init, chosen->path, &there, reterr))
		return -1;
	if (chosen->workflow->remaining && (there || !chosen->workflow->second_path))
		str_list_add(init->arena, &init->remaining, str_from(chosen->workflow->remaining));
	if (there && chosen->workflow->second_path) {
		chosen->path = str_from(chosen->workflow->second_path);
		if (is_there(init, chosen->path, &there, reterr))
			return -1;
	}
	if (!there)
		return 0;
	error_set(reterr, "%.*s is there already and is left as it is", STR_ARG(chosen->path));
	return error_hint(reterr, "mighook init without --ci %s", chosen->workflow->name);
}

static int check_workflows(struct init *init, struct error *reterr)
{
	struct str_list names = arguments_values(init->context->arguments, init->arena, "ci");

	for (size_t i = 0; i < names.count; i++) {
		bool is_first = true;

		for (size_t j = 0; j < i; j++)
			is_first &= !str_equal(names.items[i], names.items[j]);
		if (is_first && choose_workflow(init, names.items[i], reterr))
			return -1;
	}
	return 0;
}

/* All that is there, judged by the policy as it stands. */
static int judge(
	struct init *init, enum adopted_as as, struct adopted_set **ret_sets, struct error *reterr)
{
	struct check_options options = {
		.policy_text = policy_draft_text(init->arena, &init->draft),
		.wants_sql = true,
	};

	return check_start(&init->check, init->arena, init->context->repository, &options, reterr) ||
			check_adopt(&init->check, as, &init->result, ret_sets, reterr)
		? -1
		: 0;
}

static int no_migrations(struct error *reterr)
{
	error_set(reterr, "there is no migration folder here");
	return error_hint(reterr,
		"write the first one, by your runner's tool or `mighook new`; if it lies where none is "
		"looked for, name its folder in .mighook.yaml: sets: [{path: FOLDER}]");
}

/* Rules judge what is new here otherwise than what is merged, and all of it will be merged: what
 * either finds is excused. `ret_more` says whether there was something. */
static int excuse_all(struct init *init, bool *ret_more, struct error *reterr)
{
	static const enum adopted_as ages[] = {ADOPTED_AS_IS, ADOPTED_AS_MERGED};
	struct adopted_set *sets;

	init->left.count = 0;
	*ret_more = false;
	for (size_t i = 0; i < ARRAY_LENGTH(ages); i++) {
		if (judge(init, ages[i], &sets, reterr))
			return -1;
		*ret_more |= policy_draft_excuse(&init->draft, init->arena, &init->result, &init->left);
	}
	return 0;
}

/* The sets are those that are found without a policy. What it then finds is excused, until it finds
 * nothing more: the last round proves the file. */
static int draft_policy(struct init *init, struct error *reterr)
{
	struct policy *shipped = arena_new(init->arena, struct policy);
	struct adopted_set *sets;
	bool finds_more = true;

	init->left.arena = init->arena;
	if (judge(init, ADOPTED_AS_IS, &sets, reterr))
		return -1;
	if (!init->result.has_sets)
		return no_migrations(reterr);
	init->draft.sets = sets;
	init->draft.set_count = init->check.specs.count;
	*shipped = init->check.policy;
	init->draft.shipped = shipped;
	init->findings = init->result.diagnostics.count;
	for (unsigned round = 0; round < MOST_ROUNDS && finds_more; round++)
		if (excuse_all(init, &finds_more, reterr))
			return -1;
	return 0;
}

/* Names and versions of files that are not merged are excused by a policy that is. */
static int say_what_comes_first(struct init *init, struct error *reterr)
{
	struct object_id head;

	if (repository_head(init->context->repository, &head, reterr))
		return -1;
	if (init->draft.must_come_first && !object_id_is_none(&head))
		str_list_add(init->arena, &init->remaining,
			STR("merge .mighook.yaml before the files that are new here: names and versions are "
				"excused only by a policy that is merged already"));
	return 0;
}

/* A snapshot is written anew with the next migration, and what excuses it ends with that. */
static void warn_of_snapshots(struct init *init)
{
	for (size_t i = 0; i < init->draft.set_count; i++) {
		struct str snapshot = init->draft.sets[i].snapshot;
		size_t count = 0;

		for (size_t j = 0; snapshot.ptr && j < init->draft.excused.count; j++)
			count += str_equal(init->draft.excused.items[j].path, snapshot);
		if (count)
			str_list_add(init->arena, &init->remaining,
				str_format(init->arena,
					"%s is excused only until it changes, with the next migration: dump it anew",
					escape_text(init->arena, snapshot, false).ptr));
	}
}

static int write_new(struct init *init, struct str path, struct str bytes, struct error *reterr)
{
	struct str absolute = str_join_path(init->arena, init->top, path);

	if (file_make_folder(str_dirname(absolute), reterr) ||
		file_create(absolute, bytes, 0644, reterr))
		return -1;
	str_list_add(init->arena, &init->written, path);
	return 0;
}

static void add_shared(struct init *init)
{
	const struct target *target = init->installation.target;
	struct str where = init->installation.where;

	if (!target->is_committed || !str_within(where, init->top) || where.len <= init->top.len)
		return;
	str_list_add(init->arena, &init->shared, str_slice(where, init->top.len + 1, where.len));
	if (target->beside)
		str_list_add(init->arena, &init->shared, str_from(target->beside));
}

/* Hooks go where `mighook install` would put them, or into the manager that is found. */
static int install(struct init *init, struct error *reterr)
{
	struct hooks_directory directory;
	struct str reason;

	if (hooks_reason_for_nothing(&reason, init->arena, /* serves= */ false, reterr))
		return -1;
	init->installs = !reason.ptr;
	if (reason.ptr) {
		str_list_add(init->arena, &init->remaining,
			str_format(
				init->arena, "no hooks are installed (%s); later: mighook install", reason.ptr));
		return 0;
	}
	if (hooks_directory_find(&directory, init->arena, reterr))
		return -1;
	init->managers = managers_find(init->arena, directory.worktree);
	init->installation.target = installation_target(&directory, &init->managers);
	if (installation_make(&init->installation, init->arena, &directory, reterr))
		return -1;
	add_shared(init);
	if (init->installation.remaining.ptr)
		str_list_add(init->arena, &init->remaining, init->installation.remaining);
	return 0;
}

static int write_all(struct init *init, struct error *reterr)
{
	if (!init->has_policy &&
		write_new(init, POLICY_FILE, policy_draft_text(init->arena, &init->draft), reterr))
		return -1;
	for (size_t i = 0; i < init->workflows.count; i++)
		if (write_new(init, init->workflows.items[i].path, init->workflows.items[i].bytes, reterr))
			return -1;
	if (init->has_policy || arguments_has(init->context->arguments, "no-hooks"))
		return 0;
	return install(init, reterr);
}

/* What a manager's own installation would overwrite is better in its configuration. */
static void add_manager_lines(struct init *init)
{
	const struct hook *hook = hook_find(STR("pre-commit"));

	for (size_t i = 0; init->installs && i < init->managers.count; i++) {
		const struct found_manager *found = &init->managers.items[i];
		bool is_command;
		struct str line;

		if (found->is_written || manager_mention(found, hook))
			continue;
		line = manager_line(init->arena, found, hook, &is_command);
		str_list_add(init->arena, &init->remaining,
			str_format(
				init->arena, "%s runs hooks here too. %.*s", found->manager->name, STR_ARG(line)));
	}
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct init init = {.context = context, .arena = context->arena};
	bool json;

	if (command_wants_json(context, &json, reterr) || check_worktree(&init, reterr) ||
		check_policy_file(&init, reterr) || check_extends(&init, reterr) ||
		check_workflows(&init, reterr) || (!init.has_policy && draft_policy(&init, reterr)))
		return EXIT_CANNOT_CHECK;
	if (write_all(&init, reterr)) {
		for (size_t i = 0; i < init.written.count; i++)
			fprintf(stderr, "mighook: wrote %.*s\n", STR_ARG(init.written.items[i]));
		if (init.written.count && !reterr->hint[0])
			error_advise(reterr, "mend that, then: mighook install");
		return EXIT_CANNOT_CHECK;
	}
	add_manager_lines(&init);
	if (say_what_comes_first(&init, reterr))
		return EXIT_CANNOT_CHECK;
	warn_of_snapshots(&init);
	if (!init.has_policy)
		command_print_notes(context, &init.check);
	if (json)
		init_write_json(&init);
	else if (!arguments_has(context->arguments, "quiet"))
		init_print(&init);
	return EXIT_CLEAN;
}

const struct command command_init = {
	.name = "init",
	.usage = "[--ci github|gitlab|github-gate|gitlab-gate]... [--extends POLICY]... [--no-hooks]",
	.summary = "write a policy, excuse what is there, install the hooks",
	.description =
		"Finds the migration folders, their runners, snapshots and history tables, also in files\n"
		"that are not added yet, and writes `.mighook.yaml` at the top of the repository. What\n"
		"`mighook check --all` finds there today is listed in it as `grandfather` entries, one "
		"for\n"
		"each rule and file, with the fingerprint of the file: old files need not be touched, and\n"
		"whatever is edited or new is judged by every rule. Then the hooks are installed as\n"
		"`mighook install` does it, or through husky, lefthook or pre-commit where the repository\n"
		"has one of them. Asks nothing, and overwrites nothing: where there is a policy already "
		"it\n"
		"exits with 2, or with --ci writes the workflow alone.",
	.options =
		(const struct option_row[]){
			{"ci", 0, "github|gitlab|github-gate|gitlab-gate|github-drift|gitlab-drift",
				"also write a workflow that judges changes, asks the database after they are "
				"deployed, or looks for drift after they are merged; may be repeated"},
			{"extends", 0, "POLICY", "start from a shipped policy; may be repeated, later wins"},
			{"no-hooks", 0, NULL, "leave the hooks alone"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY,
	.run = run,
};
