/* SPDX-License-Identifier: MIT */
#include "command/drift_report.h"

#include "base/escape.h"
#include "base/vec.h"
#include "report/drift.h"

static const char *shown(struct arena *arena, struct str text)
{
	return escape_text(arena, text, false).ptr;
}

static struct str path_of(const struct migration_set *set)
{
	return set ? set->spec->path : (struct str){NULL, 0};
}

static void fill_objects(
	struct report_drift *ret, struct arena *arena, const struct database_drift *drift)
{
	struct report_drift_object *objects = arena_array(
		arena, struct report_drift_object, drift->findings.count + 1);

	for (size_t i = 0; i < drift->findings.count; i++) {
		const struct drift_finding *finding = &drift->findings.items[i];

		objects[i] = (struct report_drift_object){
			.set = path_of(finding->comparison->set),
			.path = finding->comparison->path,
			.kind = finding->object->kind,
			.name = finding->object->name,
			.change = drift_changes[finding->object->change],
			.severity = severity_name(finding->severity),
			.odd = finding->odd,
			.left_name = finding->comparison->left.name,
			.right_name = finding->comparison->right.name,
			.left = finding->object->left,
			.right = finding->object->right,
		};
	}
	ret->objects = objects;
	ret->count = drift->findings.count;
}

struct failure_list {
	struct report_drift_failure *items;
	size_t count, capacity;
};

static void add_failures(struct failure_list *list, struct arena *arena, struct str set,
	const struct replay_failures *failures)
{
	for (size_t i = 0; i < failures->count; i++) {
		const struct replay_failure *failure = &failures->items[i];

		*vec_push(arena, list) = (struct report_drift_failure){
			.set = set,
			.path = failure->path,
			.line = failure->line,
			.column = failure->column,
			.statement = failure->statement,
			.sqlstate = failure->sqlstate,
			.message = failure->message,
			.hint = failure->hint,
		};
	}
}

/* Migrations that fail, and what of a snapshot or a database could only be compared as text. */
static void fill_failures(
	struct report_drift *ret, struct arena *arena, const struct database_drift *drift)
{
	struct failure_list list = {NULL, 0, 0};

	for (size_t i = 0; i < drift->sets.count; i++)
		add_failures(
			&list, arena, path_of(drift->sets.items[i].set), &drift->sets.items[i].chain.failures);
	for (size_t i = 0; i < drift->comparisons.count; i++) {
		const struct drift_comparison *comparison = drift->comparisons.items[i];

		if (comparison->left.is_text)
			add_failures(&list, arena, path_of(comparison->set), &comparison->left.failures);
		if (comparison->right.is_text)
			add_failures(&list, arena, path_of(comparison->set), &comparison->right.failures);
	}
	ret->failures = list.items;
	ret->failure_count = list.count;
}

static void fill_unverified(
	struct report_drift *ret, struct arena *arena, const struct database_drift *drift)
{
	struct {
		struct report_unverified *items;
		size_t count, capacity;
	} unverified = {NULL, 0, 0};

	for (size_t i = 0; i < drift->sets.count; i++) {
		const struct stand_in_uses *uses = &drift->sets.items[i].chain.unverified;

		for (size_t j = 0; j < uses->count; j++)
			for (size_t k = 0; k < uses->items[j].objects.count; k++)
				*vec_push(arena, &unverified) = (struct report_unverified){
					uses->items[j].extension, uses->items[j].objects.items[k]};
	}
	ret->unverified = unverified.items;
	ret->unverified_count = unverified.count;
}

static void fill_skips(
	struct report_drift *ret, struct arena *arena, const struct database_drift *drift)
{
	struct report_drift_skip *skips = arena_array(
		arena, struct report_drift_skip, drift->skips.count + 1);

	for (size_t i = 0; i < drift->skips.count; i++) {
		const struct drift_skip *skip = &drift->skips.items[i];

		skips[i] = (struct report_drift_skip){path_of(skip->set), skip->path, skip->reason};
	}
	ret->skips = skips;
	ret->skip_count = drift->skips.count;
}

static int fill_diff(struct report_drift *ret, struct arena *arena,
	const struct database_drift *drift, struct error *reterr)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < drift->comparisons.count; i++) {
		struct str diff;

		if (!drift->comparisons.items[i]->objects.count)
			continue;
		if (drift_diff(drift->comparisons.items[i], arena, &diff, reterr))
			return -1;
		text_add(&text, diff);
	}
	ret->diff = text_str(&text);
	return 0;
}

/* "42 migrations", "1 object": English's plural. */
static struct str counted(struct arena *arena, size_t count, const char *noun)
{
	return str_format(arena, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

static size_t findings_of(const struct database_drift *drift, const struct migration_set *set)
{
	size_t count = 0;

	for (size_t i = 0; i < drift->findings.count; i++)
		count += drift->findings.items[i].comparison->set == set;
	return count;
}

/* "supabase/migrations: broken-chain: 25 of 300 migrations taken back, 2 without a way back: 1
 * failure, 4 differences" */
static struct str summary_of_proof(
	struct arena *arena, const struct database_drift *drift, const struct set_drift *set)
{
	struct text text = {.arena = arena};
	size_t count = findings_of(drift, set->set), skips = 0;

	for (size_t i = 0; i < drift->skips.count; i++)
		skips += drift->skips.items[i].set == set->set;
	text_addf(&text, "%s: %s: %zu of %s %s", shown(arena, set->set->spec->path),
		drift_verdicts[set->verdict], set->tried, counted(arena, set->migrations, "migration").ptr,
		drift->request->twice ? "executed twice" : "taken back and executed again");
	if (skips)
		text_addf(&text, ", %zu without a way back", skips);
	if (set->chain.failures.count)
		text_addf(&text, ": %s, %s", counted(arena, set->chain.failures.count, "failure").ptr,
			counted(arena, count, "difference").ptr);
	else
		text_addf(&text, ": %s", count ? counted(arena, count, "difference").ptr : "no difference");
	return text_str(&text);
}

/* "supabase/migrations: clean: 42 migrations, schema.sql and postgres@host:5432/app say the same"
 */
static struct str summary_of(
	struct arena *arena, const struct database_drift *drift, const struct set_drift *set)
{
	struct text text = {.arena = arena};
	size_t count = findings_of(drift, set->set);
	const char *verdict = drift_verdicts[set->verdict];

	if (set->is_pair) {
		const struct drift_comparison *pair = drift->comparisons.items[0];

		return str_format(arena, "%s: %s and %s: %s", verdict, shown(arena, pair->left.name),
			shown(arena, pair->right.name),
			count ? counted(arena, count, "difference").ptr : "no difference");
	}
	text_addf(&text, "%s: %s: %s", shown(arena, set->set->spec->path), verdict,
		counted(arena, set->migrations, "migration").ptr);
	if (set->chain.failures.count) {
		text_addf(&text, ", %s", counted(arena, set->chain.failures.count, "failure").ptr);
		return text_str(&text);
	}
	if (set->has_snapshot)
		text_addf(&text, ", %s", shown(arena, set->set->snapshot));
	if (drift->database.connection)
		text_addf(&text, ", %s", shown(arena, drift->database.place));
	if (set->pending)
		text_addf(&text, " (%s pending there, and not compared with it)",
			counted(arena, set->pending, "migration").ptr);
	if (count)
		text_addf(&text, ": %s", counted(arena, count, "difference").ptr);
	else if (!set->has_snapshot && !drift->database.connection)
		text_add(&text, STR(" executed; there is no snapshot to compare with"));
	else
		text_addf(&text, ": no difference%s",
			scratch_has_privileges(&drift->scratch, set->set) ? ""
															  : " (but for privileges: --acl)");
	return text_str(&text);
}

/* What writes the set's snapshot anew. */
static struct str remedy_of(
	struct arena *arena, const struct database_drift *drift, const struct migration_set *set)
{
	struct text text = {.arena = arena};

	text_add(&text, STR("mighook schema dump --write"));
	if (drift->database.sets.count > 1)
		text_addf(&text, " --set %s", escape_shell(arena, set->spec->path).ptr);
	/* where the policy says it, it need not be said again */
	if (drift->request->scratch.has_privileges)
		text_add(&text, STR(" --acl"));
	text_addf(&text, " && git add %s", escape_shell(arena, set->snapshot).ptr);
	return text_str(&text);
}

static void add_hints(
	struct report_drift *ret, struct arena *arena, const struct database_drift *drift)
{
	const struct migration_set *stale = NULL;
	bool is_outside = false;

	for (size_t i = 0; i < drift->findings.count; i++) {
		const struct drift_finding *finding = &drift->findings.items[i];
		bool is_odd = !finding->odd || strcmp(finding->odd, "migrations") != 0;

		if (!stale && is_odd && !finding->comparison->is_live && !finding->comparison->path.ptr)
			stale = finding->comparison->set;
		is_outside |= is_odd && finding->comparison->is_live && drift->database.connection;
	}
	if (stale)
		str_list_add(arena, &ret->hints, remedy_of(arena, drift, stale));
	if (is_outside)
		str_list_add(arena, &ret->hints,
			target_in_commands(&drift->database.target, arena,
				STR("write the change as a migration: mighook drift --against db --emit-sql | "
					"mighook "
					"new --from-drift - WORDS")));
	if (ret->count && !ret->shows_diff)
		str_list_add(arena, &ret->hints, STR("--diff shows the differences line by line"));
}

int drift_report_fill(struct report *ret, const struct context *context,
	const struct database_drift *drift, struct error *reterr)
{
	struct arena *arena = context->arena;
	struct report_drift *shown_drift = arena_new(arena, struct report_drift);
	struct str (*summary)(struct arena *, const struct database_drift *, const struct set_drift *);
	struct report report = {
		.arena = arena,
		.command = "drift",
		.source = "all",
		.diagnostics = {.arena = arena},
		.drift = shown_drift,
		.colored = command_is_colored(context, stdout),
	};

	*shown_drift = (struct report_drift){
		.verdict = drift_verdicts[drift->verdict],
		.sql = drift->sql,
		.shows_diff = arguments_has(context->arguments, "diff"),
	};
	for (size_t i = 0; i < drift->sets.count; i++)
		shown_drift->pending += drift->sets.items[i].pending;
	fill_objects(shown_drift, arena, drift);
	fill_failures(shown_drift, arena, drift);
	fill_unverified(shown_drift, arena, drift);
	fill_skips(shown_drift, arena, drift);
	if (fill_diff(shown_drift, arena, drift, reterr))
		return -1;
	summary = drift->request->twice || drift->request->roundtrip ? summary_of_proof : summary_of;
	for (size_t i = 0; i < drift->sets.count; i++)
		if (drift->sets.items[i].verdict != DRIFT_CLEAN ||
			!arguments_has(context->arguments, "quiet"))
			str_list_add(
				arena, &shown_drift->summaries, summary(arena, drift, &drift->sets.items[i]));
	add_hints(shown_drift, arena, drift);
	drift_diagnose(drift, &report.diagnostics);
	*ret = report;
	return 0;
}
