/* SPDX-License-Identifier: MIT */
#include "command/database_plan.h"

#include "base/escape.h"
#include "base/unicode.h"

static struct str shown(struct arena *arena, struct str text)
{
	return text.ptr ? escape_text(arena, text, false) : STR("-");
}

static int width_of(struct str text)
{
	return (int)utf8_width(text);
}

static void write_steps(FILE *out, struct arena *arena, const struct plan *plan)
{
	int action = 0, version = 0;

	for (size_t i = 0; i < plan->count; i++) {
		int own_action = width_of(str_from(plan->items[i].action));
		int own_version = width_of(shown(arena, plan->items[i].version));

		action = own_action > action ? own_action : action;
		version = own_version > version ? own_version : version;
	}
	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_step *step = &plan->items[i];
		struct str own_version = shown(arena, step->version);

		fprintf(out, "-- %-*s  %s%*s  %s%s%s\n", action, step->action, own_version.ptr,
			version - width_of(own_version), "", shown(arena, step->path).ptr,
			step->reason.ptr ? "  " : "",
			step->reason.ptr ? escape_text(arena, step->reason, false).ptr : "");
	}
}

/* Line by line; control bytes do not reach a terminal (sql_literal writes them in another way). */
static void write_script(FILE *out, struct arena *arena, struct str script, const char *prefix)
{
	struct str line;

	script = str_trim(script);
	while (str_next(&script, '\n', &line))
		fprintf(out, "%s%s\n", prefix, escape_text(arena, line, /* keep_tabs= */ true).ptr);
}

void plan_write_text(FILE *out, struct arena *arena, const struct plan *plan, bool executed)
{
	struct str undo = plan_undo_script(arena, plan);

	write_steps(out, arena, plan);
	if (!executed && plan_has_work(plan)) {
		fputc('\n', out);
		write_script(out, arena, plan_script(arena, plan), "");
	}
	if (undo.len) {
		fprintf(out, "\n-- what takes it back:\n");
		write_script(out, arena, undo, executed ? "" : "-- ");
	}
}

static void write_step(struct json_members *members, size_t number, void *context)
{
	const struct plan_step *step = &((const struct plan *)context)->items[number];

	json_write_string(members, "action", str_from(step->action));
	json_write_string(members, "version", step->version);
	json_write_path(members, "path", step->path);
	json_write_string(members, "sql", step->sql);
	json_write_string(members, "undo", step->undo);
	json_write_string(members, "reason", step->reason);
}

void plan_write_json(FILE *out, struct json *root, const struct plan *plan, bool executed)
{
	struct plan copy = *plan;

	json_add_bool(root, "executed", executed);
	json_write_list(out, root, "plan", plan->count, write_step, &copy);
}
