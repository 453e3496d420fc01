/* SPDX-License-Identifier: MIT */
#include "base/below.h"
#include "base/escape.h"
#include "base/file.h"
#include "command/new.h"
#include "command/rollback_script.h"
#include "migration/down_place.h"
#include "migration/section.h"

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

static int write_file(struct context *context, const struct rollback *rollback,
	const struct down_place *place, struct error *reterr)
{
	struct text text = {.arena = context->arena};
	bool is_there;

	text_addf(&text,
		"-- Rollback: %.*s\n-- CAUTION: Review data loss implications before running\n\n",
		STR_ARG(place->name));
	rollback_add_script(&text, rollback, flags_of(rollback));
	if (below_create(repository_worktree(context->repository), place->path, text_str(&text),
			&is_there, reterr))
		return -1;
	return is_there ? refuse(context->arena, place->path, reterr) : 0;
}

static bool has_sql(const struct set_spec *spec, struct arena *arena, struct str content)
{
	return !script_read(arena, spec, ROLE_BOTH, content)->down_is_empty;
}

/* Below the marker of a file that has it and nothing there, or behind all with a marker. */
static int write_section(struct arena *arena, const struct rollback *rollback,
	const struct down_place *place, struct str on_disk, struct error *reterr)
{
	const struct runner *runner = rollback->set->spec->runner;
	struct text text = {.arena = arena};
	struct sections sections;
	struct stat status;
	struct str content;
	size_t at;

	if (file_read(&content, arena, on_disk, reterr))
		return -1;
	if (stat(on_disk.ptr, &status))
		return file_failed("read", on_disk, reterr);
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
	return file_write(on_disk, text_str(&text), status.st_mode & 07777, reterr);
}

static int write_down(
	struct context *context, const struct rollback *rollback, struct error *reterr)
{
	struct down_place place = down_place_of(
		rollback->set->spec, context->arena, rollback->up->path, &rollback->up->name);
	struct str on_disk = str_join_path(
		context->arena, repository_worktree(context->repository), place.path);
	struct str_list written = {0};

	if (place.is_section ? write_section(context->arena, rollback, &place, on_disk, reterr)
						 : write_file(context, rollback, &place, reterr))
		return -1;
	str_list_add(context->arena, &written, place.path);
	if (new_print_created(context, &written, reterr))
		return -1;
	if (place.is_elsewhere)
		fprintf(stderr, "mighook: not beside the migration, where %s would execute it\n",
			rollback->set->spec->runner->name);
	if (rollback_is_incomplete(rollback))
		fprintf(stderr, "mighook: some of it has no inverse: write what stands behind TODO\n");
	return 0;
}

enum exit_code new_write_rollback(struct context *context, struct str up, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct rollbacks rollbacks;
	struct check check;

	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_rollback_of(&check, up, &rollbacks, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (write_down(context, &rollbacks.items[0], reterr))
		return EXIT_CANNOT_CHECK;
	return rollback_is_incomplete(&rollbacks.items[0]) ? EXIT_FINDINGS : EXIT_CLEAN;
}
