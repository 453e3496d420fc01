/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/json.h"
#include "command/init.h"
#include "report/formats.h"

/* `git add` of what was written, from wherever the user stands. */
static void add_paths(struct text *text, const struct str_list *paths, const char *root)
{
	for (size_t i = 0; i < paths->count; i++)
		text_addf(text, " %s%.*s", root, STR_ARG(paths->items[i]));
}

static struct str next_command(const struct init *init)
{
	struct text text = {.arena = init->arena};
	char *here = realpath(".", NULL);
	const char *root = here && str_equal(str_from(here), init->top) ? "" : ":/";

	free(here);
	text_add(&text, STR("git add"));
	add_paths(&text, &init->written, root);
	add_paths(&text, &init->shared, root);
	text_add(&text, STR(" && git commit -m 'Adopt mighook'"));
	return text_str(&text);
}

void init_write_json(const struct init *init)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("init");
	struct json *array = json_add_array(root, "written");

	for (size_t i = 0; i < init->written.count; i++)
		json_append_string(array, init->written.items[i]);
	array = json_add_array(root, "sets");
	for (size_t i = 0; i < init->draft.set_count; i++) {
		const struct adopted_set *set = &init->draft.sets[i];
		struct json *object = json_append_object(array), *tables;

		json_add_path(object, "path", set->spec->path);
		json_add_string(object, "runner", str_from(set->spec->runner->name));
		json_add_number(object, "migrations", (int64_t)set->migrations);
		json_add_path(object, "snapshot", set->snapshot);
		tables = json_add_array(object, "history");
		for (size_t j = 0; j < set->history.tables.count; j++)
			json_append_string(tables, set->history.tables.items[j]);
	}
	json_add_number(root, "findings", (int64_t)init->findings);
	json_add_number(root, "grandfathered", (int64_t)init->draft.excused.count);
	array = json_add_array(root, "left");
	for (size_t i = 0; i < init->left.count; i++) {
		struct json *object = json_append_object(array);

		json_add_string(object, "rule", str_from(init->left.items[i].rule->key.id));
		json_add_path(object, "path", init->left.items[i].path);
		json_add_string(object, "message", init->left.items[i].message);
	}
	array = json_add_array(root, "hooks");
	if (init->installs)
		installation_add_json(&init->installation, array);
	array = json_add_array(root, "remaining");
	for (size_t i = 0; i < init->remaining.count; i++)
		json_append_string(array, init->remaining.items[i]);
	json_add_string(root, "next", next_command(init));
	json_write(stdout, root);
}

static void print_sets(const struct init *init)
{
	for (size_t i = 0; i < init->draft.set_count; i++) {
		const struct adopted_set *set = &init->draft.sets[i];
		struct str path = set->spec->path.len ? set->spec->path : STR(".");

		printf("  %s: %s, %zu migration%s", escape_text(init->arena, path, false).ptr,
			set->spec->runner->name, set->migrations, set->migrations == 1 ? "" : "s");
		if (set->snapshot.ptr)
			printf(", snapshot %s", escape_text(init->arena, set->snapshot, false).ptr);
		for (size_t j = 0; j < set->history.tables.count; j++)
			printf("%s %s", j ? "," : ", history",
				escape_text(init->arena, set->history.tables.items[j], false).ptr);
		putchar('\n');
	}
}

static void print_written(const struct init *init, struct str path)
{
	size_t entries = init->draft.excused.count;

	printf("mighook: wrote %.*s", STR_ARG(path));
	if (!str_equal(path, POLICY_FILE)) {
		putchar('\n');
		return;
	}
	if (entries)
		printf(": %zu finding%s of today excused, in %zu entr%s\n", init->findings,
			init->findings == 1 ? "" : "s", entries, entries == 1 ? "y" : "ies");
	else
		printf(": there is nothing to excuse\n");
	print_sets(init);
}

void init_print(const struct init *init)
{
	if (init->has_policy)
		printf("mighook: .mighook.yaml is there already and is left as it is\n");
	for (size_t i = 0; i < init->written.count; i++)
		print_written(init, init->written.items[i]);
	if (init->installs)
		printf("mighook: installed %s in %s\n",
			installation_names(&init->installation, init->arena).ptr,
			escape_text(init->arena, init->installation.where, false).ptr);
	for (size_t i = 0; i < init->left.count; i++)
		printf("mighook: not excused: %s in %s: %s\n", init->left.items[i].rule->key.id,
			escape_text(init->arena, init->left.items[i].path, false).ptr,
			init->left.items[i].message.ptr);
	for (size_t i = 0; i < init->remaining.count; i++)
		printf("mighook: %s\n", init->remaining.items[i].ptr);
	printf("mighook: next: %s\n", next_command(init).ptr);
}
