/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/file.h"
#include "command/command.h"
#include "command/rollback_script.h"
#include "migration/section.h"

/* Where the way back is written, from the worktree's top. */
struct place {
	struct str path;
	bool is_section; /* of the up file itself */
	bool is_elsewhere; /* the set names another place, where the runner would execute it */
};

/* The runner looks at every file there, and would apply this one as a migration. */
static bool would_run(const struct migration_set *set, struct str path)
{
	const struct runner *runner = set->spec->runner;
	bool is_found = runner->searches_subfolders ? str_within(path, set->spec->path)
												: str_equal(str_dirname(path), set->spec->path);

	return runner->runs_down_files && is_found && !runner->down_prefix;
}

static struct place place_of(struct arena *arena, const struct rollback *rollback)
{
	const struct set_spec *spec = rollback->set->spec;
	struct str stem = str_basename(rollback->up->name.stem);
	struct place place = {
		.path = name_down_path(spec, arena, rollback->up->path, &rollback->up->name)};

	if (spec->down == DOWN_SECTION) {
		place.path = rollback->up->path;
		place.is_section = true;
		return place;
	}
	if (!place.path.ptr && spec->runner->down_file)
		place.path = str_join_path(
			arena, str_dirname(rollback->up->path), str_from(spec->runner->down_file));
	place.is_elsewhere = place.path.ptr && would_run(rollback->set, place.path);
	if (!place.path.ptr || place.is_elsewhere)
		place.path = str_join_path(arena,
			str_join_path(arena, str_dirname(spec->path), STR("rollback")),
			str_format(arena, "%.*s.down.sql", STR_ARG(stem)));
	return place;
}

static unsigned flags_of(const struct rollback *rollback)
{
	const struct set_spec *spec = rollback->set->spec;
	unsigned flags = SCRIPT_AS_FILE;

	if (spec->wrapping == WRAPPED_TRANSACTION || spec->wrapping == WRAPPED_UNLESS_REFUSED)
		flags |= SCRIPT_BARE;
	if (!strcmp(spec->runner->name, "goose"))
		flags |= SCRIPT_MARKED;
	return flags;
}

static int refuse(struct arena *arena, struct str path, struct error *reterr)
{
	error_set(reterr, "%s is there already", escape_text(arena, path, false).ptr);
	return error_hint(reterr, "compare it with: mighook rollback");
}

static int write_file(struct arena *arena, const struct rollback *rollback,
	const struct place *place, struct str on_disk, struct error *reterr)
{
	struct text text = {.arena = arena};
	struct stat there;

	if (!lstat(on_disk.ptr, &there))
		return refuse(arena, place->path, reterr);
	text_addf(&text,
		"-- Rollback: %.*s\n-- CAUTION: Review data loss implications before running\n\n",
		STR_ARG(str_basename(place->path)));
	rollback_add_script(&text, rollback, flags_of(rollback));
	if (file_make_folder(str_dirname(str_copy(arena, on_disk)), reterr))
		return -1;
	return file_write(on_disk, text_str(&text), 0666, reterr);
}

static bool has_sql(const struct set_spec *spec, struct arena *arena, struct str content)
{
	return !script_read(arena, spec, ROLE_BOTH, content)->down_is_empty;
}

/* Below the marker of a file that has it and nothing there, or behind all with a marker. */
static int write_section(struct arena *arena, const struct rollback *rollback,
	const struct place *place, struct str on_disk, struct error *reterr)
{
	const struct runner *runner = rollback->set->spec->runner;
	struct text text = {.arena = arena};
	struct sections sections;
	struct str content;
	size_t at;

	if (file_read(&content, arena, on_disk, reterr))
		return -1;
	sections = sections_of(runner, content);
	if (sections.down.exists && has_sql(rollback->set->spec, arena, content))
		return refuse(arena, place->path, reterr);
	at = sections.down.exists ? str_find(content, STR("\n"), sections.down.from) + 1 : content.len;
	if (at > content.len)
		at = content.len;
	text_add(&text, str_slice(content, 0, at));
	if (at && content.ptr[at - 1] != '\n')
		text_add_byte(&text, '\n');
	if (!sections.down.exists)
		text_addf(&text, "\n-- %s\n", runner->down_marker);
	rollback_add_script(&text, rollback, flags_of(rollback));
	text_add(&text, str_slice(content, at, content.len));
	return file_write(on_disk, text_str(&text), 0666, reterr);
}

static int write_down(
	struct context *context, const struct rollback *rollback, struct error *reterr)
{
	struct place place = place_of(context->arena, rollback);
	struct str on_disk = str_join_path(
		context->arena, repository_worktree(context->repository), place.path);

	if (place.is_section ? write_section(context->arena, rollback, &place, on_disk, reterr)
						 : write_file(context->arena, rollback, &place, on_disk, reterr))
		return -1;
	printf("%s\n", escape_text(context->arena, place.path, false).ptr);
	if (place.is_elsewhere)
		fprintf(stderr, "mighook: not beside the migration, where %s would execute it\n",
			rollback->set->spec->runner->name);
	if (rollback_is_incomplete(rollback))
		fprintf(stderr, "mighook: some of it has no inverse: write what stands behind TODO\n");
	return 0;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct str up = arguments_value(context->arguments, "down-from");
	struct rollbacks rollbacks;
	struct check check;

	if (!up.ptr || context->arguments->positional.count) {
		error_set(reterr, "new writes rollbacks only: mighook new --down-from MIGRATION");
		error_hint(reterr, "mighook help new");
		return EXIT_CANNOT_CHECK;
	}
	if (repository_is_bare(context->repository)) {
		error_set(reterr, "a bare repository has no worktree to write into");
		return EXIT_CANNOT_CHECK;
	}
	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_rollback_of(&check, up, &rollbacks, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (write_down(context, &rollbacks.items[0], reterr))
		return EXIT_CANNOT_CHECK;
	return rollback_is_incomplete(&rollbacks.items[0]) ? EXIT_FINDINGS : EXIT_CLEAN;
}

const struct command command_new = {
	.name = "new",
	.usage = "--down-from MIGRATION",
	.summary = "write the rollback of a migration",
	.description =
		"Writes the inverse of a migration of the index, as `mighook rollback` tells it: to where\n"
		"the set's `down` says, or into its section of the same file, or else into a folder\n"
		"`rollback` beside the migrations; never where the runner would execute it as a "
		"migration,\n"
		"and never over what is there. What has no inverse is left as a TODO that "
		"placeholder-left\n"
		"reports, and it exits with 1 then. Data is not saved: read the warnings.",
	.options =
		(const struct option_row[]){
			{"down-from", 0, "MIGRATION", "path, version or name of the migration to take back"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | TAKES_ARGUMENTS,
	.run = run,
};
